#include "core/registers/registers_commands.h"

#include <algorithm>

#include <fmt/format.h>

#include "core/base/text.h"
#include "core/records/record_rows.h"
#include "core/registers/registers_queries.h"

namespace thucdia::core::registers {

namespace {

namespace v1 = records::v1;

Result<> mayWriteThere(const v1::Person& by, std::string_view province) {
  if (!records::RecordType::of<v1::Facility>().mayWrite(by.role())) {
    return fail(ErrorCode::NotPermitted, "this role does not keep the register");
  }
  if (!by.all_provinces() && std::ranges::find(by.provinces(), province) == by.provinces().end()) {
    return fail(ErrorCode::OutOfScope, fmt::format("province {}", province));
  }
  return {};
}

bool onEarth(std::int64_t latitudeE7, std::int64_t longitudeE7) {
  return std::abs(latitudeE7) <= 900'000'000 && std::abs(longitudeE7) <= 1'800'000'000;
}

}  // namespace

Result<FacilityId> createFacility(changes::RecordWriter& writer, const v1::Person& by, const NewFacility& facility) {
  const std::string name = nfc(tidy(facility.name));
  if (name.empty()) return fail(ErrorCode::InvalidArgument, "a facility needs a name");
  if (facility.province.empty()) return fail(ErrorCode::InvalidArgument, "a facility needs a province");
  if (facility.latitudeE7.has_value() != facility.longitudeE7.has_value()) {
    return fail(ErrorCode::InvalidArgument, "half a position");
  }
  if (facility.latitudeE7 && !onEarth(*facility.latitudeE7, *facility.longitudeE7)) {
    return fail(ErrorCode::InvalidArgument, "no position on the Earth");
  }
  THUCDIA_TRY(mayWriteThere(by, facility.province));
  if (const auto known = findFacility(writer.transaction(), {}, facility.taxCode)) {
    return fail(ErrorCode::AlreadyExists, known->text());
  }
  const auto id = writer.newId<FacilityId>();
  v1::Facility record;
  record.set_id(id.rawString());
  record.set_kind(facility.kind);
  record.set_name(name);
  record.set_province(facility.province);
  record.set_commune(facility.commune);
  record.set_address(nfc(tidy(facility.address)));
  record.set_tax_code(facility.taxCode);
  record.set_head(nfc(tidy(facility.head)));
  record.set_phone(facility.phone);
  if (facility.latitudeE7) {
    record.set_latitude_e7(*facility.latitudeE7);
    record.set_longitude_e7(*facility.longitudeE7);
  }
  record.set_made_on_site(true);
  THUCDIA_TRY(writer.put(record));
  return id;
}

Result<> updatePosition(changes::RecordWriter& writer, const v1::Person& by, FacilityId id, std::int64_t latitudeE7,
                        std::int64_t longitudeE7) {
  if (!onEarth(latitudeE7, longitudeE7)) return fail(ErrorCode::InvalidArgument, "no position on the Earth");
  auto record = facility(writer.transaction(), id);
  if (!record) return fail(ErrorCode::NotFound, fmt::format("facility {}", id.text()));
  THUCDIA_TRY(mayWriteThere(by, record->province()));
  record->set_latitude_e7(latitudeE7);
  record->set_longitude_e7(longitudeE7);
  return writer.put(*record);
}

}  // namespace thucdia::core::registers
