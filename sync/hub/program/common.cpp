#include <cstdlib>

#include "core/base/log.h"
#include "sync/hub/program/commands.h"

namespace thucdia::hub {

CLI::App* addDataCommand(CLI::App& parent, const std::string& name, const std::string& description, std::string& data) {
  auto* command = parent.add_subcommand(name, description);
  command->add_option("--data", data, "the hub's folder")->required();
  return command;
}

Hub::Options hubOptions(const std::string& folder) {
  static const core::SystemClock clock;
  static core::SystemRandom random;
  static core::StderrLog log(std::getenv("THUCDIA_HUB_VERBOSE") ? core::LogLevel::Info : core::LogLevel::Warning);
  return {folder, &clock, &random, core::Logger(log, clock)};
}

core::Result<std::unique_ptr<Hub>> openHub(const std::string& folder) { return Hub::open(hubOptions(folder)); }

}  // namespace thucdia::hub
