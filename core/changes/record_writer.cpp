#include "core/changes/record_writer.h"

#include <algorithm>

#include <fmt/format.h>

#include "core/changes/stamp_commands.h"
#include "core/records/record_rows.h"

namespace thucdia::core::changes {

using records::RecordRow;
using records::RecordType;

namespace {

std::string describeRecord(const RecordType& type, RecordId id) {
  return fmt::format("{} {}", type.table(), id.text());
}

bool touchesSearch(const RecordType& type, const std::vector<Leaf>& leaves) {
  return std::ranges::any_of(leaves, [&](const Leaf& leaf) { return type.isSearched(leaf.key.field); });
}

bool touchesSearch(const RecordType& type, const std::vector<LeafEdit>& edits) {
  return std::ranges::any_of(edits, [&](const LeafEdit& edit) { return type.isSearched(edit.key.field); });
}

}  // namespace

void Projections::run(db::WriteTransaction& transaction, Touched touched) const {
  for (auto& [type, id] : touched) {
    const auto owner = m_owners.find(type);
    if (owner == m_owners.end()) continue;
    if (const auto found = owner->second.second(transaction, id)) {
      type = owner->second.first;
      id = *found;
    }
  }
  std::ranges::sort(touched);
  const auto repeated = std::ranges::unique(touched);
  touched.erase(repeated.begin(), repeated.end());
  for (const auto& [type, id] : touched) {
    const auto functions = m_functions.find(type);
    if (functions == m_functions.end()) continue;
    for (const Function& function : functions->second) function(transaction, id);
  }
}

Result<> RecordWriter::put(const google::protobuf::Message& record) {
  const RecordType& type = RecordType::of(record.GetDescriptor());
  const RecordId id = records::idOf(record);
  if (id.isNull()) return fail(ErrorCode::InvalidArgument, fmt::format("a {} without an id", type.table()));
  const auto row = records::loadRow(m_transaction, type, id);
  if (row && type.appendOnly())
    return fail(ErrorCode::Locked, describeRecord(type, id) + " is there and cannot change");
  THUCDIA_ASSIGN(const auto edits, difference(row ? std::string_view(row->body) : std::string_view(),
                                              record.SerializeAsString(), type.mapField()));
  return write(type, id, edits, false);
}

Result<> RecordWriter::edit(const RecordType& type, RecordId id, const std::vector<LeafEdit>& edits) {
  return write(type, id, edits, true);
}

Result<> RecordWriter::write(const RecordType& type, RecordId id, const std::vector<LeafEdit>& edits, bool mustExist) {
  const auto row = records::loadRow(m_transaction, type, id);
  if (!row && mustExist) return fail(ErrorCode::NotFound, describeRecord(type, id));
  RecordState state;
  if (row) {
    THUCDIA_ASSIGN(state, decode(row->body, row->meta));
  }
  const Stamp stamp = currentStamp(m_transaction, m_author.device, now());
  if (!changes::write(state, edits, stamp) && row) return {};
  return store(type, id, state, row ? row->acked : 0, !row || touchesSearch(type, edits));
}

Result<RecordWriter::Applied> RecordWriter::apply(const RecordType& type, RecordId id, const EncodedState& encoded) {
  THUCDIA_ASSIGN(const RecordState patch, decode(encoded.body, encoded.meta));
  const auto row = records::loadRow(m_transaction, type, id);
  RecordState before;
  if (row) {
    THUCDIA_ASSIGN(before, decode(row->body, row->meta));
  }
  const RecordState merged = merge(before, patch);
  // What came knows of our own writes up to here: the hub has them.
  const std::uint64_t acked = std::max(row ? row->acked : 0, patch.known.counterOf(m_author.device));
  if (row && merged == before && acked == row->acked) return Applied{};
  THUCDIA_TRY(store(type, id, merged, acked, !row || touchesSearch(type, patch.leaves)));
  return Applied{!row || merged != before, merged.conflicts() - before.conflicts()};
}

Result<> RecordWriter::store(const RecordType& type, RecordId id, const RecordState& state, std::uint64_t acked,
                             bool searchChanged) {
  EncodedState encoded = encode(state);
  RecordRow row;
  row.id = id;
  row.body = std::move(encoded.body);
  row.meta = std::move(encoded.meta);
  row.own = state.highestOf(m_author.device);
  row.acked = acked;
  row.conflicts = state.conflicts();
  THUCDIA_TRY(records::storeRow(m_transaction, type, row, searchChanged));
  m_touched.emplace_back(type.number(), id);
  return {};
}

void RecordWriter::settle() { m_projections.run(m_transaction, std::exchange(m_touched, {})); }

}  // namespace thucdia::core::changes
