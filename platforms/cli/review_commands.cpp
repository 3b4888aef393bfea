#include <memory>
#include <string>
#include <vector>

#include "core/review/review_queries.h"
#include "platforms/cli/commands.h"
#include "platforms/cli/open_visit.h"
#include "platforms/cli/output.h"
#include "platforms/cli/visit_json.h"

namespace thucdia::cli {

namespace {

namespace v1 = ::thucdia::records::v1;
using core::Result;

struct ReviewOptions {
  std::string replica, visit, comment, question;
  bool json = false;
};

Result<> listQueue(World& world, const ReviewOptions& options) {
  THUCDIA_ASSIGN(const auto replica, world.open(options.replica));
  THUCDIA_ASSIGN(const auto person, replica->currentPerson());
  THUCDIA_ASSIGN(const auto lines, replica->read([&](core::db::ReadTransaction& transaction) {
    constexpr int kAll = 1'000'000;
    return core::review::reviewQueue(transaction, person, kAll);
  }));
  if (options.json) {
    Json array = Json::array();
    for (const auto& line : lines) array.push_back(visitLineJson(line));
    printJson(world.out, array);
    return {};
  }
  Table table({"id", "status", "facility", "form", "findings", "since"});
  for (const auto& line : lines) {
    const Json json = visitLineJson(line);
    table.add({line.id.text(), plainText(json["status"]), line.facilityName, line.formId, plainText(json["findings"]),
               plainText(json["since"])});
  }
  table.print(world.out);
  return {};
}

Result<> approve(World& world, const ReviewOptions& options) {
  THUCDIA_ASSIGN(const auto id, typedId<core::VisitId>(options.visit));
  return takeDecision(world, options.replica,
                      {.visit = id, .kind = v1::DECISION_KIND_APPROVED, .reason = options.comment});
}

/// A comment on a question names it as the answers do.
Result<> giveBack(World& world, const ReviewOptions& options) {
  core::visits::Decide decision;
  decision.kind = v1::DECISION_KIND_RETURNED;
  if (options.question.empty()) {
    THUCDIA_ASSIGN(decision.visit, typedId<core::VisitId>(options.visit));
    decision.reason = options.comment;
  } else {
    THUCDIA_ASSIGN(const auto open, OpenVisit::open(world, options.replica, options.visit));
    THUCDIA_ASSIGN(const auto* session, open->session());
    const auto node = core::visits::findQuestion(*session, options.question);
    if (!node) return core::fail(core::ErrorCode::NotFound, "the form has no question " + options.question);
    decision.visit = open->visit().id;
    v1::AnswerComment& comment = decision.comments.emplace_back();
    comment.set_path(session->key(node));
    comment.set_text(options.comment);
  }
  return takeDecision(world, options.replica, decision);
}

}  // namespace

void addReviewCommands(CLI::App& app, World& world, Chosen& chosen) {
  const auto options = std::make_shared<ReviewOptions>();
  CLI::App* review = app.add_subcommand("review", "A supervisor's work");
  review->require_subcommand(1);
  const auto add = [&](const char* name, const char* description, Result<> (*run)(World&, const ReviewOptions&)) {
    CLI::App* command = addReplicaCommand(*review, name, description, options->replica);
    command->callback(
        [&world, &chosen, options, run] { chosen.run = [&world, options, run] { return run(world, *options); }; });
    return command;
  };
  add("list", "Visits that wait for a decision", listQueue)
      ->add_flag("--json", options->json, "Print an array of objects");
  CLI::App* approving = add("approve", "Approves a visit", approve);
  approving->add_option("VISIT", options->visit, "The visit's id")->required();
  approving->add_option("--comment", options->comment, "A word with it");
  CLI::App* returning = add("return", "Gives a visit back to its inspector", giveBack);
  returning->add_option("VISIT", options->visit, "The visit's id")->required();
  returning->add_option("--comment", options->comment, "What is to be done")->required();
  returning->add_option("--question", options->question, "The question that the comment is on")->type_name("PATH");
}

}  // namespace thucdia::cli
