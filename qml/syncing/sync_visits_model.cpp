#include "qml/syncing/sync_visits_model.h"

#include <algorithm>

#include <thucdia/records/v1/visits.pb.h>

#include "core/base/dates.h"
#include "core/records/blob_rows.h"
#include "core/records/record_rows.h"
#include "core/registers/registers_queries.h"
#include "core/visits/form_library.h"
#include "core/visits/visit_queries.h"
#include "sync/engine/sync_state.h"

namespace thucdia::app {

namespace {

namespace v1 = ::thucdia::records::v1;

/// Newest visits that are looked through, and those shown although nothing of them waits.
constexpr int kLookedAt = 300;
constexpr int kReceivedShown = 12;
constexpr int kSettleMs = 300;

}  // namespace

SyncVisitsModel::SyncVisitsModel(QObject* parent) : RecordList({.settleMs = kSettleMs}, parent) {}

void SyncVisitsModel::request(bool, int) {
  read(
      m_rows, false,
      [language = workspace()->language()](core::db::ReadTransaction& transaction) {
        std::map<std::string, core::visits::FormLine> forms;
        for (auto& form : core::visits::currentForms(transaction)) forms.emplace(form.formId, form);
        std::vector<Row> waiting;
        std::vector<Row> received;
        for (const auto& line : core::visits::visitsPage(transaction, {}, kLookedAt)) {
          const auto sent = sync::visitSyncStatus(transaction, line.id);
          const bool whole = sent.reach == sync::VisitReach::ReceivedWhole;
          // What is still to come from the hub is not on its way from here.
          const bool done = whole || (sent.reach == sync::VisitReach::DataReceived && sent.blobsSent == sent.blobs);
          if (done && (!whole || received.size() >= kReceivedShown || sent.blobs == 0)) continue;
          Row row;
          row.visit = QString::fromStdString(line.id.text());
          row.title = qt(line.facilityName);
          const auto form = forms.find(line.formId);
          if (form != forms.end()) {
            row.form = qt(language == core::Language::English && !form->second.titleEn.empty() ? form->second.titleEn
                                                                                               : form->second.titleVi);
          }
          row.started = QString::fromStdString(core::formatDate(core::localDate(line.startedAt), language));
          row.status = qt(core::visits::word(line.status));
          row.reach = static_cast<int>(sent.reach);
          row.photos = sent.blobs;
          row.photosSent = sent.blobsSent;
          for (const auto& blob : core::records::blobsOfVisit(transaction, line.id)) {
            if (blob.toSend) row.bytes += static_cast<double>(blob.size);
          }
          (done ? received : waiting).push_back(std::move(row));
        }
        std::ranges::move(received, std::back_inserter(waiting));
        return Batch<Row>{.rows = std::move(waiting)};
      },
      [](const Row& row) { return row.visit; });
}

QVariant SyncVisitsModel::at(std::size_t at, int role) const {
  const Row& row = m_rows[at];
  switch (role) {
    case VisitRole:
      return row.visit;
    case TitleRole:
      return row.title;
    case DetailRole:
      return row.form.isEmpty() ? row.started : QString(row.form + QStringLiteral(" · ") + row.started);
    case ReachRole:
      return row.reach;
    case PhotosRole:
      return row.photos;
    case PhotosSentRole:
      return row.photosSent;
    case BytesRole:
      return row.bytes;
    default:
      return {};
  }
}

QHash<int, QByteArray> SyncVisitsModel::roleNames() const {
  return {{VisitRole, "visit"},   {TitleRole, "title"},           {DetailRole, "detail"}, {ReachRole, "reach"},
          {PhotosRole, "photos"}, {PhotosSentRole, "photosSent"}, {BytesRole, "bytes"}};
}

RefusedModel::RefusedModel(QObject* parent) : RecordList({.settleMs = kSettleMs}, parent) {}

void RefusedModel::request(bool, int) {
  read(
      m_rows, false,
      [](core::db::ReadTransaction& transaction) {
        Batch<Row> all;
        for (const auto& refused : sync::refusedChanges(transaction)) {
          Row row;
          row.table = qt(refused.table);
          row.code = qt(core::name(refused.code));
          row.detail = QString::fromStdString(refused.detail);
          std::optional<core::VisitId> visit;
          if (refused.table == "visit") visit = core::VisitId(refused.id.bytes());
          if (refused.table == "visit_decision") {
            if (const auto decision = core::records::get<v1::VisitDecision>(transaction, refused.id)) {
              visit = core::VisitId::fromBytes(decision->visit_id());
            }
          } else if (refused.table == "visit_seal") {
            if (const auto seal = core::records::get<v1::VisitSeal>(transaction, refused.id)) {
              visit = core::VisitId::fromBytes(seal->visit_id());
            }
          } else if (refused.table == "facility") {
            if (const auto facility = core::registers::facility(transaction, core::FacilityId(refused.id.bytes()))) {
              row.title = qt(facility->name());
            }
          }
          if (visit) {
            row.visit = QString::fromStdString(visit->text());
            if (const auto line = core::visits::visitLine(transaction, *visit)) row.title = qt(line->facilityName);
          }
          all.rows.push_back(std::move(row));
        }
        return all;
      },
      [](const Row& row) { return std::tuple(row.table, row.visit, row.code, row.detail); });
}

QVariant RefusedModel::at(std::size_t at, int role) const {
  const Row& row = m_rows[at];
  switch (role) {
    case TitleRole:
      return row.title;
    case TableRole:
      return row.table;
    case CodeRole:
      return row.code;
    case DetailRole:
      return row.detail;
    case VisitRole:
      return row.visit;
    default:
      return {};
  }
}

QHash<int, QByteArray> RefusedModel::roleNames() const {
  return {{TitleRole, "title"}, {TableRole, "table"}, {CodeRole, "code"}, {DetailRole, "detail"}, {VisitRole, "visit"}};
}

}  // namespace thucdia::app
