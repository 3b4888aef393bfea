#pragma once

#include <vector>

#include <QtCore/QAbstractListModel>
#include <QtQml/qqmlregistration.h>

#include "core/visits/visit_queries.h"
#include "qml/workspace/workspace.h"

namespace thucdia::app {

/// Findings (tồn tại), most urgent first, read page by page. GUI thread.
class FindingListModel : public QAbstractListModel {
  Q_OBJECT
  QML_ELEMENT
  Q_PROPERTY(
      thucdia::app::Workspace* workspace READ workspace WRITE setWorkspace NOTIFY workspaceChanged REQUIRED FINAL)
  Q_PROPERTY(QString search READ search WRITE setSearch NOTIFY filterChanged FINAL)
  /// UUID text; empty: of all facilities.
  Q_PROPERTY(QString facility READ facility WRITE setFacility NOTIFY filterChanged FINAL)
  Q_PROPERTY(bool overdueOnly READ overdueOnly WRITE setOverdueOnly NOTIFY filterChanged FINAL)
  Q_PROPERTY(int count READ count NOTIFY countChanged FINAL)
  Q_PROPERTY(bool loading READ loading NOTIFY loadingChanged FINAL)

 public:
  enum Role {
    VisitRole = Qt::UserRole + 1,
    FacilityRole,
    FacilityNameRole,
    TextRole,
    DetailRole,
    SeverityRole,  ///< 0 minor, 1 medium, 2 serious
    DueRole,
    OverdueRole,
    DaysLateRole,
  };

  explicit FindingListModel(QObject* parent = nullptr);

  [[nodiscard]] Workspace* workspace() const { return m_workspace; }
  void setWorkspace(Workspace* workspace);
  [[nodiscard]] QString search() const { return m_search; }
  void setSearch(const QString& search);
  [[nodiscard]] QString facility() const { return m_facility; }
  void setFacility(const QString& facility);
  [[nodiscard]] bool overdueOnly() const { return m_overdueOnly; }
  void setOverdueOnly(bool only);
  [[nodiscard]] int count() const { return static_cast<int>(m_rows.size()); }
  [[nodiscard]] bool loading() const { return m_loading; }

  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
  [[nodiscard]] QHash<int, QByteArray> roleNames() const override;
  [[nodiscard]] bool canFetchMore(const QModelIndex& parent) const override;
  void fetchMore(const QModelIndex& parent) override;

 signals:
  void workspaceChanged();
  void filterChanged();
  void countChanged();
  void loadingChanged();

 private:
  void request(int offset, int limit);
  void change();

  Workspace* m_workspace = nullptr;
  QString m_search;
  QString m_facility;
  bool m_overdueOnly = false;
  std::vector<core::visits::FindingLine> m_rows;
  bool m_atEnd = false;
  bool m_loading = false;
  Receiver m_receiver;
};

}  // namespace thucdia::app
