#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include <google/protobuf/message.h>

#include "core/db/transaction.h"
#include "core/records/record_rows.h"
#include "core/records/record_type.h"

namespace thucdia::core::records {

/// Records of one kind with their ids, newest here first; at most `limit` (below 0: all). With `search`, only those
/// whose searched fields have all of its words, the last perhaps unfinished, case and marks aside; none of a kind that
/// search does not cover.
[[nodiscard]] std::vector<std::unique_ptr<google::protobuf::Message>> newestRecords(db::ReadTransaction& transaction,
                                                                                    const RecordType& type,
                                                                                    std::string_view search, int limit);

/// Rows of one kind with a leaf that has more than one value; at most `limit` (below 0: all).
[[nodiscard]] std::vector<RecordRow> conflictedRows(db::ReadTransaction& transaction, const RecordType& type,
                                                    int limit);

/// The kind of the record with this id; nullptr when no kind has it.
[[nodiscard]] const RecordType* kindOf(db::ReadTransaction& transaction, RecordId id);

}  // namespace thucdia::core::records
