#pragma once

#include "core/visits/visit_commands.h"
#include "platforms/cli/command_line.h"
#include "platforms/cli/output.h"
#include "platforms/cli/world.h"
#include "sync/engine/sync_engine.h"

namespace thucdia::cli {

/// Each adds one group of commands to the program. Their callbacks set what is to be run.
void addSyncCommands(CLI::App& app, World& world, Chosen& chosen);      // enrol, sync
void addBundleCommands(CLI::App& app, World& world, Chosen& chosen);    // bundle export, import
void addListCommands(CLI::App& app, World& world, Chosen& chosen);      // list, show
void addVisitCommands(CLI::App& app, World& world, Chosen& chosen);     // visit …, facility add
void addReviewCommands(CLI::App& app, World& world, Chosen& chosen);    // review list, approve, return
void addConflictCommands(CLI::App& app, World& world, Chosen& chosen);  // conflict settle
void addExportCommands(CLI::App& app, World& world, Chosen& chosen);    // export visits
void addFormCommands(CLI::App& app, World& world, Chosen& chosen);      // form check, run

/// `visit carry`, under the group `visit`.
void addCarryCommand(CLI::App& visit, World& world, Chosen& chosen);

/// Takes a decision as the replica's user.
[[nodiscard]] core::Result<> takeDecision(World& world, const std::string& replica,
                                          const core::visits::Decide& decision);

/// What the hub did not take, as an array and as lines.
[[nodiscard]] Json refusedJson(const std::vector<sync::RefusedChange>& refused);
void printRefused(World& world, const std::vector<sync::RefusedChange>& refused);

/// `list conflicts`.
[[nodiscard]] core::Result<> listConflicts(World& world, const std::string& replica, int limit, bool json);

}  // namespace thucdia::cli
