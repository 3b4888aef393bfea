#include <cstdio>
#include <filesystem>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "sync/hub/accounts.h"
#include "sync/hub/bundles.h"
#include "sync/hub/program/commands.h"

namespace thucdia::hub {

using core::ErrorCode;
using Json = nlohmann::ordered_json;

namespace {

struct BundleOptions {
  std::string data;
  std::string file;
  std::string device;
  bool json = false;
};

core::Result<> importNow(const BundleOptions& options) {
  THUCDIA_ASSIGN(const auto hub, openHub(options.data));
  THUCDIA_ASSIGN(const auto taken,
                 takeInBundle(*hub, options.file, [&](const auto& command) { return hub->storage().write(command); }));
  if (options.json) {
    fmt::print("{}\n", Json{{"device_id", taken.device.id.text()},
                            {"known", taken.known},
                            {"accepted", taken.accepted},
                            {"refused", taken.refused},
                            {"quarantined", taken.quarantined},
                            {"files", taken.blobs},
                            {"files_refused", taken.blobsRefused}}
                           .dump(2));
  } else if (taken.known) {
    fmt::print("this bundle of {} was taken in before\n", taken.device.id.text());
  } else {
    fmt::print("from {}: {} changes accepted, {} refused ({} kept aside), {} files whole, {} not taken\n",
               taken.device.id.text(), taken.accepted, taken.refused, taken.quarantined, taken.blobs,
               taken.blobsRefused);
  }
  return {};
}

core::Result<> exportNow(const BundleOptions& options) {
  if (std::filesystem::exists(options.file)) {
    return core::fail(ErrorCode::AlreadyExists, options.file + " is there already: choose another name or remove it");
  }
  THUCDIA_ASSIGN(const auto hub, openHub(options.data));
  THUCDIA_ASSIGN(const auto found, hub->read([&](HubRead& read) { return findDevice(read, options.device); }));
  if (!found) return core::fail(found.error());
  THUCDIA_ASSIGN(const auto written, writeRefresh(*hub, *found, options.file));
  if (options.json) {
    fmt::print("{}\n",
               Json{{"receipts", written.receipts}, {"records", written.records}, {"bytes", written.bytes}}.dump(2));
  } else {
    fmt::print("{} receipts and {} records for {}\n", written.receipts, written.records, found->id.text());
  }
  return {};
}

}  // namespace

void addBundle(CLI::App& program, Chosen& chosen) {
  auto* bundle = program.add_subcommand("bundle", "Files that carry a tablet's work where there is no network");
  bundle->require_subcommand(1);
  const auto options = std::make_shared<BundleOptions>();
  const auto add = [&](const char* name, const char* description, const char* file,
                       core::Result<> (*run)(const BundleOptions&)) {
    auto* command = addDataCommand(*bundle, name, description, options->data);
    command->add_option("FILE", options->file, file)->required();
    command->add_flag("--json", options->json, "print an object");
    command->callback([options, run, &chosen] { chosen.run = [options, run] { return run(*options); }; });
    return command;
  };
  add("import", "Take in what a tablet exported", "a file that thucdia-cli bundle export or the app made", importNow);
  add("export", "Write receipts and what is new for one tablet", "the file to make", exportNow)
      ->add_option("--device", options->device, "its id, or its name when only one has it")
      ->required();
}

}  // namespace thucdia::hub
