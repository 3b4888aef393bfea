#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/clock.h"
#include "core/base/id.h"
#include "core/db/transaction.h"

namespace thucdia::core::records {

/// What the replica knows of one photo, signature or other file. The bytes lie in the blob store under the hash.
struct BlobRow {
  std::string sha256;  ///< 32 raw bytes
  std::uint64_t size = 0;
  std::string mime = {};
  std::string name = {};              ///< of the file where it came from; may be empty
  std::optional<VisitId> visit = {};  ///< that speaks of it
  bool toSend = false;                ///< made here, and the hub does not have it whole yet
  bool here = false;                  ///< the bytes are in the blob store
  Timestamp addedAt = {};
  bool operator==(const BlobRow&) const = default;
};

/// Adds a blob, or to one that is there what is new: once here, it is here; once to be sent, it is until markBlobSent.
void addBlob(db::WriteTransaction& transaction, const BlobRow& blob);
[[nodiscard]] std::optional<BlobRow> blobRow(db::ReadTransaction& transaction, std::string_view sha256);
[[nodiscard]] std::vector<BlobRow> blobsOfVisit(db::ReadTransaction& transaction, VisitId visit);
/// Says which visit speaks of it; nothing: none does any more.
void giveBlob(db::WriteTransaction& transaction, std::string_view sha256, const std::optional<VisitId>& visit);
/// The visit is here no longer: what has not come of it is not waited for.
void forgetBlobsElsewhere(db::WriteTransaction& transaction, VisitId visit);
/// All blobs of a visit: the hub must get those that are here, or has them.
void markBlobsOfVisit(db::WriteTransaction& transaction, VisitId visit, bool toSend);
/// Visits of which something was written here.
[[nodiscard]] std::vector<VisitId> visitsWithOwnWork(db::ReadTransaction& transaction);
/// Those that a visit speaks of and the hub must still get, small ones first (signatures and thumbnails before photos),
/// then oldest first.
[[nodiscard]] std::vector<BlobRow> blobsToSend(db::ReadTransaction& transaction, int limit);
[[nodiscard]] std::int64_t countBlobsToSend(db::ReadTransaction& transaction);
/// Those that a visit speaks of and whose bytes are not here.
[[nodiscard]] std::vector<BlobRow> blobsToFetch(db::ReadTransaction& transaction, int limit);
/// The hub has it whole and checked.
void markBlobSent(db::WriteTransaction& transaction, std::string_view sha256);
/// The hub has lost it (restored from an old backup): to be sent again, where the bytes are here.
void markBlobUnsent(db::WriteTransaction& transaction, std::string_view sha256);
/// The bytes have come into the blob store, or have gone from it.
void markBlobHere(db::WriteTransaction& transaction, std::string_view sha256, bool here);

}  // namespace thucdia::core::records
