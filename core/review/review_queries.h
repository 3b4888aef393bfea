#pragma once

#include <string>
#include <vector>

#include <thucdia/records/v1/registers.pb.h>

#include "core/db/transaction.h"
#include "core/visits/visit_queries.h"

namespace thucdia::core::review {

/// Visits that wait for this supervisor, those waiting longest first.
[[nodiscard]] std::vector<visits::VisitLine> reviewQueue(db::ReadTransaction& transaction,
                                                         const ::thucdia::records::v1::Person& supervisor, int limit);
[[nodiscard]] std::int64_t countReviewQueue(db::ReadTransaction& transaction,
                                            const ::thucdia::records::v1::Person& supervisor);

/// What was said when a visit was last returned.
struct ReturnNote {
  std::string reason;
  std::string person;  ///< full name
  Timestamp at;
  std::int32_t revision = 0;
  struct Comment {
    std::string key;  ///< the answer's key; empty: on the whole visit
    std::string text;
    bool operator==(const Comment&) const = default;
  };
  std::vector<Comment> comments;
  bool operator==(const ReturnNote&) const = default;
};

/// Every return of the visit, the last first; empty when it was never returned.
[[nodiscard]] std::vector<ReturnNote> returnsOf(db::ReadTransaction& transaction, VisitId visit);

}  // namespace thucdia::core::review
