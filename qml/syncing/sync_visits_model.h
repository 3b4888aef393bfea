#pragma once

#include <vector>

#include <QtCore/QAbstractListModel>
#include <QtCore/QTimer>
#include <QtQml/qqmlregistration.h>

#include "qml/workspace/workspace.h"

namespace thucdia::app {

/// How far visits have travelled: those with something to send first, then those whole at the hub, newest first.
/// Follows the records. GUI thread.
class SyncVisitsModel : public QAbstractListModel {
  Q_OBJECT
  QML_ELEMENT
  Q_PROPERTY(
      thucdia::app::Workspace* workspace READ workspace WRITE setWorkspace NOTIFY workspaceChanged REQUIRED FINAL)
  Q_PROPERTY(int count READ count NOTIFY loaded FINAL)
  Q_PROPERTY(bool ready READ ready NOTIFY loaded FINAL)

 public:
  enum Role { VisitRole = Qt::UserRole + 1, TitleRole, DetailRole, ReachRole, PhotosRole, PhotosSentRole, BytesRole };
  /// As sync::VisitReach.
  enum Reach { OnThisDevice, ChangesWait, DataReceived, ReceivedWhole, Refused };
  Q_ENUM(Reach)

  explicit SyncVisitsModel(QObject* parent = nullptr);

  [[nodiscard]] Workspace* workspace() const { return m_workspace; }
  void setWorkspace(Workspace* workspace);
  [[nodiscard]] int count() const { return static_cast<int>(m_rows.size()); }
  [[nodiscard]] bool ready() const { return m_ready; }
  Q_INVOKABLE void refresh();

  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
  [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

  struct Row {
    QString visit;
    QString title;
    QString form;
    QString started;
    QString status;
    int reach = OnThisDevice;
    int photos = 0;
    int photosSent = 0;
    double bytes = 0;  ///< of photos not sent
    bool operator==(const Row&) const = default;
  };

 signals:
  void workspaceChanged();
  void loaded();

 private:
  void take(std::vector<Row> rows);

  Workspace* m_workspace = nullptr;
  bool m_ready = false;
  std::vector<Row> m_rows;
  QTimer m_soon;
  Receiver m_receiver;
};

/// Changes that the hub did not take, with why. Follows the records. GUI thread.
class RefusedModel : public QAbstractListModel {
  Q_OBJECT
  QML_ELEMENT
  Q_PROPERTY(
      thucdia::app::Workspace* workspace READ workspace WRITE setWorkspace NOTIFY workspaceChanged REQUIRED FINAL)
  Q_PROPERTY(int count READ count NOTIFY loaded FINAL)

 public:
  /// `visit`: the UUID of the visit it belongs to, or empty. `code`: a name of core/base/error.h.
  enum Role { TitleRole = Qt::UserRole + 1, TableRole, CodeRole, DetailRole, VisitRole };

  explicit RefusedModel(QObject* parent = nullptr);

  [[nodiscard]] Workspace* workspace() const { return m_workspace; }
  void setWorkspace(Workspace* workspace);
  [[nodiscard]] int count() const { return static_cast<int>(m_rows.size()); }
  Q_INVOKABLE void refresh();

  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
  [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

 signals:
  void workspaceChanged();
  void loaded();

 private:
  struct Row {
    QString title;
    QString table;
    QString code;
    QString detail;
    QString visit;
  };

  Workspace* m_workspace = nullptr;
  std::vector<Row> m_rows;
  QTimer m_soon;
  Receiver m_receiver;
};

}  // namespace thucdia::app
