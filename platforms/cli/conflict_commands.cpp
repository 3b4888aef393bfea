#include "core/review/conflict_commands.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/base/dates.h"
#include "core/review/conflict_queries.h"
#include "platforms/cli/commands.h"
#include "platforms/cli/output.h"

namespace thucdia::cli {

namespace {

using core::Result;
using core::review::Conflict;

Json conflictJson(const Conflict& conflict) {
  Json values = Json::array();
  for (const Conflict::Value& value : conflict.values) {
    values.push_back({{"value", value.text}, {"at", core::rfc3339(value.at)}, {"mine", value.mine}});
  }
  return {{"id", core::review::idOf(conflict)},
          {"record", conflict.type->table()},
          {"record_id", conflict.record.text()},
          {"field", conflict.name},
          {"values", std::move(values)}};
}

Result<std::vector<Conflict>> conflictsOf(core::replica::Replica& replica, int limit) {
  return replica.read([&](core::db::ReadTransaction& transaction) {
    return core::review::conflicts(transaction, replica.author().device, limit);
  });
}

/// The value written on this device and that of others; where none was written here, the one shown counts as mine.
std::size_t chosen(const Conflict& conflict, bool mine) {
  std::size_t own = 0;
  for (std::size_t i = 0; i < conflict.values.size(); ++i) {
    if (conflict.values[i].mine) own = i;
  }
  return mine ? own : (own == 0 ? 1 : 0);
}

/// `id` names one conflict, or a record: then all of its conflicts.
Result<> settle(World& world, const std::string& folder, const std::string& id, bool mine) {
  THUCDIA_ASSIGN(const auto replica, world.open(folder));
  THUCDIA_ASSIGN(const auto all, conflictsOf(*replica, -1));
  std::vector<Conflict> wanted;
  for (const Conflict& conflict : all) {
    if (core::review::idOf(conflict) == id || conflict.record.text() == id) wanted.push_back(conflict);
  }
  if (wanted.empty()) return core::fail(core::ErrorCode::NotFound, "no conflict waits under " + id);
  return replica->write([&](core::changes::RecordWriter& writer) -> Result<> {
    for (const Conflict& conflict : wanted) {
      THUCDIA_TRY(core::review::settleConflict(writer, conflict, chosen(conflict, mine)));
    }
    return {};
  });
}

}  // namespace

Result<> listConflicts(World& world, const std::string& folder, int limit, bool json) {
  THUCDIA_ASSIGN(const auto replica, world.open(folder));
  THUCDIA_ASSIGN(const auto found, conflictsOf(*replica, limit));
  if (json) {
    Json array = Json::array();
    for (const Conflict& conflict : found) array.push_back(conflictJson(conflict));
    printJson(world.out, array);
    return {};
  }
  Table table({"id", "shown", "other"});
  for (const Conflict& conflict : found) {
    table.add({core::review::idOf(conflict), conflict.values[0].text, conflict.values[1].text});
  }
  table.print(world.out);
  return {};
}

void addConflictCommands(CLI::App& app, World& world, Chosen& chosen) {
  struct Options {
    std::string replica, id, take;
  };
  const auto options = std::make_shared<Options>();
  CLI::App* conflict = app.add_subcommand("conflict", "Values written without knowing of each other");
  conflict->require_subcommand(1);
  CLI::App* settle = addReplicaCommand(*conflict, "settle", "Takes one value for everybody", options->replica);
  settle->add_option("ID", options->id, "As `list conflicts` prints it; a record's id: all of its conflicts")
      ->required();
  settle
      ->add_option("--take", options->take,
                   "mine: written on this device (where none was: the one shown); theirs: the other")
      ->required()
      ->check(CLI::IsMember({"mine", "theirs"}));
  settle->callback([&world, &chosen, options] {
    chosen.run = [&world, options] {
      return cli::settle(world, options->replica, options->id, options->take == "mine");
    };
  });
}

}  // namespace thucdia::cli
