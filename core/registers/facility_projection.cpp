#include "core/registers/facility_projection.h"

#include <thucdia/records/v1/registers.pb.h>

#include "core/base/text.h"

namespace thucdia::core::registers {

namespace {

/// Lists what the statement finds (row, name, province, kind).
void list(db::WriteTransaction& transaction, db::Statement& found) {
  auto put =
      transaction.prepare("INSERT OR REPLACE INTO facility_order (row, key, province, kind) VALUES (?, ?, ?, ?)");
  while (found.step()) {
    put.bind(1, found.integer(0));
    put.bindBlob(2, collationKey(found.text(1)));
    put.bind(3, found.text(2));
    put.bind(4, found.integer(3));
    put.run();
    put.reset();
  }
}

}  // namespace

void addProjections(changes::Projections& projections) {
  projections.add<records::v1::Facility>([](db::WriteTransaction& transaction, RecordId id) {
    auto found = transaction.prepare("SELECT row, name, province, kind FROM facility WHERE id = ?");
    found.bindBlob(1, id.raw());
    list(transaction, found);
  });
}

void fillFacilityOrder(db::WriteTransaction& transaction) {
  auto found = transaction.prepare("SELECT row, name, province, kind FROM facility");
  list(transaction, found);
}

}  // namespace thucdia::core::registers
