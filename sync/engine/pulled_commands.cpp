#include <algorithm>
#include <array>
#include <map>
#include <set>

#include <thucdia/records/v1/visits.pb.h>

#include "core/records/record_rows.h"
#include "sync/engine/hand_back.h"
#include "sync/engine/pulled.h"

namespace thucdia::sync {

namespace db = core::db;
using core::ErrorCode;
using core::records::RecordType;

namespace {

bool hasColumn(const RecordType& type, std::string_view name) {
  return std::ranges::any_of(type.columns(), [&](const auto& field) { return field.options.column() == name; });
}

const core::records::v1::VisitSeal& asSeal(const core::changes::Incoming& incoming) {
  return static_cast<const core::records::v1::VisitSeal&>(*incoming.message);
}

/// Whether this replica may know something of the record that the hub does not: it was restored. `known`: as it was
/// told.
bool knowsMore(db::ReadTransaction& transaction, const RecordType& type, core::RecordId id, const std::string& known) {
  const auto row = core::records::loadRow(transaction, type, id);
  const auto here = row ? core::changes::decode(row->body, row->meta) : core::changes::RecordState();
  const auto there = core::changes::decode({}, known);
  return !here || !there || !there->known.covers(here->known);
}

/// Removes the record unless something of it was written here.
void drop(core::changes::RecordWriter& writer, const RecordType& type, core::RecordId id) {
  auto& transaction = writer.transaction();
  const auto row = core::records::loadRow(transaction, type, id);
  if (!row || row->own > 0) return;
  writer.remove(type, *row);
  settleDoubt(transaction, type, id);
}

}  // namespace

core::Result<std::vector<RefusedChange>> takeReceipts(db::WriteTransaction& transaction, const OutgoingBatch& batch,
                                                      const v1::ExchangeResponse& reply, core::Timestamp now) {
  std::vector<RefusedChange> refusals;
  std::vector<bool> isRefused(batch.changes.size(), false);
  // Before what is refused now is noted: that was judged by how things stand.
  const bool news = reply.accepted() > 0 || reply.pulled_size() > 0;
  if (news) offerAgain(transaction);
  // Whoever is revoked is brought nothing.
  constexpr std::array kOfTheRevoked = {ErrorCode::Revoked};
  if (reply.pulled_size() > 0) clearRefusals(transaction, kOfTheRevoked);
  for (const auto& refused : reply.refused()) {
    if (refused.index() >= batch.changes.size() || isRefused[refused.index()]) {
      return core::fail(ErrorCode::NotAHub, "a receipt for what was not sent");
    }
    isRefused[refused.index()] = true;
    const auto& change = batch.changes[refused.index()];
    const auto code = core::errorCode(refused.code());
    const auto row = core::records::loadRow(transaction, *change.type, change.id);
    settleDoubt(transaction, *change.type, change.id);
    transaction.note({change.type->number(), change.id});
    if (row && (batch.whole || change.own == 0)) markNotAtHub(transaction, change.id);
    // A bundle's receipt may be older than what the hub has taken since.
    if (row && row->acked >= change.own) continue;
    refusals.push_back({change.type->table(), change.id, code, refused.detail()});
    saveRefusal(transaction, *change.type, change.id, change.own, refusals.back(), now);
  }
  for (std::size_t i = 0; i < batch.changes.size(); ++i) {
    if (isRefused[i]) continue;
    const auto& change = batch.changes[i];
    core::records::acknowledgeRow(transaction, *change.type, change.id, change.own);
    // Of what was another's alone when the hub was restored the photos are in doubt too.
    if (change.own == 0 || (batch.whole && mayBeLacked(transaction, *change.type, change.id))) {
      markAtHub(transaction, *change.type, change.id);
    }
    clearRefusal(transaction, change.id);
    transaction.note({change.type->number(), change.id});
  }
  return refusals;
}

PulledChanges::PulledChanges(v1::ExchangeResponse& reply, core::changes::DeviceTag device) {
  const auto& seal = RecordType::of<core::records::v1::VisitSeal>();
  const auto& visit = RecordType::of<core::records::v1::Visit>();
  m_changes.reserve(static_cast<std::size_t>(reply.pulled_size()));
  std::map<std::string_view, std::vector<const core::changes::Incoming*>> sealsOf;
  const auto read = [&](v1::Change& change) {
    const auto* type = RecordType::byNumber(change.type());
    if (!type) {
      m_unknownKinds.insert(change.type());
      return;
    }
    const auto id = core::RecordId::fromBytes(change.id());
    const auto sealed = type == &visit ? sealsOf.find(change.id()) : sealsOf.end();
    const auto packing = sealed == sealsOf.end() ? core::changes::Packing::Ahead : core::changes::Packing::Later;
    auto incoming = id ? core::changes::readIncoming(
                             *type, *id, {std::move(*change.mutable_body()), std::move(*change.mutable_meta())}, device,
                             m_arena, packing)
                       : core::fail(ErrorCode::CorruptData, "an id has 16 bytes");
    if (!incoming) {
      ++m_damaged;
      return;
    }
    if (sealed != sealsOf.end()) {
      for (const auto* each : sealed->second) {
        if (asSeal(*each).content() == incoming->encoded.body) incoming->seal = each->id;
      }
    }
    m_changes.push_back(std::move(*incoming));
    if (type == &seal) sealsOf[asSeal(m_changes.back()).visit_id()].push_back(&m_changes.back());
  };
  // Seals first: a visit whose very bytes are sealed is not written twice.
  for (const bool seals : {true, false}) {
    for (auto& change : *reply.mutable_pulled()) {
      if ((change.type() == seal.number()) == seals) read(change);
    }
  }
}

PullCounts applyPulled(core::changes::RecordWriter& writer, const v1::ExchangeResponse& reply,
                       const PulledChanges& pulled) {
  PullCounts counts;
  counts.setAside = pulled.damaged();
  const bool mayLack = mayLackAnything(writer.transaction());
  const bool refusals = hasRefusals(writer.transaction());
  for (const auto& incoming : pulled.changes()) {
    // A change that cannot be applied has written nothing.
    const auto applied = writer.apply(incoming);
    if (!applied) {
      ++counts.setAside;
      continue;
    }
    if (mayLack) confirm(writer.transaction(), *incoming.type, incoming.id, incoming.encoded);
    if (refusals) offerAgain(writer.transaction(), *incoming.type, incoming.id);
    if (applied->changed) ++counts.changed;
    counts.newConflicts += std::max(0, applied->newConflicts);
  }
  notePassedOver(writer.transaction(), pulled.unknownKinds());
  for (const auto& departed : reply.departed()) {
    const auto* type = RecordType::byNumber(departed.type());
    const auto id = core::RecordId::fromBytes(departed.id());
    if (!type || !id) continue;
    const bool isLacked = mayLack && mayBeLacked(writer.transaction(), *type, *id) &&
                          knowsMore(writer.transaction(), *type, *id, departed.known());
    if (!isLacked) drop(writer, *type, *id);
  }
  if (refusals) forgetIdleRefusals(writer.transaction());
  return counts;
}

void leaveScope(core::changes::RecordWriter& writer, const v1::Account& account) {
  if (account.all_provinces()) return;
  for (const auto& type : RecordType::all()) {
    if (!hasColumn(type, "province")) continue;
    std::string sql = "SELECT id, province FROM " + type.table() + " WHERE own = 0 AND province <> ''";
    if (hasColumn(type, "inspector_id")) sql += " AND inspector_id IS NOT ?1";
    if (hasColumn(type, "assignee_id")) sql += " AND assignee_id IS NOT ?1";
    if (hasColumn(type, "visit_id")) {
      sql += " AND visit_id NOT IN (SELECT id FROM visit WHERE inspector_id IS ?1)";
    }
    std::vector<core::RecordId> leaving;
    {
      auto row = writer.transaction().prepare(sql);
      if (sql.find("?1") != std::string::npos) row.bindBlob(1, account.person_id());
      while (row.step()) {
        const std::string province(row.text(1));
        const auto id = core::RecordId::fromBytes(row.blob(0));
        if (id && std::ranges::find(account.provinces(), province) == account.provinces().end()) leaving.push_back(*id);
      }
    }
    for (const auto& id : leaving) {
      if (!mayBeLacked(writer.transaction(), type, id)) drop(writer, type, id);
    }
  }
}

}  // namespace thucdia::sync
