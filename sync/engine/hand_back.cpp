#include "sync/engine/hand_back.h"

#include <algorithm>
#include <charconv>
#include <string>

#include <fmt/format.h>

#include <thucdia/records/v1/visits.pb.h>

#include "core/records/blob_rows.h"
#include "core/replica/settings.h"
#include "sync/engine/sync_settings.h"

namespace thucdia::sync {

namespace db = core::db;
namespace records = ::thucdia::records::v1;
using core::changes::RecordState;
using core::records::RecordType;

namespace {

/// What was not taken back is to be handed back of a kind, ?1; further conditions follow.
const std::string kOfferBack =
    "INSERT OR REPLACE INTO unconfirmed (type, id, forgotten) SELECT ?1, id, 1 FROM not_at_hub WHERE id NOT IN "
    "(SELECT id FROM refusal)";

std::vector<core::records::RecordRow> rowsOf(db::ReadTransaction& transaction, const RecordType& type,
                                             db::Statement ids) {
  std::vector<core::records::RecordRow> rows;
  while (ids.step()) {
    const auto id = core::RecordId::fromBytes(ids.blob(0));
    if (auto found = id ? core::records::loadRow(transaction, type, *id) : std::nullopt)
      rows.push_back(std::move(*found));
  }
  return rows;
}

/// Whether the table names the visit, a seal or a decision of it. Nearly always it is empty.
bool isVisitAmong(db::ReadTransaction& transaction, const std::string& table, core::VisitId visit) {
  if (!transaction.prepare("SELECT 1 FROM " + table + " LIMIT 1").step()) return false;
  return transaction.prepare("SELECT 1 FROM " + table + " WHERE " + isOfVisit("id") + " LIMIT 1").with(visit).step();
}

/// Of a visit's photos those that the hub's state of it speaks of: it is asked which of them it lacks.
void offerPhotos(db::WriteTransaction& transaction, const RecordState& there) {
  for (const auto& leaf : there.leaves) {
    if (leaf.key.field != records::Visit::kAnswersFieldNumber) continue;
    for (const auto& version : leaf.versions) {
      records::Answer answer;
      if (version.value && answer.ParseFromString(*version.value) && answer.has_attachment())
        core::records::markBlobUnsent(transaction, answer.attachment().sha256());
    }
  }
}

}  // namespace

void doubtWhatOthersWrote(db::WriteTransaction& transaction) {
  transaction.execute("DELETE FROM unconfirmed; DELETE FROM not_at_hub");
  for (const auto& type : RecordType::all()) {
    auto doubt = transaction.prepare("INSERT INTO unconfirmed (type, id, forgotten) SELECT ?1, id, 0 FROM " +
                                     type.table() + " WHERE own = 0");
    doubt.bind(1, static_cast<std::int64_t>(type.number())).run();
  }
}

bool hasForgotten(db::ReadTransaction& transaction) {
  return transaction.prepare("SELECT 1 FROM unconfirmed WHERE forgotten = 1 LIMIT 1").step();
}

bool mayLackAnything(db::ReadTransaction& transaction) {
  return transaction.prepare("SELECT 1 FROM unconfirmed UNION ALL SELECT 1 FROM not_at_hub LIMIT 1").step();
}

bool mayBeLacked(db::ReadTransaction& transaction, const RecordType& type, core::RecordId id) {
  auto known = transaction.prepare(
      "SELECT 1 FROM unconfirmed WHERE type = ?1 AND id = ?2 UNION ALL SELECT 1 FROM not_at_hub WHERE id = ?2");
  return known.with(type.number(), id).step();
}

void confirm(db::WriteTransaction& transaction, const RecordType& type, core::RecordId id,
             const core::changes::EncodedState& sent) {
  if (!mayBeLacked(transaction, type, id)) return;
  const auto row = core::records::loadRow(transaction, type, id);
  if (!row) return;
  // What came knows what the hub knows; by now this replica knows no less.
  const auto here = core::changes::decode(row->body, row->meta);
  const auto there = core::changes::decode(sent.body, sent.meta);
  if (here && there && here->known == there->known) return markAtHub(transaction, type, id);
  // It has changed there: what the hub did not take back it may take now, and of the photos that it speaks of it may
  // lack some.
  auto again = transaction.prepare(kOfferBack + " AND id = ?2");
  again.with(type.number(), id).run();
  if (there && &type == &RecordType::of<records::Visit>()) offerPhotos(transaction, *there);
}

void handBackTheRest(db::WriteTransaction& transaction) {
  for (const auto& type : RecordType::all()) {
    auto gone = transaction.prepare("DELETE FROM unconfirmed WHERE type = ?1 AND id NOT IN (SELECT id FROM " +
                                    type.table() + ")");
    gone.bind(1, static_cast<std::int64_t>(type.number())).run();
  }
  transaction.execute("UPDATE unconfirmed SET forgotten = 1 WHERE forgotten = 0");
}

void handBackAgain(db::WriteTransaction& transaction) {
  for (const auto& type : RecordType::all()) {
    auto again = transaction.prepare(kOfferBack + " AND id IN (SELECT id FROM " + type.table() + ")");
    again.with(type.number()).run();
  }
}

void handBackDaily(db::WriteTransaction& transaction, core::Timestamp now) {
  const auto text = core::replica::setting(transaction, kHandedBackSetting).value_or("0");
  std::int64_t last = 0;
  std::from_chars(text.data(), text.data() + text.size(), last);
  // A clock that was ahead is not waited for.
  if (core::toMicros(now - std::chrono::days(1)) <= last && last <= core::toMicros(now)) return;
  core::replica::setSetting(transaction, kHandedBackSetting, std::to_string(core::toMicros(now)));
  handBackAgain(transaction);
}

std::vector<core::records::RecordRow> forgottenRows(db::ReadTransaction& transaction, const RecordType& type,
                                                    int limit) {
  auto ids = transaction.prepare("SELECT id FROM unconfirmed WHERE type = ?1 AND forgotten = 1 ORDER BY id LIMIT ?2");
  return rowsOf(transaction, type, std::move(ids.with(type.number(), limit)));
}

std::vector<core::records::RecordRow> forgottenRowsOf(db::ReadTransaction& transaction, const RecordType& type,
                                                      core::VisitId visit) {
  auto ids =
      transaction.prepare("SELECT id FROM " + type.table() + " WHERE " + core::records::visitIs("visit_id", "?2") +
                          " AND id IN (SELECT id FROM unconfirmed WHERE type = ?1 AND forgotten = 1)");
  return rowsOf(transaction, type, std::move(ids.with(type.number(), visit)));
}

void markAtHub(db::WriteTransaction& transaction, const RecordType& type, core::RecordId id) {
  settleDoubt(transaction, type, id);
  if (&type != &RecordType::of<records::Visit>()) return;
  core::records::markBlobsOfVisit(transaction, core::records::idAs<core::VisitId>(id), true);
}

void markNotAtHub(db::WriteTransaction& transaction, core::RecordId id) {
  transaction.prepare("INSERT OR IGNORE INTO not_at_hub (id) VALUES (?)").with(id).run();
}

void postpone(db::WriteTransaction& transaction, const RecordType& type, core::RecordId id) {
  settleDoubt(transaction, type, id);
  markNotAtHub(transaction, id);
}

void settleDoubt(db::WriteTransaction& transaction, const RecordType& type, core::RecordId id) {
  transaction.prepare("DELETE FROM unconfirmed WHERE type = ? AND id = ?").with(type.number(), id).run();
  transaction.prepare("DELETE FROM not_at_hub WHERE id = ?").with(id).run();
}

std::string isOfVisit(std::string_view column) {
  return fmt::format(
      "({0} = ?1 OR {0} IN (SELECT id FROM visit_seal WHERE {1}) OR {0} IN (SELECT id FROM visit_decision WHERE {1}))",
      column, core::records::visitIs("visit_id", "?1"));
}

bool isVisitInDoubt(db::ReadTransaction& transaction, core::VisitId visit) {
  return isVisitAmong(transaction, "unconfirmed", visit);
}

bool isVisitNotAtHub(db::ReadTransaction& transaction, core::VisitId visit) {
  return isVisitAmong(transaction, "not_at_hub", visit);
}

}  // namespace thucdia::sync
