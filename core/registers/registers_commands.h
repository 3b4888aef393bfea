#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include <thucdia/records/v1/registers.pb.h>

#include "core/base/error.h"
#include "core/base/id.h"
#include "core/changes/record_writer.h"

namespace thucdia::core::registers {

/// A facility found during the work that the register does not have.
struct NewFacility {
  std::string name;
  records::v1::FacilityKind kind = records::v1::FACILITY_KIND_ESTABLISHMENT;
  std::string province;  ///< code; its commune's when that is given
  std::string commune;   ///< code; empty: not known yet
  std::string address = {};
  std::string taxCode = {};
  std::string head = {};
  std::string phone = {};
  std::optional<std::int64_t> latitudeE7 = {};  ///< degrees × 10⁷; both or neither
  std::optional<std::int64_t> longitudeE7 = {};
};

/// Makes the facility, marked as made on site. Errors: InvalidArgument (no name, no province, half a position),
/// NotPermitted (the role), OutOfScope (the province is not theirs), AlreadyExists (the tax code is in the register:
/// the detail is that facility's id).
[[nodiscard]] Result<FacilityId> createFacility(changes::RecordWriter& writer, const records::v1::Person& by,
                                                const NewFacility& facility);

/// Puts the facility where the person stands. Errors: NotFound, NotPermitted, OutOfScope, InvalidArgument (not on the
/// Earth).
[[nodiscard]] Result<> updatePosition(changes::RecordWriter& writer, const records::v1::Person& by, FacilityId facility,
                                      std::int64_t latitudeE7, std::int64_t longitudeE7);

}  // namespace thucdia::core::registers
