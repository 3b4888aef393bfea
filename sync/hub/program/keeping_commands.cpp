#include <cstdio>

#include <fmt/format.h>

#include "sync/hub/backup.h"
#include "sync/hub/program/commands.h"

namespace thucdia::hub {

using core::ErrorCode;

namespace {

core::Result<> checkNow(const std::string& data) {
  THUCDIA_ASSIGN(const auto hub, openHub(data));
  THUCDIA_ASSIGN(const auto report, check(*hub));
  for (const auto& problem : report.problems) fmt::print("{}\n", problem);
  fmt::print("{} records, {} signed batches, {} blobs, {} awaited of devices\n", report.records, report.batches,
             report.blobs, report.awaited);
  if (!report.problems.empty()) {
    return core::fail(ErrorCode::CorruptData, fmt::format("{} problems found", report.problems.size()));
  }
  return {};
}

core::Result<> backUpNow(const std::string& data, const std::string& out) {
  THUCDIA_ASSIGN(const auto hub, openHub(data));
  THUCDIA_TRY(backUp(*hub, out));
  fmt::print("{}\n", out);
  return {};
}

core::Result<> restoreInto(const std::string& file, const std::string& data) {
  THUCDIA_TRY(restore(file, hubOptions(data)));
  fmt::print(
      "{} is as it was at the backup. Tablets give back what they hold since, forms too. Add people again who were\n"
      "added since, by the same name (see user list); tablets enrolled since ask for a new code; revoke again what "
      "was\n"
      "revoked.\n",
      data);
  return {};
}

}  // namespace

void addCheck(CLI::App& program, Chosen& chosen) {
  const auto data = std::make_shared<std::string>();
  auto* command = addDataCommand(program, "check", "Read everything and say what is damaged", *data);
  command->callback([data, &chosen] { chosen.run = [data] { return checkNow(*data); }; });
}

void addBackup(CLI::App& program, Chosen& chosen) {
  struct Options {
    std::string data;
    std::string out;
  };
  const auto options = std::make_shared<Options>();
  auto* command = addDataCommand(program, "backup", "Copy the whole hub into one file, while it serves", options->data);
  command->add_option("--out", options->out, "the file to make")->required();
  command->callback([options, &chosen] { chosen.run = [options] { return backUpNow(options->data, options->out); }; });
}

void addRestore(CLI::App& program, Chosen& chosen) {
  struct Options {
    std::string data;
    std::string file;
  };
  const auto options = std::make_shared<Options>();
  auto* command =
      addDataCommand(program, "restore", "Make a hub from a backup; tablets send again what it lacks", options->data);
  command->add_option("FILE", options->file, "a file that backup made")->required();
  command->callback(
      [options, &chosen] { chosen.run = [options] { return restoreInto(options->file, options->data); }; });
}

}  // namespace thucdia::hub
