#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/db/transaction.h"
#include "core/records/record_rows.h"

namespace thucdia::core::records {

/// Kinds whose bodies may lie packed (packing.h): visits and their seals, which are long and many.
[[nodiscard]] bool isPacked(const RecordType& type);

/// Kinds in whose bodies others' may lie: seals.
[[nodiscard]] bool holdsBodies(const RecordType& type);

/// The body that a row's bytes hold, wherever it lies: plain, packed, or in a seal. Valid as long as `stored` and
/// `scratch`. Thrown SqliteErrors; one of them when it is damaged.
[[nodiscard]] std::string_view bodyOf(db::ReadTransaction& transaction, std::string_view stored, std::string& scratch);

/// The visit's body is, byte for byte, what this seal holds: it is kept there alone from now on, until the visit
/// changes or the seal goes. Nobody who reads the visit notices.
void keepBodyInSeal(db::WriteTransaction& transaction, VisitId visit, VisitSealId seal);

/// The seal where it lies; nothing where it lies in its own row.
[[nodiscard]] std::optional<VisitSealId> sealOfBody(db::ReadTransaction& transaction, VisitId visit);

/// As unsentRows, of a kind that belongs to a visit, of this one.
[[nodiscard]] std::vector<RecordRow> unsentRowsOf(db::ReadTransaction& transaction, const RecordType& type,
                                                  VisitId visit);

/// Makes the kind's full-text index anew from all its bodies: for a database whose index came without its contents.
void fillSearch(db::WriteTransaction& transaction, const RecordType& type);

}  // namespace thucdia::core::records
