#pragma once

#include <algorithm>
#include <vector>

#include <QtCore/QAbstractListModel>
#include <QtCore/QTimer>
#include <QtQml/qqmlregistration.h>

#include "qml/workspace/workspace.h"

namespace thucdia::app {

/// A list of what the replica holds, as a screen shows it: read by a query of its own, in pages where it is long, and
/// read again when a commit concerns it. Each list says what its rows are and how they are read; it names this class in
/// full, by which qmllint finds it. GUI thread.
class RecordList : public QAbstractListModel {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("each list is one of these")
  Q_PROPERTY(
      thucdia::app::Workspace* workspace READ workspace WRITE setWorkspace NOTIFY workspaceChanged REQUIRED FINAL)
  /// Rows that are read so far.
  Q_PROPERTY(int count READ count NOTIFY loaded FINAL)
  /// Of the whole list, whatever is read of it.
  Q_PROPERTY(int total READ total NOTIFY totalChanged FINAL)
  Q_PROPERTY(bool loading READ loading NOTIFY loadingChanged FINAL)
  /// It has been read once.
  Q_PROPERTY(bool ready READ ready NOTIFY loaded FINAL)

 public:
  [[nodiscard]] Workspace* workspace() const { return m_workspace; }
  void setWorkspace(Workspace* workspace);
  [[nodiscard]] int count() const { return static_cast<int>(size()); }
  [[nodiscard]] int total() const { return m_total; }
  [[nodiscard]] bool loading() const { return m_loading; }
  [[nodiscard]] bool ready() const { return m_ready; }
  /// Reads as many rows again as there are, a page at least.
  Q_INVOKABLE void refresh();

  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const final { return parent.isValid() ? 0 : count(); }
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const final;
  [[nodiscard]] bool canFetchMore(const QModelIndex& parent) const final;
  void fetchMore(const QModelIndex& parent) final;

 signals:
  void workspaceChanged();
  void filterChanged();
  void loaded();
  void totalChanged();
  void loadingChanged();

 protected:
  struct Habits {
    int page = 0;              ///< rows read at a time
    QSet<quint32> kinds = {};  ///< of records by which the list changes; none: all kinds
    int settleMs = 0;          ///< commits within so many milliseconds are answered by one reading
  };
  /// What a query gives.
  template <class Row>
  struct Batch {
    std::vector<Row> rows;
    bool last = true;                   ///< nothing follows them
    std::optional<std::int64_t> total;  ///< of the whole list, where it was counted
  };

  RecordList(Habits habits, QObject* parent);

  [[nodiscard]] virtual std::size_t size() const = 0;
  [[nodiscard]] virtual QVariant at(std::size_t row, int role) const = 0;
  /// Reads rows from the beginning or, `more`, after those that are there, by read(). Called with a workspace only.
  virtual void request(bool more, int limit) = 0;

  /// Another filter: tells so and reads the first page.
  template <class Value>
  void filterBy(Value& now, const Value& wanted) {
    if (now == wanted) return;
    now = wanted;
    emit filterChanged();
    if (m_workspace != nullptr) request(false, m_habits.page);
  }
  void setTotal(std::int64_t total);

  /// Runs a query (a Batch of `db::ReadTransaction&`) on the reader thread and takes its rows: in the place of `rows`
  /// or, `more`, after them. Rows are of the same record where `key` is equal: when all are, only those that read
  /// differently are told, and the list keeps its place. `taken` sees the batch first.
  template <class Row, class Query, class Key, class Taken>
  void read(std::vector<Row>& rows, bool more, Query query, Key key, Taken taken) {
    m_receiver.renew();
    m_loading = true;
    emit loadingChanged();
    m_workspace->read(m_receiver, std::move(query), [this, &rows, more, key, taken]<class Result>(Result batch) {
      m_loading = false;  // before rows come: whoever shows them may ask for more at once
      if (batch) {
        m_last = batch->last;
        m_ready = true;
        taken(*batch);
        take(rows, std::move(batch->rows), more, key);
        if (batch->total) setTotal(*batch->total);
        emit loaded();
      }
      if (!m_loading) emit loadingChanged();
    });
  }
  template <class Row, class Query, class Key>
  void read(std::vector<Row>& rows, bool more, Query query, Key key) {
    read(rows, more, std::move(query), key, [](const auto&) {});
  }

 private:
  template <class Row, class Key>
  void take(std::vector<Row>& rows, std::vector<Row> fresh, bool more, Key key) {
    if (more) {
      if (fresh.empty()) return;
      beginInsertRows({}, count(), count() + static_cast<int>(fresh.size()) - 1);
      std::ranges::move(fresh, std::back_inserter(rows));
      endInsertRows();
      return;
    }
    if (!std::ranges::equal(rows, fresh, {}, key, key)) {
      beginResetModel();
      rows = std::move(fresh);
      endResetModel();
      return;
    }
    for (std::size_t row = 0; row < rows.size(); ++row) {
      if (rows[row] == fresh[row]) continue;
      rows[row] = std::move(fresh[row]);
      const QModelIndex changed = index(static_cast<int>(row));
      emit dataChanged(changed, changed);
    }
  }

  Habits m_habits;
  Workspace* m_workspace = nullptr;
  int m_total = 0;
  bool m_loading = false;
  bool m_ready = false;
  bool m_last = false;
  QTimer m_settle;
  Receiver m_receiver;
};

}  // namespace thucdia::app
