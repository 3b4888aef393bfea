#pragma once

#include <vector>

#include <QtCore/QAbstractListModel>
#include <QtQml/qqmlregistration.h>

#include "core/review/conflict_queries.h"
#include "qml/syncing/conflict_values.h"
#include "qml/workspace/workspace.h"

namespace thucdia::app {

/// The answers and fields that several people wrote without knowing of each other: of one visit, or all of this device.
/// What is settled stays in the list, marked, until the page is left. GUI thread.
class ConflictModel : public QAbstractListModel {
  Q_OBJECT
  QML_ELEMENT
  Q_PROPERTY(
      thucdia::app::Workspace* workspace READ workspace WRITE setWorkspace NOTIFY workspaceChanged REQUIRED FINAL)
  /// The visit's UUID; empty: everything.
  Q_PROPERTY(QString visit READ visit WRITE setVisit NOTIFY visitChanged FINAL)
  Q_PROPERTY(int count READ count NOTIFY loaded FINAL)
  /// Not settled yet.
  Q_PROPERTY(int open READ open NOTIFY loaded FINAL)
  Q_PROPERTY(bool ready READ ready NOTIFY loaded FINAL)
  /// The row that is shown; -1: none.
  Q_PROPERTY(int current READ current WRITE setCurrent NOTIFY currentChanged FINAL)
  /// The value about to be taken, by its place in `values`.
  Q_PROPERTY(int chosen READ chosen WRITE setChosen NOTIFY chosenChanged FINAL)
  Q_PROPERTY(QString chosenText READ chosenText NOTIFY chosenChanged FINAL)
  Q_PROPERTY(thucdia::app::ConflictValues* values READ values CONSTANT FINAL)
  // Of the current one.
  Q_PROPERTY(QString owner READ owner NOTIFY currentChanged FINAL)
  Q_PROPERTY(QString section READ section NOTIFY currentChanged FINAL)
  Q_PROPERTY(QString question READ question NOTIFY currentChanged FINAL)
  Q_PROPERTY(QString previous READ previous NOTIFY currentChanged FINAL)
  Q_PROPERTY(QString previousDate READ previousDate NOTIFY currentChanged FINAL)
  /// What is used while nobody has chosen.
  Q_PROPERTY(QString standing READ standing NOTIFY currentChanged FINAL)
  Q_PROPERTY(bool settled READ settled NOTIFY currentChanged FINAL)
  /// When the last choice was saved: "17:24".
  Q_PROPERTY(QString savedAt READ savedAt NOTIFY saved FINAL)
  /// Somebody was quicker, or it could not be saved; the values were read again.
  Q_PROPERTY(bool refused READ refused NOTIFY saved FINAL)

 public:
  enum Role { TitleRole = Qt::UserRole + 1, SummaryRole, SettledRole, OwnerRole };

  explicit ConflictModel(QObject* parent = nullptr);

  [[nodiscard]] Workspace* workspace() const { return m_workspace; }
  void setWorkspace(Workspace* workspace);
  [[nodiscard]] QString visit() const { return m_visit; }
  void setVisit(const QString& visit);
  [[nodiscard]] int count() const { return static_cast<int>(m_rows.size()); }
  [[nodiscard]] int open() const;
  [[nodiscard]] bool ready() const { return m_ready; }
  [[nodiscard]] int current() const { return m_current; }
  void setCurrent(int row);
  [[nodiscard]] int chosen() const { return m_chosen; }
  void setChosen(int value);
  [[nodiscard]] QString chosenText() const;
  [[nodiscard]] ConflictValues* values() { return &m_values; }
  [[nodiscard]] QString owner() const { return at().owner; }
  [[nodiscard]] QString section() const { return at().section; }
  [[nodiscard]] QString question() const { return at().title; }
  [[nodiscard]] QString previous() const { return at().previous; }
  [[nodiscard]] QString previousDate() const { return at().previousDate; }
  [[nodiscard]] QString standing() const;
  [[nodiscard]] bool settled() const { return at().settled; }
  [[nodiscard]] QString savedAt() const { return m_savedAt; }
  [[nodiscard]] bool refused() const { return m_refused; }

  /// Takes the chosen value for everybody; then the next open one is current.
  Q_INVOKABLE void settle();
  /// Goes to the next that is not settled; the same when there is none.
  Q_INVOKABLE void next();

  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
  [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

  /// A conflict as a person reads it.
  struct Row {
    core::review::Conflict conflict;
    QString owner;  ///< the facility whose visit or file it is
    QString section;
    QString title;
    QString previous;
    QString previousDate;
    std::vector<ConflictValues::Value> values;
    bool settled = false;
    QString taken;
  };

 signals:
  void workspaceChanged();
  void visitChanged();
  void loaded();
  void currentChanged();
  void chosenChanged();
  void saved();

 private:
  [[nodiscard]] const Row& at() const;
  void refresh();
  void take(std::vector<Row> rows);
  [[nodiscard]] static QString shortText(const ConflictValues::Value& value);

  Workspace* m_workspace = nullptr;
  QString m_visit;
  bool m_ready = false;
  std::vector<Row> m_rows;
  int m_current = -1;
  int m_chosen = -1;
  ConflictValues m_values;
  QString m_savedAt;
  bool m_refused = false;
  Receiver m_receiver;
};

}  // namespace thucdia::app
