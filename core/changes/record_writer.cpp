#include "core/changes/record_writer.h"

#include <algorithm>
#include <set>

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

/// What of the row these leaves or edits are in.
template <class Leaves>
records::ChangedParts partsOf(const RecordType& type, const Leaves& leaves) {
  const auto any = [&](auto&& isOne) {
    return std::ranges::any_of(leaves, [&](const auto& leaf) { return isOne(leaf.key.field); });
  };
  return {.columns = any([&](std::uint32_t field) { return field != type.mapField(); }),
          .search = any([&](std::uint32_t field) { return type.isSearched(field); })};
}

}  // namespace

void Projections::run(db::WriteTransaction& transaction, const Touched& touched) const {
  std::map<Record, const Written*> whole;
  std::set<Record> followed;  // by the kind that was written, and the id of its owner
  for (const auto& [record, written] : touched) {
    const auto& [type, id] = record;
    const auto owner = m_owners.find(type);
    if (owner == m_owners.end()) {
      whole[record] = written ? &*written : nullptr;
    } else if (const auto found = owner->second.belongsTo(transaction, id)) {
      if (owner->second.shortcut) {
        followed.emplace(type, *found);
      } else {
        whole.try_emplace({owner->second.type, *found}, nullptr);
      }
    }
  }
  for (const auto& [record, written] : whole) compute(transaction, record, written);
  for (const auto& [type, id] : followed) {
    const Owner& owner = m_owners.at(type);
    const Record record{owner.type, id};
    if (!whole.contains(record) && !owner.shortcut(transaction, id)) compute(transaction, record, nullptr);
  }
}

void Projections::compute(db::WriteTransaction& transaction, const Record& record, const Written* written) const {
  const auto functions = m_functions.find(record.first);
  if (functions == m_functions.end()) return;
  for (const Function& function : functions->second) function(transaction, record.second, written);
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
  return store(type, id, state, row, row ? row->acked : 0, partsOf(type, edits));
}

Result<RecordWriter::Applied> RecordWriter::apply(const RecordType& type, RecordId id, const EncodedState& encoded) {
  THUCDIA_ASSIGN(const RecordState patch, decode(encoded.body, encoded.meta));
  const auto row = records::loadRow(m_transaction, type, id);
  // What came knows of our own writes up to here: the hub has them.
  const std::uint64_t known = patch.known.counterOf(m_author.device);
  if (!row) {
    THUCDIA_TRY(store(type, id, patch, row, known, {}));
    return Applied{true, patch.conflicts()};
  }
  THUCDIA_ASSIGN(const RecordState before, decode(row->body, row->meta));
  const RecordState merged = merge(before, patch);
  const std::uint64_t acked = std::max(row->acked, known);
  const bool changed = merged != before;
  if (!changed && acked == row->acked) return Applied{};
  THUCDIA_TRY(store(type, id, merged, row, acked, partsOf(type, patch.leaves)));
  return Applied{changed, merged.conflicts() - before.conflicts()};
}

Result<> RecordWriter::store(const RecordType& type, RecordId id, const RecordState& state,
                             const std::optional<RecordRow>& before, std::uint64_t acked,
                             records::ChangedParts changed) {
  EncodedState encoded = encode(state);
  RecordRow row;
  row.id = id;
  row.body = std::move(encoded.body);
  row.meta = std::move(encoded.meta);
  row.own = state.highestOf(m_author.device);
  row.acked = acked;
  row.conflicts = state.conflicts();
  if (before) row.number = before->number;
  const Projections::Record record{type.number(), id};
  // Kinds with many leaves take long to read again; of the others there may be very many at once.
  if (type.mapField() == 0) {
    THUCDIA_TRY(records::storeRow(m_transaction, type, row, changed, *type.make()));
    m_touched[record] = std::nullopt;
  } else {
    auto& message = type.make(m_arena);
    THUCDIA_TRY(records::storeRow(m_transaction, type, row, changed, message));
    m_touched[record] = Written{std::move(row), &message};
  }
  return {};
}

void RecordWriter::settle() {
  m_projections.run(m_transaction, std::exchange(m_touched, {}));
  m_arena.Reset();
}

}  // namespace thucdia::core::changes
