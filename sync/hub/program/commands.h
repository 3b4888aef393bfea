#pragma once

#include <functional>
#include <string>

#include <CLI/CLI.hpp>

#include "core/base/error.h"
#include "sync/hub/hub.h"

namespace thucdia::hub {

/// The chosen command: set by its subcommand's callback, run after the whole line was read.
struct Chosen {
  std::function<core::Result<>()> run;
};

// Each adds one command of thucdia-hub to the line and sets `chosen` when it is given.
void addInit(CLI::App& program, Chosen& chosen);
void addServe(CLI::App& program, Chosen& chosen);
void addUser(CLI::App& program, Chosen& chosen);
void addEnrol(CLI::App& program, Chosen& chosen);
void addDevice(CLI::App& program, Chosen& chosen);
void addImport(CLI::App& program, Chosen& chosen);
void addDemo(CLI::App& program, Chosen& chosen);
void addCheck(CLI::App& program, Chosen& chosen);
void addBackup(CLI::App& program, Chosen& chosen);
void addQuarantine(CLI::App& program, Chosen& chosen);
void addBundle(CLI::App& program, Chosen& chosen);
void addRestore(CLI::App& program, Chosen& chosen);

/// A subcommand with its own option --data, which it cannot do without.
CLI::App* addDataCommand(CLI::App& parent, const std::string& name, const std::string& description, std::string& data);

/// The hub of a folder on the machine's clock and randomness, logging warnings to stderr.
[[nodiscard]] core::Result<std::unique_ptr<Hub>> openHub(const std::string& folder);
[[nodiscard]] Hub::Options hubOptions(const std::string& folder);

}  // namespace thucdia::hub
