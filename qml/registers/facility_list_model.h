#pragma once

#include <vector>

#include <QtCore/QAbstractListModel>
#include <QtQml/qqmlregistration.h>

#include "core/registers/registers_queries.h"
#include "qml/workspace/workspace.h"

namespace thucdia::app {

/// The register's facilities, read page by page as they are scrolled to; kept true to what is committed. GUI thread.
class FacilityListModel : public QAbstractListModel {
  Q_OBJECT
  QML_ELEMENT
  Q_PROPERTY(
      thucdia::app::Workspace* workspace READ workspace WRITE setWorkspace NOTIFY workspaceChanged REQUIRED FINAL)
  /// Words of name, code, head, address or products, without marks.
  Q_PROPERTY(QString search READ search WRITE setSearch NOTIFY filterChanged FINAL)
  /// 0 all, 1 establishment, 2 cluster, 3 market, 4 power grid.
  Q_PROPERTY(int kind READ kind WRITE setKind NOTIFY filterChanged FINAL)
  Q_PROPERTY(bool overdueOnly READ overdueOnly WRITE setOverdueOnly NOTIFY filterChanged FINAL)
  /// Of the whole list, not only of what is loaded.
  Q_PROPERTY(int total READ total NOTIFY totalChanged FINAL)
  Q_PROPERTY(bool loading READ loading NOTIFY loadingChanged FINAL)

 public:
  enum Role { IdRole = Qt::UserRole + 1, NameRole, PlaceRole, KindRole, OverdueRole, LastVisitRole, OnSiteRole };

  explicit FacilityListModel(QObject* parent = nullptr);

  [[nodiscard]] Workspace* workspace() const { return m_workspace; }
  void setWorkspace(Workspace* workspace);
  [[nodiscard]] QString search() const { return m_search; }
  void setSearch(const QString& search);
  [[nodiscard]] int kind() const { return m_kind; }
  void setKind(int kind);
  [[nodiscard]] bool overdueOnly() const { return m_overdueOnly; }
  void setOverdueOnly(bool only);
  [[nodiscard]] int total() const { return m_total; }
  [[nodiscard]] bool loading() const { return m_loading; }

  /// The id in a row; empty outside.
  Q_INVOKABLE [[nodiscard]] QString facilityAt(int row) const;

  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
  [[nodiscard]] QHash<int, QByteArray> roleNames() const override;
  [[nodiscard]] bool canFetchMore(const QModelIndex& parent) const override;
  void fetchMore(const QModelIndex& parent) override;

 signals:
  void workspaceChanged();
  void filterChanged();
  void totalChanged();
  void loadingChanged();

 private:
  struct Row {
    core::registers::FacilityLine line;
    QString place;
    bool operator==(const Row&) const = default;
  };
  struct Page {
    std::vector<Row> rows;
    std::optional<core::registers::FacilityCursor> next;
  };

  void change();
  void request(std::optional<core::registers::FacilityCursor> after, int limit);
  void take(Page page, bool more);
  [[nodiscard]] core::registers::FacilityFilter filter() const;

  Workspace* m_workspace = nullptr;
  QString m_search;
  int m_kind = 0;
  bool m_overdueOnly = false;
  std::vector<Row> m_rows;
  std::optional<core::registers::FacilityCursor> m_next;
  int m_total = 0;
  bool m_loading = false;
  Receiver m_receiver;
  Receiver m_countReceiver;
};

}  // namespace thucdia::app
