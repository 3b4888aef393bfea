#include <filesystem>
#include <memory>
#include <string>

#include <fmt/format.h>

#include "platforms/cli/commands.h"
#include "platforms/cli/output.h"
#include "sync/engine/bundle.h"

namespace thucdia::cli {

namespace {

using core::Result;

struct BundleOptions {
  std::string replica, file;
  bool json = false;
};

Result<> exportNow(World& world, const BundleOptions& options) {
  if (std::filesystem::exists(options.file)) {
    return core::fail(core::ErrorCode::AlreadyExists,
                      options.file + " is there already: choose another name or remove it");
  }
  THUCDIA_ASSIGN(const auto replica, world.open(options.replica));
  THUCDIA_ASSIGN(const auto made, sync::exportBundle(*replica, options.file));
  if (options.json) {
    printJson(world.out, {{"records", made.records}, {"files", made.files}, {"bytes", made.bytes}});
  } else {
    world.out << fmt::format("{} records and {} files are in {}\n", made.records, made.files, options.file);
  }
  return {};
}

Result<> importNow(World& world, const BundleOptions& options) {
  THUCDIA_ASSIGN(const auto replica, world.open(options.replica));
  THUCDIA_ASSIGN(const auto taken, sync::importBundle(*replica, options.file));
  if (options.json) {
    printJson(world.out, {{"carried", taken.carried},
                          {"known", taken.known},
                          {"receipts", taken.receipts},
                          {"records_received", taken.records},
                          {"new_conflicts", taken.newConflicts},
                          {"refused", refusedJson(taken.refused)}});
    return {};
  }
  if (taken.carried) {
    world.out << (taken.known ? "this bundle is kept here already; sync brings it to the hub\n"
                              : "kept here; the next sync brings it to the hub\n");
    return {};
  }
  if (taken.known) world.out << "nothing in it is new here\n";
  if (!taken.known) {
    world.out << fmt::format("the hub has {} records of this device, {} are new or changed here\n", taken.receipts,
                             taken.records);
  }
  if (taken.newConflicts > 0) world.out << fmt::format("{} conflicts wait for a choice\n", taken.newConflicts);
  if (taken.hubIsRestored) world.out << "the hub was restored from a backup: export again\n";
  printRefused(world, taken.refused);
  return {};
}

}  // namespace

void addBundleCommands(CLI::App& app, World& world, Chosen& chosen) {
  auto* bundle = app.add_subcommand("bundle", "Files that carry what sync would, where there is no network");
  bundle->require_subcommand(1);
  const auto options = std::make_shared<BundleOptions>();
  auto* out =
      addReplicaCommand(*bundle, "export", "Writes all that is unsent, photos included, for the hub", options->replica);
  out->add_option("FILE", options->file, "The file to make")->required();
  out->add_flag("--json", options->json, "Print an object");
  out->callback([&world, &chosen, options] { chosen.run = [&world, options] { return exportNow(world, *options); }; });
  auto* in = addReplicaCommand(
      *bundle, "import", "Takes in the hub's file for this device, or carries another's to the hub", options->replica);
  in->add_option("FILE", options->file, "As the hub or another device made it")->required();
  in->add_flag("--json", options->json, "Print an object");
  in->callback([&world, &chosen, options] { chosen.run = [&world, options] { return importNow(world, *options); }; });
}

}  // namespace thucdia::cli
