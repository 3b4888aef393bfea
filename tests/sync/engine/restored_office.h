#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "sync/engine/sync_state.h"
#include "sync/hub/backup.h"
#include "tests/sync/engine/office.h"

namespace thucdia::tests {

/// An office whose hub was restored from a backup that it had made when it was new.
struct RestoredOffice : Office {
  RestoredOffice() { backUp(); }

  void backUp() {
    std::filesystem::remove_all(hub.folder / "backup");
    must(hub::backUp(*hub.hub, hub.folder / "backup"));
  }

  void restore() { restoreInto("restored"); }
  void restoreAgain() { restoreInto("again"); }

  void restoreInto(const std::string& folder) {
    auto options = hub.options();
    options.folder = hub.folder / folder;
    must(hub::restore(hub.folder / "backup", options));
    restored = must(hub::Hub::open(options));
    inspector.transport.reach(restored.get());
    supervisor.transport.reach(restored.get());
    reader.transport.reach(restored.get());
  }
  /// Of the visit on a tablet.
  static sync::VisitReach reach(Tablet& tablet, const v1::Visit& visit) {
    return must(tablet.replica->read([&](core::db::ReadTransaction& transaction) {
             return sync::visitSyncStatus(transaction, *core::VisitId::fromBytes(visit.id()));
           }))
        .reach;
  }
  /// Records on a tablet of which it is said that the hub lacks something.
  static std::int64_t lacked(Tablet& tablet) { return must(tablet.replica->read(sync::countLackedByHub)); }
  template <class Record, class AnyId>
  std::optional<Record> held(const AnyId& id) {
    return must(restored->read([&](hub::HubRead& read) { return hub::get<Record>(read, id); }));
  }

  /// Another inspector's of the same province.
  core::PersonId readerId = hub.addUser("chi", v1::ROLE_INSPECTOR, "01");
  Tablet reader{hub, "chi", 3};
  std::unique_ptr<hub::Hub> restored;
};

}  // namespace thucdia::tests
