#include <filesystem>
#include <memory>
#include <string>
#include <system_error>

#include <fmt/format.h>
#include <unistd.h>

#include "core/records/json.h"
#include "platforms/cli/commands.h"
#include "platforms/cli/hub_transport.h"
#include "platforms/cli/output.h"
#include "sync/engine/last_sync.h"
#include "sync/engine/sync_engine.h"
#include "sync/engine/sync_state.h"

namespace thucdia::cli {

namespace {

using core::Result;

struct SyncCommandOptions {
  std::string replica, url, code, device;
  bool json = false;
};

/// How this machine is named in the hub's list of devices.
std::string hostName() {
  char name[256] = {};
  return gethostname(name, sizeof name - 1) == 0 ? std::string(name) : std::string("thucdia-cli");
}

/// Enrols the replica of the folder, made where there is none; a folder that was made for nothing goes again.
Result<core::replica::Enrolment> enrolFolder(World& world, const SyncCommandOptions& options) {
  THUCDIA_ASSIGN(const auto transport, hubTransport(options.url));
  std::error_code unknown;
  const bool isNew = !std::filesystem::exists(options.replica, unknown);
  const std::string device = options.device.empty() ? hostName() : options.device;
  auto enrolment = [&]() -> Result<core::replica::Enrolment> {
    THUCDIA_ASSIGN(const auto replica, world.openOrMake(options.replica));
    return sync::enrol(*replica, *transport, options.url, options.code, device);
  }();
  if (!enrolment && isNew) std::filesystem::remove_all(options.replica, unknown);
  return enrolment;
}

Result<> enrol(World& world, const SyncCommandOptions& options) {
  THUCDIA_ASSIGN(const auto enrolment, enrolFolder(world, options));
  const Json person = core::records::toJson(enrolment.person);
  if (options.json) {
    printJson(world.out, {{"hub", enrolment.hubUrl}, {"device_id", enrolment.device.text()}, {"person", person}});
  } else {
    world.out << fmt::format("enrolled {} at {}\n", enrolment.person.name(), enrolment.hubUrl);
  }
  return {};
}

Json resultJson(const sync::SyncResult& result, std::int64_t lackedByHub) {
  return {{"records_sent", result.progress.recordsSent},
          {"records_received", result.progress.recordsReceived},
          {"records_to_send", result.progress.recordsToSend},
          {"files_sent", result.progress.blobsSent},
          {"files_received", result.progress.blobsFetched},
          {"files_to_send", result.progress.blobsToSend},
          {"bytes_sent", result.progress.bytesSent},
          {"bytes_received", result.progress.bytesReceived},
          {"new_conflicts", result.newConflicts},
          {"bundles_delivered", result.bundlesDelivered},
          {"bundles_refused", result.bundlesRefused},
          {"lacked_by_hub", lackedByHub},
          {"refused", refusedJson(result.refused)}};
}

Result<> syncNow(World& world, const SyncCommandOptions& options) {
  THUCDIA_ASSIGN(const auto replica, world.open(options.replica));
  const auto enrolment = replica->enrolment();
  if (!enrolment) return core::fail(core::ErrorCode::NotEnrolled, "this replica belongs to no hub yet; enrol it first");
  THUCDIA_ASSIGN(const auto transport, hubTransport(enrolment->hubUrl));
  sync::SyncEngine engine(*replica, *transport);
  THUCDIA_ASSIGN(const auto result, engine.sync());
  std::int64_t lacked = 0;
  THUCDIA_TRY(replica->write([&](core::changes::RecordWriter& writer) -> Result<> {
    lacked = sync::countLackedByHub(writer.transaction());
    sync::saveLastSync(writer.transaction(),
                       {replica->clock().now(), result.progress.recordsReceived, result.clockAhead});
    return {};
  }));
  if (options.json) {
    printJson(world.out, resultJson(result, lacked));
  } else {
    const auto& progress = result.progress;
    world.out << fmt::format("sent {} records and {} files, received {} records and {} files\n", progress.recordsSent,
                             progress.blobsSent, progress.recordsReceived, progress.blobsFetched);
    if (result.newConflicts > 0) world.out << fmt::format("{} conflicts wait for a choice\n", result.newConflicts);
    if (result.hubIsRestored) world.out << "the hub was restored from a backup: what it had forgotten was sent again\n";
    if (lacked > 0) {
      world.out << fmt::format("since it was restored the hub lacks part of {} records; it stays here\n", lacked);
    }
    if (result.bundlesDelivered > 0) {
      world.out << fmt::format("brought {} bundles of other devices to the hub\n", result.bundlesDelivered);
    }
    if (result.bundlesRefused > 0) {
      world.out << fmt::format("the hub did not take {} bundles of other devices\n", result.bundlesRefused);
    }
    printRefused(world, result.refused);
  }
  if (result.refused.empty()) return {};
  const auto& first = result.refused.front();
  return core::fail(core::ErrorCode::Refused,
                    fmt::format("the hub refused {} changes; they stay here: {}", result.refused.size(),
                                first.detail.empty() ? std::string(core::name(first.code)) : first.detail));
}

}  // namespace

Json refusedJson(const std::vector<sync::RefusedChange>& refused) {
  Json array = Json::array();
  for (const auto& change : refused) {
    array.push_back({{"record", change.table},
                     {"id", change.id.text()},
                     {"code", core::name(change.code)},
                     {"detail", change.detail}});
  }
  return array;
}

void printRefused(World& world, const std::vector<sync::RefusedChange>& refused) {
  for (const auto& change : refused) {
    world.out << fmt::format("refused: {} {}: {} ({})\n", change.table, change.id.text(), change.detail,
                             core::name(change.code));
  }
}

void addSyncCommands(CLI::App& app, World& world, Chosen& chosen) {
  const auto options = std::make_shared<SyncCommandOptions>();
  CLI::App* enrolling = addReplicaCommand(app, "enrol", "Makes a replica of a hub in a folder", options->replica);
  enrolling->add_option("URL", options->url, "The hub's address")->required();
  enrolling->add_option("CODE", options->code, "As `thucdia-hub enrol` gave it")->required();
  enrolling->add_option("--device", options->device, "What the hub calls this device; else the machine's name");
  enrolling->add_flag("--json", options->json, "Print an object");
  enrolling->callback(
      [&world, &chosen, options] { chosen.run = [&world, options] { return enrol(world, *options); }; });
  CLI::App* syncing =
      addReplicaCommand(app, "sync", "Sends what is new here and fetches what is new at the hub", options->replica);
  syncing->add_flag("--json", options->json, "Print an object");
  syncing->callback(
      [&world, &chosen, options] { chosen.run = [&world, options] { return syncNow(world, *options); }; });
}

}  // namespace thucdia::cli
