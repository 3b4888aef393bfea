#include <memory>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "core/visits/visit_carry.h"
#include "platforms/cli/commands.h"
#include "platforms/cli/open_visit.h"
#include "platforms/cli/output.h"
#include "platforms/cli/visit_json.h"

namespace thucdia::cli {

namespace {

using core::Result;
using core::forms::CarriedAnswer;
using core::visits::CarryPreview;

/// What is told of each answer, by what becomes of it; cleared answers and rows themselves are not told of.
Json carryJson(const CarryPreview& preview, const core::forms::Session& session, bool done) {
  Json json{{"form_id", preview.to->compiled().form_id()},
            {"from", preview.from->compiled().version()},
            {"to", preview.to->compiled().version()},
            {"done", done},
            {"same", 0},
            {"moved", Json::array()},
            {"changed", Json::array()},
            {"no_place", Json::array()},
            {"sign_again", Json::array()},
            {"new", Json::array()}};
  int same = 0;
  for (const auto& each : preview.plan.answers) {
    if (each.row || each.text.empty()) continue;
    Json line{{"path", pathOf(session, each.key)}, {"value", each.text}};
    if (!each.newKey.empty()) line["to"] = preview.to->path(preview.to->nodeOfKey(each.newKey));
    if (each.newText != each.text && !each.newKey.empty()) line["new_value"] = each.newText;
    if (!each.keptKey.empty()) line["kept_as"] = each.keptKey;
    switch (each.fate) {
      case CarriedAnswer::Fate::Same:
        ++same;
        break;
      case CarriedAnswer::Fate::Moved:
        json["moved"].push_back(std::move(line));
        break;
      case CarriedAnswer::Fate::Changed:
        json["changed"].push_back(std::move(line));
        break;
      case CarriedAnswer::Fate::NoPlace:
        json["no_place"].push_back(std::move(line));
        break;
    }
  }
  json["same"] = same;
  for (const auto& key : preview.signedBefore) json["sign_again"].push_back({{"path", pathOf(session, key)}});
  for (const auto& added : preview.plan.added) {
    Json line{{"path", preview.to->path(added.node)}};
    if (!added.defaultValue.empty()) line["default"] = added.defaultValue;
    json["new"].push_back(std::move(line));
  }
  return json;
}

void printCarry(std::ostream& out, const Json& told) {
  out << fmt::format("{} version {} {} version {}: {} answers stay as they are\n", told["form_id"].get<std::string>(),
                     told["from"].get<std::string>(), told["done"].get<bool>() ? "carried to" : "would be carried to",
                     told["to"].get<std::string>(), told["same"].get<int>());
  Table table({"", "question", "answer", "becomes"});
  const auto add = [&](const char* list, const char* name) {
    for (const Json& line : told[list]) {
      const auto text = [&](const char* field) { return line.value(field, std::string()); };
      std::string becomes = text("to");
      if (line.contains("new_value")) becomes += " = " + text("new_value");
      if (line.contains("kept_as")) becomes += (becomes.empty() ? "kept as " : "; kept as ") + text("kept_as");
      table.add({name, text("path"), line.contains("value") ? text("value") : text("default"), becomes});
    }
  };
  add("moved", "moved");
  add("changed", "read otherwise");
  add("no_place", "no place");
  add("sign_again", "to be signed again");
  add("new", "new");
  if (!table.empty()) table.print(out);
}

struct CarryOptions {
  std::string replica, visit, version;
  bool preview = false;
  bool json = false;
};

Result<> carry(World& world, const CarryOptions& options) {
  THUCDIA_ASSIGN(const auto open, OpenVisit::open(world, options.replica, options.visit));
  THUCDIA_ASSIGN(const auto* session, open->session());
  THUCDIA_ASSIGN(const CarryPreview found, [&]() -> Result<CarryPreview> {
    if (!options.preview) {
      return open->replica().write([&](core::changes::RecordWriter& writer) {
        return core::visits::carryVisit(writer, open->person(), open->forms(), open->visit().id, options.version);
      });
    }
    return open->replica().read([&](core::db::ReadTransaction& transaction) {
      return core::visits::previewCarry(transaction, open->forms(), open->visit(), open->host(), options.version);
    });
  }());
  if (!options.preview) open->tellSignaturesGone();
  const Json told = carryJson(found, *session, !options.preview);
  if (options.json) {
    printJson(world.out, told);
  } else {
    printCarry(world.out, told);
  }
  return {};
}

}  // namespace

void addCarryCommand(CLI::App& visit, World& world, Chosen& chosen) {
  const auto options = std::make_shared<CarryOptions>();
  CLI::App* command = addReplicaCommand(
      visit, "carry", "Takes a draft over to a newer version of its form; answers without a place there are kept",
      options->replica);
  command->add_option("VISIT", options->visit, "The visit's id")->required();
  command->add_option("--to", options->version, "The version; without it the newest");
  command->add_flag("--preview", options->preview, "Only tell what maps, what is new and what has no place");
  command->add_flag("--json", options->json, "Print an object");
  command->callback([&world, &chosen, options] { chosen.run = [&world, options] { return carry(world, *options); }; });
}

}  // namespace thucdia::cli
