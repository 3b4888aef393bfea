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

SyncVisitsModel::SyncVisitsModel(QObject* parent) : QAbstractListModel(parent) {
  m_soon.setSingleShot(true);
  m_soon.setInterval(kSettleMs);
  connect(&m_soon, &QTimer::timeout, this, &SyncVisitsModel::refresh);
}

void SyncVisitsModel::setWorkspace(Workspace* workspace) {
  if (workspace == m_workspace) return;
  if (m_workspace) m_workspace->disconnect(this);
  m_workspace = workspace;
  emit workspaceChanged();
  if (!m_workspace) return;
  connect(m_workspace, &Workspace::recordsChanged, this, [this] {
    if (!m_soon.isActive()) m_soon.start();
  });
  connect(m_workspace, &Workspace::languageChanged, this, &SyncVisitsModel::refresh);
  refresh();
}

void SyncVisitsModel::refresh() {
  if (!m_workspace) return;
  const auto language = m_workspace->language();
  m_workspace->read(
      m_receiver,
      [language](core::db::ReadTransaction& transaction) {
        std::map<std::string, core::visits::FormLine> forms;
        for (auto& form : core::visits::currentForms(transaction)) forms.emplace(form.formId, form);
        std::vector<Row> waiting;
        std::vector<Row> received;
        for (const auto& line : core::visits::visitsPage(transaction, {}, kLookedAt)) {
          const auto sent = sync::visitSyncStatus(transaction, line.id);
          const bool done = sent.reach == sync::VisitReach::ReceivedWhole && sent.blobsSent == sent.blobs;
          if (done && (received.size() >= kReceivedShown || sent.blobs == 0)) continue;
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
        return waiting;
      },
      [this](core::Result<std::vector<Row>> rows) {
        if (rows) take(std::move(*rows));
      });
}

void SyncVisitsModel::take(std::vector<Row> rows) {
  const bool sameVisits = std::ranges::equal(rows, m_rows, {}, &Row::visit, &Row::visit);
  if (sameVisits) {
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (rows[i] == m_rows[i]) continue;
      m_rows[i] = std::move(rows[i]);
      const auto changed = index(static_cast<int>(i));
      emit dataChanged(changed, changed);
    }
  } else {
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
  }
  m_ready = true;
  emit loaded();
}

int SyncVisitsModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : count(); }

QVariant SyncVisitsModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid() || index.row() >= count()) return {};
  const Row& row = m_rows[static_cast<std::size_t>(index.row())];
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

RefusedModel::RefusedModel(QObject* parent) : QAbstractListModel(parent) {
  m_soon.setSingleShot(true);
  m_soon.setInterval(kSettleMs);
  connect(&m_soon, &QTimer::timeout, this, &RefusedModel::refresh);
}

void RefusedModel::setWorkspace(Workspace* workspace) {
  if (workspace == m_workspace) return;
  if (m_workspace) m_workspace->disconnect(this);
  m_workspace = workspace;
  emit workspaceChanged();
  if (!m_workspace) return;
  connect(m_workspace, &Workspace::recordsChanged, this, [this] {
    if (!m_soon.isActive()) m_soon.start();
  });
  refresh();
}

void RefusedModel::refresh() {
  if (!m_workspace) return;
  m_workspace->read(
      m_receiver,
      [](core::db::ReadTransaction& transaction) {
        std::vector<Row> rows;
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
          rows.push_back(std::move(row));
        }
        return rows;
      },
      [this](core::Result<std::vector<Row>> rows) {
        if (!rows) return;
        beginResetModel();
        m_rows = std::move(*rows);
        endResetModel();
        emit loaded();
      });
}

int RefusedModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : count(); }

QVariant RefusedModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid() || index.row() >= count()) return {};
  const Row& row = m_rows[static_cast<std::size_t>(index.row())];
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
