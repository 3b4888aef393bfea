#include "tests/simulation/courier.h"

#include <fstream>
#include <sstream>

#include <fmt/format.h>

#include "sync/engine/sync_state.h"
#include "sync/hub/bundles.h"

namespace thucdia::simulation {

using core::ErrorCode;

namespace {

/// What may happen to somebody with a stick; anything else is a fault of the system.
bool isOrdinary(ErrorCode code, bool damaged) {
  switch (code) {
    case ErrorCode::IoError:
    case ErrorCode::DiskFull:
    case ErrorCode::DatabaseBusy:
    case ErrorCode::NotEnrolled:
    case ErrorCode::NotPermitted:
    case ErrorCode::LimitExceeded:
    case ErrorCode::Revoked:
      return true;
    default:
      return damaged && code == ErrorCode::CorruptData;
  }
}

template <class T>
std::string outcomeOf(const core::Result<T>& done, bool damaged, std::string_view what) {
  if (done) {
    if (damaged) violated("{}: a damaged bundle was taken", what);
    return "done";
  }
  if (!isOrdinary(done.error().code, damaged)) violated("{}: {}", what, core::describe(done.error()));
  return std::string(core::name(done.error().code));
}

std::string readFile(const std::string& path) {
  std::ostringstream bytes;
  bytes << std::ifstream(path, std::ios::binary).rdbuf();
  return bytes.str();
}

}  // namespace

std::string Courier::newPath() { return m_stick / fmt::format("{}.tdb", ++m_made); }

const Courier::File* Courier::refreshOf(const Tablet& tablet) {
  std::vector<const File*> found;
  for (const auto& file : m_files) {
    if (!file.toHub && file.tablet == tablet.number()) found.push_back(&file);
  }
  return found.empty() ? nullptr : m_dice.pick(found);
}

void Courier::keep(const File& file) {
  m_files.push_back(file);
  if (!m_dice.chance(0.15)) return;
  auto bytes = readFile(file.path);
  bytes.resize(static_cast<std::size_t>(m_dice.below(bytes.size())));
  m_files.push_back({newPath(), file.toHub, file.tablet, true, file.madeAt});
  std::ofstream(m_files.back().path, std::ios::binary) << bytes;
}

const Courier::File* Courier::anyFile(bool toHubOnly) {
  std::vector<const File*> found;
  for (const auto& file : m_files) {
    if (file.toHub || !toHubOnly) found.push_back(&file);
  }
  return found.empty() ? nullptr : m_dice.pick(found);
}

std::string Courier::exportFrom(Tablet& tablet) {
  const auto path = newPath();
  const auto exported = sync::exportBundle(tablet.replica(), path);
  if (exported) {
    m_trace.count(Mishap::BundleMade);
    keep({path, true, tablet.number()});
  }
  return fmt::format("tablet {} writes a bundle of {} records: {}", tablet.number(), exported ? exported->records : 0,
                     outcomeOf(exported, false, "writing a bundle"));
}

std::string Courier::bringToHub(HubMachine& hub, int& tablet) {
  const auto* file = anyFile(true);
  if (!file) return "nobody brings a bundle";
  tablet = file->tablet;
  std::string told = "the hub is brought a bundle:";
  for (int times = m_dice.chance(0.3) ? 2 : 1; times > 0 && !hub.disk().crashed(); --times) {
    m_trace.count(Mishap::BundleBrought);
    const auto taken = hub::takeInBundle(hub.hub(), file->path,
                                         [&](const auto& command) { return hub.hub().storage().write(command); });
    told += ' ' + outcomeOf(taken, file->damaged, "taking a bundle in");
    if (taken) told += fmt::format(" ({} accepted, {} refused)", taken->accepted, taken->refused);
  }
  return told;
}

std::string Courier::refreshFor(HubMachine& hub, Tablet& tablet) {
  const auto path = newPath();
  const auto id = tablet.replica().enrolment()->device;
  const auto device = hub.hub().read([&](hub::HubRead& read) { return read.device(id); });
  if (!device || !*device) return fmt::format("the hub makes no refresh for tablet {}", tablet.number());
  const auto written = hub::writeRefresh(hub.hub(), **device, path);
  if (written) keep({path, false, tablet.number(), false, hub.clock().now() - hub.clock().off()});
  return fmt::format("the hub makes a refresh for tablet {}: {}", tablet.number(),
                     outcomeOf(written, false, "making a refresh"));
}

core::Result<sync::ImportedBundle> Courier::import(Tablet& tablet, const File& file) {
  const auto cursor = [&]() -> std::string {
    const auto state = tablet.replica().read([](core::db::ReadTransaction& read) { return sync::syncState(read); });
    return state ? state->cursor : "?";
  };
  const bool outdated = !file.toHub && file.madeAt <= tablet.upToDate;
  const auto held = outdated ? tablet.held() : Tablet::Held();
  const auto stood = cursor();
  const auto imported = sync::importBundle(tablet.replica(), file.path);
  if (!imported || imported->carried || tablet.disk().crashed()) return imported;
  const bool moved = cursor() != stood;
  if (outdated) {
    m_trace.count(Mishap::RefreshOutdated);
    if (moved || tablet.held() != held) violated("tablet {} is set back by an outdated refresh", tablet.number());
  } else if (moved) {
    tablet.upToDate = std::max(tablet.upToDate, file.madeAt);
  }
  return imported;
}

std::string Courier::giveTo(Tablet& tablet) {
  const auto* file = m_dice.chance(0.5) ? anyFile(false) : refreshOf(tablet);
  if (!file) return fmt::format("nobody has a stick for tablet {}", tablet.number());
  // A bundle that is carried is copied by the tablet's disk.
  tablet.disk().place(file->path, readFile(file->path));
  const auto imported = import(tablet, *file);
  if (imported) m_trace.count(imported->carried ? Mishap::BundleCarried : Mishap::RefreshApplied);
  return fmt::format("tablet {} is given a {}: {}", tablet.number(), file->toHub ? "bundle" : "refresh",
                     outcomeOf(imported, file->damaged, "reading a stick"));
}

}  // namespace thucdia::simulation
