#include "core/registers/facility_projection.h"

#include <thucdia/records/v1/registers.pb.h>

#include "core/base/text.h"

namespace thucdia::core::registers {

void addProjections(changes::Projections& projections) {
  projections.add<records::v1::Facility>([](db::WriteTransaction& transaction, RecordId id) {
    auto found = transaction.prepare("SELECT row, name, province, kind FROM facility WHERE id = ?");
    found.bindBlob(1, id.raw());
    if (!found.step()) return;
    auto put =
        transaction.prepare("INSERT OR REPLACE INTO facility_order (row, key, province, kind) VALUES (?, ?, ?, ?)");
    put.bind(1, found.integer(0));
    put.bindBlob(2, collationKey(found.text(1)));
    put.bind(3, found.text(2));
    put.bind(4, found.integer(3));
    put.run();
  });
}

}  // namespace thucdia::core::registers
