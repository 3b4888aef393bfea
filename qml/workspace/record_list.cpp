#include "qml/workspace/record_list.h"

namespace thucdia::app {

RecordList::RecordList(Habits habits, QObject* parent) : QAbstractListModel(parent), m_habits(std::move(habits)) {
  m_settle.setSingleShot(true);
  m_settle.setInterval(m_habits.settleMs);
  connect(&m_settle, &QTimer::timeout, this, &RecordList::refresh);
}

void RecordList::setWorkspace(Workspace* workspace) {
  if (workspace == m_workspace) return;
  if (m_workspace != nullptr) m_workspace->disconnect(this);
  m_workspace = workspace;
  emit workspaceChanged();
  if (m_workspace == nullptr) return;
  connect(m_workspace, &Workspace::recordsChanged, this, [this](const QSet<quint32>& kinds) {
    if (!m_habits.kinds.isEmpty() && !m_habits.kinds.intersects(kinds)) return;
    if (m_habits.settleMs == 0) {
      refresh();
    } else if (!m_settle.isActive()) {
      m_settle.start();
    }
  });
  connect(m_workspace, &Workspace::languageChanged, this, &RecordList::refresh);
  connect(m_workspace, &Workspace::personChanged, this, &RecordList::refresh);
  refresh();
}

void RecordList::refresh() {
  if (m_workspace != nullptr) request(false, std::max(m_habits.page, count()));
}

QVariant RecordList::data(const QModelIndex& index, int role) const {
  return index.isValid() && index.row() < count() ? at(static_cast<std::size_t>(index.row()), role) : QVariant();
}

bool RecordList::canFetchMore(const QModelIndex& parent) const {
  return !parent.isValid() && !m_last && count() > 0 && !m_loading;
}

void RecordList::fetchMore(const QModelIndex& parent) {
  if (canFetchMore(parent)) request(true, m_habits.page);
}

void RecordList::setTotal(std::int64_t total) {
  if (m_total == static_cast<int>(total)) return;
  m_total = static_cast<int>(total);
  emit totalChanged();
}

}  // namespace thucdia::app
