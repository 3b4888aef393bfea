#include "core/review/conflict_commands.h"

#include "core/records/record_rows.h"

namespace thucdia::core::review {

Result<> settleConflict(changes::RecordWriter& writer, const Conflict& conflict, std::size_t value) {
  const auto row = records::loadRow(writer.transaction(), *conflict.type, conflict.record);
  if (!row) return fail(ErrorCode::NotFound, "no record has the id " + conflict.record.text());
  THUCDIA_ASSIGN(const auto state, changes::decode(row->body, row->meta));
  const changes::Leaf* leaf = state.find(conflict.leaf);
  const bool same = leaf && value < leaf->versions.size() && value < conflict.values.size() &&
                    leaf->versions[value].stamp.dot.device == conflict.values[value].device &&
                    leaf->versions[value].stamp.time == conflict.values[value].at;
  if (!same) return fail(ErrorCode::InvalidArgument, conflict.name + " no longer has that value");
  return writer.edit(*conflict.type, conflict.record, {{conflict.leaf, leaf->versions[value].value}});
}

}  // namespace thucdia::core::review
