#pragma once

#include <functional>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "core/base/error.h"

namespace thucdia::cli {

/// The chosen command: set by the callback of the subcommand that was given, run after the whole line was read.
struct Chosen {
  std::function<core::Result<>()> run;
};

/// A subcommand with its own option --replica, which it cannot do without.
CLI::App* addReplicaCommand(CLI::App& parent, const std::string& name, const std::string& description,
                            std::string& replica);

/// `visit answer VISIT PATH VALUE`: a VALUE such as "-12.5" or "-- none" is a value, not an option. Moves the three to
/// the end of the line behind "--" where VALUE begins with a dash; leaves every other line as it is.
[[nodiscard]] std::vector<std::string> withLiteralValue(std::vector<std::string> arguments);

}  // namespace thucdia::cli
