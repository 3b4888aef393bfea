#pragma once

#include <vector>

#include <QtCore/QAbstractListModel>
#include <QtCore/QTimer>
#include <QtQml/qqmlregistration.h>

#include "qml/workspace/workspace.h"

namespace thucdia::app {

/// The visits that wait for this supervisor, those waiting longest first. Follows the records. GUI thread.
class ReviewQueueModel : public QAbstractListModel {
  Q_OBJECT
  QML_ELEMENT
  Q_PROPERTY(
      thucdia::app::Workspace* workspace READ workspace WRITE setWorkspace NOTIFY workspaceChanged REQUIRED FINAL)
  /// Words of the facility, the province or the inspector, marks and case aside.
  Q_PROPERTY(QString search READ search WRITE setSearch NOTIFY searchChanged FINAL)
  Q_PROPERTY(int count READ count NOTIFY loaded FINAL)
  /// Of all that wait, whatever is searched.
  Q_PROPERTY(int waiting READ waiting NOTIFY loaded FINAL)
  Q_PROPERTY(bool ready READ ready NOTIFY loaded FINAL)

 public:
  enum Role {
    VisitRole = Qt::UserRole + 1,
    TitleRole,
    PlaceRole,
    InspectorRole,
    DaysRole,
    DayRole,
    SeriousRole,
    WarningsRole
  };

  explicit ReviewQueueModel(QObject* parent = nullptr);

  [[nodiscard]] Workspace* workspace() const { return m_workspace; }
  void setWorkspace(Workspace* workspace);
  [[nodiscard]] QString search() const { return m_search; }
  void setSearch(const QString& search);
  [[nodiscard]] int count() const { return static_cast<int>(m_shown.size()); }
  [[nodiscard]] int waiting() const { return static_cast<int>(m_rows.size()); }
  [[nodiscard]] bool ready() const { return m_ready; }

  Q_INVOKABLE void refresh();
  /// The visit at a place of the list; "" beyond its ends.
  Q_INVOKABLE [[nodiscard]] QString visitAt(int row) const;
  /// The place of a visit; -1 when it does not wait (any more).
  Q_INVOKABLE [[nodiscard]] int indexOf(const QString& visit) const;

  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
  [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

 signals:
  void workspaceChanged();
  void searchChanged();
  void loaded();

 private:
  struct Row {
    QString visit;
    QString title;
    QString place;
    QString inspector;
    QString day;   ///< of the visit
    int days = 0;  ///< that it has been waiting
    int serious = 0;
    int warnings = 0;
    std::string folded;
  };

  void show();

  Workspace* m_workspace = nullptr;
  QString m_search;
  bool m_ready = false;
  std::vector<Row> m_rows;
  std::vector<std::size_t> m_shown;
  QTimer m_soon;
  Receiver m_receiver;
};

}  // namespace thucdia::app
