#include "qml/review/review_model.h"

#include <algorithm>

#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>

#include "core/replica/settings.h"
#include "core/visits/visit_commands.h"

namespace thucdia::app {

namespace {

namespace v1 = ::thucdia::records::v1;
using core::visits::VisitStatus;

constexpr int kDraftMs = 500;

/// Where unfinished comments on a visit are kept (core/replica/settings.h): a JSON object, answer key → text.
std::string draftSetting(const QString& visit) { return "app_review_draft_" + visit.toStdString(); }

QMap<QString, QString> commentsOf(const std::optional<std::string>& json) {
  QMap<QString, QString> comments;
  if (!json) return comments;
  const auto object = QJsonDocument::fromJson(QByteArray::fromStdString(*json)).object();
  for (auto at = object.begin(); at != object.end(); ++at) comments.insert(at.key(), at.value().toString());
  return comments;
}

}  // namespace

ReviewModel::ReviewModel(QObject* parent) : QAbstractListModel(parent) {
  m_draftSoon.setSingleShot(true);
  m_draftSoon.setInterval(kDraftMs);
  connect(&m_draftSoon, &QTimer::timeout, this, &ReviewModel::saveDraft);
}

ReviewModel::~ReviewModel() {
  if (m_draftSoon.isActive()) saveDraft();
}

void ReviewModel::setWorkspace(Workspace* workspace) {
  if (workspace == m_workspace) return;
  if (m_workspace) m_workspace->disconnect(this);
  m_workspace = workspace;
  emit workspaceChanged();
  if (!m_workspace) return;
  connect(m_workspace, &Workspace::languageChanged, this, &ReviewModel::refresh);
  refresh();
}

void ReviewModel::setVisit(const QString& visit) {
  if (visit == m_visit) return;
  if (m_draftSoon.isActive()) {
    m_draftSoon.stop();
    saveDraft();
  }
  m_visit = visit;
  m_comments.clear();
  m_refusal.clear();
  m_ready = false;
  emit visitChanged();
  refresh();
}

void ReviewModel::setOnlyDifferent(bool only) {
  if (only == m_onlyDifferent) return;
  m_onlyDifferent = only;
  show();
}

bool ReviewModel::decidable() const {
  const auto status = static_cast<VisitStatus>(m_sheet.status);
  return m_ready && m_workspace && m_workspace->supervisor() &&
         (status == VisitStatus::Submitted || status == VisitStatus::UnderReview);
}

int ReviewModel::comments() const { return static_cast<int>(m_comments.size()); }

void ReviewModel::refresh() {
  const auto id = core::VisitId::parse(m_visit.toStdString());
  if (!m_workspace) return;
  if (!id) {
    m_sheet = {};
    m_missing = false;
    show();
    emit loaded();
    return;
  }
  struct Read {
    ReviewSheet sheet;
    std::optional<std::string> draft;
  };
  const VisitTools tools = visitTools(*m_workspace);
  m_workspace->read(
      m_receiver,
      [workspace = m_workspace, tools, id = *id,
       setting = draftSetting(m_visit)](core::db::ReadTransaction& transaction) -> core::Result<Read> {
        Read read;
        THUCDIA_ASSIGN(read.sheet,
                       readReviewSheet(transaction, tools, workspace->replica().blobs(), workspace->units(), id));
        read.draft = core::replica::setting(transaction, setting);
        return read;
      },
      [this, wanted = m_visit](core::Result<Read> read) {
        if (wanted != m_visit) return;
        m_missing = !read;
        m_ready = true;
        m_sheet = read ? std::move(read->sheet) : ReviewSheet();
        if (read && !m_draftSoon.isActive()) m_comments = commentsOf(read->draft);
        m_warnings.show(m_sheet.rows);
        m_photos.show(m_sheet.photos);
        show();
        emit loaded();
        emit commentsChanged();
      });
}

void ReviewModel::show() {
  beginResetModel();
  m_shown.clear();
  for (std::size_t i = 0; i < m_sheet.rows.size(); ++i) {
    const ReviewRow& row = m_sheet.rows[i];
    if (m_onlyDifferent && row.kind == ReviewRow::Question && !row.differs && row.warning.isEmpty() &&
        !m_comments.contains(row.key)) {
      continue;
    }
    // Heads below which nothing is left go too.
    while (row.kind != ReviewRow::Question && !m_shown.empty()) {
      const ReviewRow& last = m_sheet.rows[m_shown.back()];
      if (last.kind == ReviewRow::Question || last.kind < row.kind) break;
      m_shown.pop_back();
    }
    m_shown.push_back(i);
  }
  while (!m_shown.empty() && m_sheet.rows[m_shown.back()].kind != ReviewRow::Question) m_shown.pop_back();
  endResetModel();
  emit shownChanged();
}

int ReviewModel::rowOf(const QString& key) const {
  const auto found = std::ranges::find_if(m_shown, [&](std::size_t i) { return m_sheet.rows[i].key == key; });
  return found == m_shown.end() ? -1 : static_cast<int>(found - m_shown.begin());
}

int ReviewModel::nextQuestion(int row, int by) const {
  for (int next = row + by; by != 0 && next >= 0 && next < rowCount(); next += by) {
    if (m_sheet.rows[m_shown[static_cast<std::size_t>(next)]].kind == ReviewRow::Question) return next;
  }
  return -1;
}

void ReviewModel::comment(const QString& key, const QString& text) {
  const QString said = text.trimmed();
  if (said.isEmpty() ? m_comments.remove(key) == 0 : m_comments.value(key) == text) return;
  if (!said.isEmpty()) m_comments.insert(key, text);
  m_draftSoon.start();
  if (const int row = rowOf(key); row >= 0) emit dataChanged(index(row), index(row), {CommentRole});
  emit commentsChanged();
}

void ReviewModel::saveDraft() {
  if (!m_workspace || m_visit.isEmpty()) return;
  QJsonObject object;
  for (auto at = m_comments.constBegin(); at != m_comments.constEnd(); ++at) object.insert(at.key(), at.value());
  const std::string json =
      m_comments.isEmpty() ? std::string() : QJsonDocument(object).toJson(QJsonDocument::Compact).toStdString();
  m_workspace->write(
      m_receiver,
      [setting = draftSetting(m_visit), json](core::changes::RecordWriter& writer) -> core::Result<> {
        if (json.empty()) {
          core::replica::clearSetting(writer.transaction(), setting);
        } else {
          core::replica::setSetting(writer.transaction(), setting, json);
        }
        return {};
      },
      [](const core::Result<>&) {});
}

void ReviewModel::approve() { decide(true); }

void ReviewModel::returnVisit() { decide(false); }

void ReviewModel::decide(bool approve) {
  const auto id = core::VisitId::parse(m_visit.toStdString());
  if (m_busy || !id || !decidable() || !m_workspace->person()) return;
  m_draftSoon.stop();
  core::visits::Decide decision{.visit = *id,
                                .kind = approve ? v1::DECISION_KIND_APPROVED : v1::DECISION_KIND_RETURNED};
  if (!approve) {
    for (auto at = m_comments.constBegin(); at != m_comments.constEnd(); ++at) {
      if (at.key().isEmpty()) {
        decision.reason = at.value().trimmed().toStdString();
        continue;
      }
      v1::AnswerComment comment;
      comment.set_path(at.key().toStdString());
      comment.set_text(at.value().trimmed().toStdString());
      decision.comments.push_back(std::move(comment));
    }
  }
  m_busy = true;
  m_refusal.clear();
  emit busyChanged();
  m_workspace->write(
      m_receiver,
      [decision, person = *m_workspace->person(),
       setting = draftSetting(m_visit)](core::changes::RecordWriter& writer) -> core::Result<> {
        THUCDIA_TRY(core::visits::decide(writer, person, decision));
        core::replica::clearSetting(writer.transaction(), setting);
        return {};
      },
      [this, approve, visit = m_visit](const core::Result<>& done) {
        m_busy = false;
        if (!done) m_refusal = qt(core::name(done.error().code));
        emit busyChanged();
        if (!done) return;
        if (visit == m_visit) m_comments.clear();
        emit decided(visit, approve);
      });
}

int ReviewModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(m_shown.size());
}

QVariant ReviewModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid() || index.row() >= rowCount()) return {};
  const ReviewRow& row = m_sheet.rows[m_shown[static_cast<std::size_t>(index.row())]];
  switch (role) {
    case KindRole:
      return row.kind;
    case KeyRole:
      return row.key;
    case LabelRole:
      return row.label;
    case ContractRole:
      return row.contract;
    case PreviousRole:
      return row.previous;
    case NowRole:
      return row.now;
    case DiffersRole:
      return row.differs;
    case WarningRole:
      return row.warning;
    case ReasonRole:
      return row.reason;
    case PhotoRole:
      return row.photo;
    case CommentRole:
      return m_comments.value(row.key);
    default:
      return {};
  }
}

QHash<int, QByteArray> ReviewModel::roleNames() const {
  return {{KindRole, "kind"},       {KeyRole, "key"},     {LabelRole, "label"},     {ContractRole, "contract"},
          {PreviousRole, "before"}, {NowRole, "now"},     {DiffersRole, "differs"}, {WarningRole, "warning"},
          {ReasonRole, "reason"},   {PhotoRole, "photo"}, {CommentRole, "comment"}};
}

}  // namespace thucdia::app
