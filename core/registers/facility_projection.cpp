#include "core/registers/facility_projection.h"

#include <fmt/format.h>

#include <thucdia/records/v1/registers.pb.h>
#include <thucdia/records/v1/visits.pb.h>

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

// visits::VisitStatus from Signed on but Cancelled, in numbers as the derived table keeps them.
constexpr std::string_view kSealed = "BETWEEN 4 AND 10";

/// Keeps the first day by which something open is due at this facility: an assignment that no signed visit answers, a
/// finding that no later visit followed. A visit made after an assignment has a greater id: both begin with their time
/// of making.
void noteDue(db::WriteTransaction& transaction, std::string_view facility) {
  static const std::string kDue = fmt::format(
      "SELECT min(due_on) FROM (SELECT a.due_on FROM assignment a WHERE a.facility_id = ?1 AND a.withdrawn = 0 AND "
      "a.due_on <> '' AND NOT EXISTS (SELECT 1 FROM visit v CROSS JOIN visit_state s ON s.row = v.row WHERE "
      "{1} AND v.form_id = a.form_id AND v.id > a.id AND s.status {0}) "
      "UNION ALL SELECT d.due_on FROM finding d WHERE d.facility_id = ?1 AND d.due_on <> '' AND NOT EXISTS "
      "(SELECT 1 FROM visit v CROSS JOIN visit_state s ON s.row = v.row WHERE {1} AND v.started_at > "
      "d.found_at AND s.status {0}))",
      kSealed, records::idIs("v.facility_id", "?1"));
  auto due = transaction.prepare(kDue);
  due.with(db::Blob{facility});
  if (due.step() && !due.isNull(0)) {
    transaction.prepare("INSERT OR REPLACE INTO facility_due (facility_id, due_on) VALUES (?, ?)")
        .with(db::Blob{facility}, due.text(0))
        .run();
  } else {
    transaction.prepare("DELETE FROM facility_due WHERE facility_id = ?").with(db::Blob{facility}).run();
  }
}

/// For a kind of record that names a facility.
template <class Record>
changes::Projections::Function dueOfFacility() {
  return [](db::WriteTransaction& transaction, RecordId id, const changes::Written*) {
    static const std::string kFacility =
        fmt::format("SELECT facility_id FROM {} WHERE id = ? AND facility_id IS NOT NULL",
                    records::RecordType::of<Record>().table());
    auto found = transaction.prepare(kFacility);
    found.with(id);
    if (found.step()) noteDue(transaction, found.blob(0));
  };
}

template <class Record>
void noteDueWith(changes::Projections& projections) {
  projections.add<Record>(dueOfFacility<Record>());
  projections.atRemoval<Record>([](db::WriteTransaction& transaction, const records::RecordRow& last) {
    Record record;
    if (record.ParseFromString(last.body) && !record.facility_id().empty()) noteDue(transaction, record.facility_id());
  });
}

}  // namespace

void addProjections(changes::Projections& projections) {
  noteDueWith<records::v1::Visit>(projections);
  noteDueWith<records::v1::Assignment>(projections);
  projections.add<records::v1::Facility>([](db::WriteTransaction& transaction, RecordId id, const changes::Written*) {
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
