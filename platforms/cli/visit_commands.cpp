#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "core/base/text.h"
#include "core/registers/administrative_units.h"
#include "core/registers/registers_commands.h"
#include "core/replica/image.h"
#include "core/visits/answer_text.h"
#include "platforms/cli/commands.h"
#include "platforms/cli/files.h"
#include "platforms/cli/open_visit.h"
#include "platforms/cli/output.h"
#include "platforms/cli/visit_json.h"

namespace thucdia::cli {

namespace {

namespace v1 = ::thucdia::records::v1;
using core::ErrorCode;
using core::Result;
using core::changes::RecordWriter;

/// What the commands take, one for the whole group.
struct VisitOptions {
  std::string replica, visit, path, value, reason, number;
  std::string facility, project, beneficiary, form;
  bool fromPrevious = false;
  bool missing = false;
  bool json = false;
};

Result<> start(World& world, const VisitOptions& options) {
  core::visits::StartVisit wanted;
  THUCDIA_ASSIGN(wanted.facility, typedId<core::FacilityId>(options.facility));
  if (!options.project.empty()) {
    THUCDIA_ASSIGN(wanted.project, typedId<core::ProjectId>(options.project));
  }
  if (!options.beneficiary.empty()) {
    THUCDIA_ASSIGN(wanted.beneficiary, typedId<core::BeneficiaryId>(options.beneficiary));
  }
  wanted.formId = options.form;
  wanted.fromPrevious = options.fromPrevious;
  THUCDIA_ASSIGN(const auto replica, world.open(options.replica));
  THUCDIA_ASSIGN(const auto person, replica->currentPerson());
  THUCDIA_ASSIGN(const auto id, replica->write([&](RecordWriter& writer) {
    return core::visits::startVisit(writer, person, wanted);
  }));
  world.out << id.text() << '\n';
  return {};
}

/// The question of a path, a row one past the last added; what that changed is put in front of `changes`.
Result<core::forms::NodeRef> questionAt(core::forms::Session& session, const std::string& path,
                                        std::vector<core::forms::Changes>& changes) {
  core::forms::Changes added;
  THUCDIA_ASSIGN(const auto node, core::visits::findOrAddQuestion(session, path, added));
  changes.push_back(std::move(added));
  return node;
}

/// The first choices, as many as `most`, and whether there are more.
std::string someOf(std::vector<std::string> choices, std::size_t most, std::string_view between) {
  const bool more = choices.size() > most;
  if (more) choices.resize(most);
  return fmt::format("{}{}", fmt::join(choices, between), more ? " …" : "");
}

/// What was given must be what is kept: a code that is no choice, or letters for a number, are refused, not dropped.
Result<> wasTaken(const core::forms::Session& session, core::forms::NodeRef node, const VisitOptions& options) {
  const auto control = session.describe(node).control();
  const std::string kept = ' ' + std::string(session.value(node)) + ' ';
  const core::Place place{.question = session.path(node)};
  if (control != v1::CONTROL_SELECT_ONE && control != v1::CONTROL_SELECT_MULTIPLE) {
    if (options.value.empty() || kept.size() > 2) return {};
    return core::fail(ErrorCode::InvalidArgument, fmt::format("{} cannot be an answer here", options.value), place);
  }
  std::istringstream codes(options.value);
  for (std::string code; codes >> code;) {
    if (kept.find(' ' + code + ' ') != std::string::npos) continue;
    constexpr std::size_t kShown = 12;
    return core::fail(
        ErrorCode::InvalidArgument,
        fmt::format("{} is no choice here; the choices are {}", code, someOf(session.choiceValues(node), kShown, ", ")),
        place);
  }
  return {};
}

Result<> answer(World& world, const VisitOptions& options) {
  THUCDIA_ASSIGN(const auto open, OpenVisit::open(world, options.replica, options.visit));
  THUCDIA_ASSIGN(auto* session, open->session());
  std::vector<core::forms::Changes> changes;
  THUCDIA_ASSIGN(const auto node, questionAt(*session, options.path, changes));
  const v1::FormNode& question = session->describe(node);
  const bool calculated = question.control() == v1::CONTROL_UNSPECIFIED && !question.calculate().empty();
  if (calculated || session->readOnly(node)) {
    return core::fail(ErrorCode::InvalidArgument, "the form itself answers this; it takes no other answer",
                      {.question = session->path(node)});
  }
  THUCDIA_ASSIGN(changes.emplace_back(), session->set(node, options.value));
  THUCDIA_TRY(wasTaken(*session, node, options));
  THUCDIA_TRY(open->save(changes));
  for (const auto& violation : session->missing()) {
    if (violation.node != node || violation.why == core::forms::Violation::Why::Required) continue;
    world.err << fmt::format("{}: saved, but it cannot stand so when the visit is signed: {}\n", session->path(node),
                             violation.message.empty() ? core::tidy(session->label(node)) : violation.message);
  }
  return {};
}

Result<> attach(World& world, const VisitOptions& options) {
  THUCDIA_ASSIGN(const auto bytes, readFile(options.value));
  THUCDIA_ASSIGN(const auto open, OpenVisit::open(world, options.replica, options.visit));
  THUCDIA_ASSIGN(auto* session, open->session());
  std::vector<core::forms::Changes> changes;
  THUCDIA_ASSIGN(const auto node, questionAt(*session, options.path, changes));
  const auto control = session->describe(node).control();
  std::string mime = "application/octet-stream";
  if (control == v1::CONTROL_IMAGE) {
    THUCDIA_ASSIGN(const auto image, core::replica::sniffImage(bytes));
    mime = image.mime;
  } else if (control != v1::CONTROL_AUDIO && control != v1::CONTROL_VIDEO && control != v1::CONTROL_FILE) {
    return core::fail(ErrorCode::InvalidArgument, options.path + " takes no file");
  }
  // Before a file is kept: a sealed visit takes none.
  if (!core::visits::mayAnswer(open->visit().state.status)) {
    return core::fail(ErrorCode::Locked, "the visit is " + std::string(core::visits::word(open->visit().state.status)));
  }
  THUCDIA_ASSIGN(const auto blob, open->replica().blobs().put(bytes));
  const std::string text = core::visits::attachmentFileName(blob.sha256, mime);
  THUCDIA_ASSIGN(changes.emplace_back(), session->set(node, text));
  const std::string name = std::filesystem::path(options.value).filename().string();
  return open->save(changes, [&](RecordWriter& writer) -> Result<> {
    THUCDIA_TRY(core::visits::addAttachment(writer, blob.sha256, blob.size, mime, name));
    return {};
  });
}

/// What stands between the visit and its signature: a line for each question, with its choices where it has few.
void showMissing(World& world, const core::forms::Session& session, bool json) {
  const Json missing = missingJson(session);
  if (json) return printJson(world.out, missing);
  Table table({"path", "why", "choices", "question"});
  for (const Json& each : missing) {
    constexpr std::size_t kShown = 9;
    table.add({each["path"], each["why"], someOf(each["choices"], kShown, " "), each["label"]});
  }
  if (!table.empty()) table.print(world.out);
}

Result<> show(World& world, const VisitOptions& options) {
  THUCDIA_ASSIGN(const auto open, OpenVisit::open(world, options.replica, options.visit));
  THUCDIA_ASSIGN(const auto* session, open->session());
  if (options.missing) {
    showMissing(world, *session, options.json);
    return {};
  }
  Json shown;
  THUCDIA_TRY(open->replica().read([&](core::db::ReadTransaction& transaction) {
    const auto line = core::visits::visitLine(transaction, open->visit().id);
    shown = visitJson(*line, open->visit(), *session);
    shown["sync"] = syncJson(sync::visitSyncStatus(transaction, open->visit().id));
  }));
  if (options.json) {
    printJson(world.out, shown);
  } else {
    printObject(world.out, shown);
  }
  return {};
}

Result<> sign(World& world, const VisitOptions& options) {
  THUCDIA_ASSIGN(const auto open, OpenVisit::open(world, options.replica, options.visit));
  THUCDIA_ASSIGN(auto* session, open->session());
  const auto enrolment = open->replica().enrolment();
  THUCDIA_TRY(open->replica().write([&](RecordWriter& writer) {
    return core::visits::signVisit(writer, open->person(), enrolment->device, open->replica().deviceKey(),
                                   open->visit().id, *session);
  }));
  return {};
}

Result<> decide(World& world, const VisitOptions& options, v1::DecisionKind kind) {
  THUCDIA_ASSIGN(const auto id, typedId<core::VisitId>(options.visit));
  return takeDecision(world, options.replica,
                      {.visit = id, .kind = kind, .reason = options.reason, .number = options.number});
}

struct FacilityOptions {
  std::string replica, name, province, commune, address, taxCode, kind = "establishment";
};

Result<> addFacility(World& world, const FacilityOptions& options) {
  const auto units = core::registers::AdministrativeUnits::shipped();
  core::registers::NewFacility wanted;
  wanted.name = options.name;
  if (options.kind == "cluster") wanted.kind = v1::FACILITY_KIND_CLUSTER;
  if (options.kind == "market") wanted.kind = v1::FACILITY_KIND_MARKET;
  if (options.kind == "power_grid") wanted.kind = v1::FACILITY_KIND_POWER_GRID;
  const auto* province = units.findProvince(options.province);
  if (!province) return core::fail(ErrorCode::InvalidArgument, "no province is called " + options.province);
  wanted.province = province->code;
  if (!options.commune.empty()) {
    const auto* commune = units.findCommune(options.commune, wanted.province);
    if (!commune) return core::fail(ErrorCode::InvalidArgument, "no commune of it is called " + options.commune);
    wanted.commune = commune->code;
  }
  wanted.address = options.address;
  wanted.taxCode = options.taxCode;
  THUCDIA_ASSIGN(const auto replica, world.open(options.replica));
  THUCDIA_ASSIGN(const auto person, replica->currentPerson());
  THUCDIA_ASSIGN(const auto id, replica->write([&](RecordWriter& writer) {
    return core::registers::createFacility(writer, person, wanted);
  }));
  world.out << id.text() << '\n';
  return {};
}

void addFacilityCommands(CLI::App& app, World& world, Chosen& chosen) {
  const auto options = std::make_shared<FacilityOptions>();
  CLI::App* facility = app.add_subcommand("facility", "The register of places");
  facility->require_subcommand(1);
  CLI::App* add =
      addReplicaCommand(*facility, "add", "Makes a facility found on site; prints its id", options->replica);
  add->add_option("NAME", options->name, "Its name")->required();
  add->add_option("--province", options->province, "Code or name")->required();
  add->add_option("--commune", options->commune, "Code or name");
  add->add_option("--address", options->address, "Street or village");
  add->add_option("--tax-code", options->taxCode, "Tax or enterprise code");
  add->add_option("--kind", options->kind, "What it is")
      ->check(CLI::IsMember({"establishment", "cluster", "market", "power_grid"}));
  add->callback(
      [&world, &chosen, options] { chosen.run = [&world, options] { return addFacility(world, *options); }; });
}

}  // namespace

Result<> takeDecision(World& world, const std::string& folder, const core::visits::Decide& decision) {
  THUCDIA_ASSIGN(const auto replica, world.open(folder));
  THUCDIA_ASSIGN(const auto person, replica->currentPerson());
  THUCDIA_TRY(replica->write([&](RecordWriter& writer) { return core::visits::decide(writer, person, decision); }));
  return {};
}

void addVisitCommands(CLI::App& app, World& world, Chosen& chosen) {
  const auto options = std::make_shared<VisitOptions>();
  CLI::App* visit = app.add_subcommand("visit", "Recording a visit and what is decided on it");
  visit->require_subcommand(1);
  using Command = std::function<Result<>(World&, const VisitOptions&)>;
  const auto add = [&](const char* name, const char* description, Command run) {
    CLI::App* command = addReplicaCommand(*visit, name, description, options->replica);
    command->callback([&world, &chosen, options, run = std::move(run)] {
      chosen.run = [&world, options, run] { return run(world, *options); };
    });
    return command;
  };
  const auto ofVisit = [&](const char* name, const char* description, Command run) {
    CLI::App* command = add(name, description, std::move(run));
    command->add_option("VISIT", options->visit, "The visit's id")->required();
    return command;
  };
  const auto deciding = [&](const char* name, const char* description, v1::DecisionKind kind) {
    return ofVisit(name, description,
                   [kind](World& given, const VisitOptions& with) { return decide(given, with, kind); });
  };

  CLI::App* begin = add("start", "Begins a visit; prints its id", start);
  begin->add_option("--facility", options->facility, "The facility's id")->required()->type_name("ID");
  begin->add_option("--project", options->project, "One of its projects")->type_name("ID");
  begin->add_option("--beneficiary", options->beneficiary, "Which of a group project's")->type_name("ID");
  begin->add_option("--form", options->form, "The form's id; its newest version is used")
      ->required()
      ->type_name("FORM_ID");
  begin->add_flag("--from-previous", options->fromPrevious, "Begin with last time's answers");

  const char* const path = "The form's path without its root, rows from 1: equip[1]/eq_name";
  CLI::App* answering = ofVisit("answer", "Answers a question; a row one past the last is added", answer);
  answering->add_option("PATH", options->path, path)->required();
  answering
      ->add_option("VALUE", options->value,
                   "ISO dates; positions \"lat lon alt accuracy\"; choices separated by blanks; \"\" clears")
      ->required();
  CLI::App* attaching = ofVisit("attach", "Answers a question with a file", attach);
  attaching->add_option("PATH", options->path, path)->required();
  attaching->add_option("FILE", options->value, "A JPEG, PNG or WebP picture, or what the question takes")->required();

  CLI::App* showing = ofVisit("show", "Prints a visit", show);
  showing->add_flag("--json", options->json, "Print an object");
  showing->add_flag("--missing", options->missing, "Only what must still be answered or mended before it is signed");
  ofVisit("sign", "Seals the visit: nothing of it can change", sign);
  deciding("submit", "Hands a signed visit in for review", v1::DECISION_KIND_SUBMITTED);
  deciding("cancel", "Gives up a planned visit", v1::DECISION_KIND_CANCELLED)
      ->add_option("--reason", options->reason, "Why")
      ->required();
  deciding("reopen", "Opens a signed or approved visit again", v1::DECISION_KIND_REOPENED)
      ->add_option("--reason", options->reason, "Why")
      ->required();
  deciding("issue", "Gives an approved visit's minutes their number", v1::DECISION_KIND_ISSUED)
      ->add_option("--number", options->number, "The clerk's number")
      ->required();
  deciding("file", "Puts an issued visit into the archive", v1::DECISION_KIND_FILED);

  addCarryCommand(*visit, world, chosen);
  addFacilityCommands(app, world, chosen);
}

}  // namespace thucdia::cli
