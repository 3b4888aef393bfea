#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <thucdia/sync/v1/exchange.pb.h>

#include "sync/hub/storage.h"

namespace thucdia::hub {

namespace wire = ::thucdia::sync::v1;

/// Up to where a replica has everything of its scope. Opaque to clients. A pull of several pages walks on from `at`,
/// and `sequence` follows only at its end: what stands further on may have parts as old as any after `sequence`. When a
/// scope has grown, what is new in it is filled in first, from `fillAfter` up to the present.
struct Cursor {
  std::uint64_t sequence = 0;
  std::int64_t scope = 0;         ///< number of the scope it was given for; 0: none yet
  std::int64_t heldScope = 0;     ///< of the scope for which it was through last, while a pull is under way
  std::uint64_t at = 0;           ///< `sequence` where no pull is under way
  std::vector<std::string> fill;  ///< provinces to fill in; "*" is all
  std::uint64_t fillAfter = 0;
  bool operator==(const Cursor&) const = default;
};
[[nodiscard]] std::string encodeCursor(const Cursor& cursor);
/// Nothing when the bytes are no cursor of ours.
[[nodiscard]] std::optional<Cursor> decodeCursor(std::string_view bytes);

/// Whether somebody may hold a record with these keys.
[[nodiscard]] bool inScope(const Account& account, std::string_view province, const std::optional<PersonId>& owner);

/// Says that the record, which the reader may hold, is not in its scope (any more).
[[nodiscard]] core::Result<> depart(const Head& head, wire::ExchangeResponse& response);

/// Fills in pulled, departed, cursor and more: what is new in the reader's scope, at most `limit` records and some two
/// megabytes. What is no cursor counts as an empty one; a damaged record is passed over.
[[nodiscard]] core::Result<> pull(HubRead& read, const Account& account, DeviceTag reader, std::string_view cursor,
                                  int limit, wire::ExchangeResponse& response);

}  // namespace thucdia::hub
