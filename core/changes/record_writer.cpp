#include "core/changes/record_writer.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "core/changes/stamp_commands.h"
#include "core/records/body_rows.h"
#include "core/records/packing.h"
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

std::optional<Projections::Record> Projections::ownerOf(db::ReadTransaction& transaction, const RecordType& type,
                                                        RecordId id) const {
  const auto owner = m_owners.find(type.number());
  const auto found = owner == m_owners.end() ? std::nullopt : owner->second.belongsTo(transaction, id);
  return found ? std::optional(Record{owner->second.type, *found}) : std::nullopt;
}

void Projections::compute(db::WriteTransaction& transaction, const Record& record, const Written* written) const {
  const auto functions = m_functions.find(record.first);
  if (functions == m_functions.end()) return;
  for (const Function& function : functions->second) function(transaction, record.second, written);
}

void Projections::removed(db::WriteTransaction& transaction, const RecordType& type, const RecordRow& last) const {
  const auto farewells = m_farewells.find(type.number());
  if (farewells == m_farewells.end()) return;
  for (const Farewell& farewell : farewells->second) farewell(transaction, last);
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

Result<RecordWriter::Applied> RecordWriter::apply(const RecordType& type, RecordId id, EncodedState sent) {
  THUCDIA_ASSIGN(const auto incoming,
                 readIncoming(type, id, std::move(sent), m_author.device, m_arena, Packing::Later));
  return apply(incoming);
}

Result<RecordWriter::Applied> RecordWriter::apply(const Incoming& incoming) {
  const RecordType& type = *incoming.type;
  const auto row = records::loadRow(m_transaction, type, incoming.id);
  // What came knows of our own writes up to `known`: the hub has them.
  if (!row) {
    const auto& encoded = incoming.encoded;
    const bool isHeld = incoming.seal && m_newSeals.contains(*incoming.seal);
    const std::string held = isHeld ? records::heldIn(*incoming.seal) : std::string();
    putRow(type,
           {incoming.id, encoded.body, encoded.meta, incoming.own, incoming.known, incoming.conflicts, std::nullopt},
           {}, *incoming.message, isHeld ? std::string_view(held) : incoming.packed);
    if (records::holdsBodies(type)) m_newSeals.insert(incoming.id);
    return Applied{true, incoming.conflicts};
  }
  THUCDIA_ASSIGN(const RecordState patch, decode(incoming.encoded.body, incoming.encoded.meta));
  THUCDIA_ASSIGN(const RecordState before, decode(row->body, row->meta));
  const RecordState merged = merge(before, patch);
  const std::uint64_t acked = std::max(row->acked, incoming.known);
  const bool changed = merged != before;
  if (!changed && acked == row->acked) return Applied{};
  THUCDIA_TRY(store(type, incoming.id, merged, row, acked, partsOf(type, patch.leaves)));
  return Applied{changed, merged.conflicts() - before.conflicts()};
}

void RecordWriter::remove(const RecordType& type, const RecordRow& row) {
  // What it belonged to may stay, and is another without it.
  const auto owner = m_projections.ownerOf(m_transaction, type, row.id);
  if (owner && records::loadRow(m_transaction, *RecordType::byNumber(owner->first), owner->second)) {
    m_touched.insert_or_assign(*owner, std::nullopt);
  }
  records::removeRow(m_transaction, type, row.id);
  m_touched.erase({type.number(), row.id});
  m_newSeals.erase(row.id);
  m_projections.removed(m_transaction, type, row);
}

Result<> RecordWriter::store(const RecordType& type, RecordId id, const RecordState& state,
                             const std::optional<RecordRow>& before, std::uint64_t acked,
                             records::ChangedParts changed) {
  auto encoded = encode(state);
  RecordRow row{id,
                std::move(encoded.body),
                std::move(encoded.meta),
                state.highestOf(m_author.device),
                acked,
                state.conflicts(),
                std::nullopt};
  if (before) row.number = before->number;
  auto& message = type.make(m_arena);
  if (!message.ParseFromString(row.body)) {
    return fail(ErrorCode::CorruptData, describeRecord(type, id) + " does not parse");
  }
  putRow(type, std::move(row), changed, message, {});
  return {};
}

void RecordWriter::putRow(const RecordType& type, RecordRow row, records::ChangedParts changed,
                          const google::protobuf::Message& message, std::string_view packed) {
  records::storeRow(m_transaction, type, row, changed, message, packed);
  // Kinds with many leaves take long to read again; of the others there may be very many at once.
  auto& touched = m_touched[{type.number(), row.id}];
  if (type.mapField() != 0) {
    touched = Written{std::move(row), &message};
  } else {
    touched = std::nullopt;
  }
}

void RecordWriter::settle() {
  m_projections.run(m_transaction, std::exchange(m_touched, {}));
  m_newSeals.clear();
  m_arena.Reset();
}

}  // namespace thucdia::core::changes
