#include <algorithm>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/base/dates.h"
#include "core/records/json.h"
#include "core/records/record_queries.h"
#include "core/visits/visit_queries.h"
#include "platforms/cli/commands.h"
#include "platforms/cli/output.h"
#include "platforms/cli/visit_json.h"

namespace thucdia::cli {

namespace {

using core::Result;
using core::records::RecordType;

/// What every `list` takes.
struct ListOptions {
  std::string replica;
  std::string search;
  int limit = -1;  ///< all
  bool json = false;
};

/// A list of records: which kind, and which of its fields the table shows under which heading.
struct RecordList {
  const char* name;
  const char* description;
  const char* table;
  std::vector<std::pair<const char*, const char*>> columns;
  /// Fields that --json leaves out: too large for a list.
  std::vector<const char*> without = {};
};

const std::vector<RecordList>& recordLists() {
  static const std::vector<RecordList> kLists{
      {"facilities",
       "The register of places",
       "facility",
       {{"id", "id"}, {"code", "code"}, {"name", "name"}, {"kind", "kind"}, {"province", "province"}}},
      {"projects",
       "Support projects",
       "project",
       {{"id", "id"}, {"code", "code"}, {"name", "name"}, {"year", "year"}, {"support", "support (đồng)"}}},
      {"beneficiaries",
       "Which facility a project supports",
       "beneficiary",
       {{"id", "id"}, {"project_id", "project"}, {"facility_id", "facility"}, {"support", "support (đồng)"}}},
      {"people", "Users", "person", {{"id", "id"}, {"name", "account"}, {"full_name", "name"}, {"role", "role"}}},
      {"forms",
       "Forms, each version",
       "form_version",
       {{"id", "id"}, {"form_id", "form"}, {"version", "version"}, {"title_vi", "title"}},
       {"compiled", "source"}},
      {"assignments",
       "Visits that somebody is asked to make",
       "assignment",
       {{"id", "id"},
        {"facility_id", "facility"},
        {"form_id", "form"},
        {"due_on", "due"},
        {"assignee_id", "assignee"}}},
  };
  return kLists;
}

void print(std::ostream& out, const std::vector<Json>& objects,
           const std::vector<std::pair<const char*, const char*>>& columns, bool json) {
  if (json) {
    printJson(out, Json(objects));
    return;
  }
  std::vector<std::string> headings;
  for (const auto& column : columns) headings.emplace_back(column.second);
  Table table(std::move(headings));
  for (const Json& object : objects) {
    std::vector<std::string> cells;
    for (const auto& column : columns) {
      cells.push_back(object.contains(column.first) ? plainText(object.at(column.first)) : "");
    }
    table.add(std::move(cells));
  }
  table.print(out);
}

Result<> listRecords(World& world, const RecordList& list, const ListOptions& options) {
  THUCDIA_ASSIGN(const auto replica, world.open(options.replica));
  const RecordType* type = RecordType::byTable(list.table);
  THUCDIA_ASSERT(type != nullptr);
  THUCDIA_ASSIGN(const auto objects, replica->read([&](core::db::ReadTransaction& transaction) {
    std::vector<Json> made;
    for (const auto& record : core::records::newestRecords(transaction, *type, options.search, options.limit)) {
      made.push_back(core::records::toJson(*record));
      for (const char* field : list.without) made.back().erase(field);
    }
    return made;
  }));
  print(world.out, objects, list.columns, options.json);
  return {};
}

Result<> listVisits(World& world, const ListOptions& options) {
  using core::visits::VisitLine;
  THUCDIA_ASSIGN(const auto replica, world.open(options.replica));
  THUCDIA_ASSIGN(const auto objects, replica->read([&](core::db::ReadTransaction& transaction) {
    std::vector<Json> made;
    core::visits::VisitFilter filter;
    filter.search = options.search;
    std::optional<core::visits::VisitCursor> after;
    constexpr int kPage = 500;
    while (true) {
      const int wanted = options.limit < 0 ? kPage : std::min(kPage, options.limit - static_cast<int>(made.size()));
      if (wanted <= 0) break;
      const auto page = core::visits::visitsPage(transaction, filter, wanted, after);
      for (const VisitLine& line : page) {
        made.push_back(visitLineJson(line));
        made.back()["sync"] = syncJson(sync::visitSyncStatus(transaction, line.id));
      }
      if (static_cast<int>(page.size()) < wanted) break;
      after = {page.back().startedAt, page.back().id};
    }
    return made;
  }));
  print(world.out, objects,
        {{"id", "id"},
         {"status", "status"},
         {"facility_name", "facility"},
         {"form_id", "form"},
         {"number", "number"},
         {"findings", "findings"}},
        options.json);
  return {};
}

Result<> listFindings(World& world, const ListOptions& options) {
  THUCDIA_ASSIGN(const auto replica, world.open(options.replica));
  THUCDIA_ASSIGN(const auto objects, replica->read([&](core::db::ReadTransaction& transaction) {
    core::visits::FindingFilter filter;
    filter.search = options.search;
    std::vector<Json> made;
    for (const auto& line : core::visits::findings(transaction, filter, options.limit)) {
      made.push_back({{"id", line.visit.text() + "/" + line.rowId},
                      {"visit_id", line.visit.text()},
                      {"facility_id", line.facility.text()},
                      {"facility_name", line.facilityName},
                      {"severity", line.severity},
                      {"category", line.category},
                      {"description", line.description},
                      {"action", line.action},
                      {"owner", line.owner},
                      {"due_on", line.dueOn},
                      {"found_at", core::rfc3339(line.foundAt)},
                      {"province", line.province}});
    }
    return made;
  }));
  print(world.out, objects,
        {{"facility_name", "facility"}, {"severity", "severity"}, {"due_on", "due"}, {"description", "what"}},
        options.json);
  return {};
}

/// `show ID`: whatever record has this id.
Result<> showRecord(World& world, const std::string& folder, const std::string& typed, bool json) {
  THUCDIA_ASSIGN(const auto id, typedId<core::RecordId>(typed));
  THUCDIA_ASSIGN(const auto replica, world.open(folder));
  THUCDIA_ASSIGN(const auto object, replica->read([&](core::db::ReadTransaction& transaction) -> Json {
    const RecordType* type = core::records::kindOf(transaction, id);
    if (!type) return {};
    Json made = core::records::toJson(*core::records::loadMessage(transaction, *type, id));
    made["kind_of_record"] = type->table();
    return made;
  }));
  if (object.is_null()) return core::fail(core::ErrorCode::NotFound, "no record has the id " + typed);
  if (json) {
    printJson(world.out, object);
  } else {
    printObject(world.out, object);
  }
  return {};
}

}  // namespace

void addListCommands(CLI::App& app, World& world, Chosen& chosen) {
  CLI::App* list = app.add_subcommand("list", "Prints what a replica holds, newest first");
  list->require_subcommand(1);
  const auto options = std::make_shared<ListOptions>();
  const auto add = [&](const char* name, const char* description, std::function<Result<>()> run, bool searched) {
    CLI::App* command = addReplicaCommand(*list, name, description, options->replica);
    if (searched)
      command->add_option("--search", options->search, "Words to find; case and marks do not matter")
          ->type_name("TEXT");
    command->add_option("--limit", options->limit, "At most so many")->type_name("N")->check(CLI::NonNegativeNumber);
    command->add_flag("--json", options->json, "Print an array of objects");
    command->callback([&chosen, run = std::move(run)] { chosen.run = run; });
  };
  for (const RecordList& each : recordLists()) {
    add(
        each.name, each.description, [&world, &each, options] { return listRecords(world, each, *options); }, true);
  }
  add(
      "visits", "Visits with their status", [&world, options] { return listVisits(world, *options); }, true);
  add(
      "findings", "What was found wrong, most urgent first",
      [&world, options] { return listFindings(world, *options); }, true);
  add(
      "conflicts", "Values written without knowing of each other, that wait for a choice",
      [&world, options] { return listConflicts(world, options->replica, options->limit, options->json); }, false);

  const auto id = std::make_shared<std::string>();
  CLI::App* show = addReplicaCommand(app, "show", "Prints a record", options->replica);
  show->add_option("ID", *id, "The record's id")->required();
  show->add_flag("--json", options->json, "Print an object");
  show->callback([&world, &chosen, options, id] {
    chosen.run = [&world, options, id] { return showRecord(world, options->replica, *id, options->json); };
  });
}

}  // namespace thucdia::cli
