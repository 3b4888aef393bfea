#pragma once

#include <vector>

#include <QtQml/qqmlregistration.h>

#include "core/registers/registers_queries.h"
#include "qml/workspace/record_list.h"

namespace thucdia::app {

/// The register's facilities, by name, or the newest first while they are searched. GUI thread.
class FacilityListModel : public thucdia::app::RecordList {
  Q_OBJECT
  QML_ELEMENT
  /// Words of name, code, head, address or products, without marks.
  Q_PROPERTY(QString search READ search WRITE setSearch NOTIFY filterChanged FINAL)
  /// 0 all, 1 establishment, 2 cluster, 3 market, 4 power grid.
  Q_PROPERTY(int kind READ kind WRITE setKind NOTIFY filterChanged FINAL)
  Q_PROPERTY(bool overdueOnly READ overdueOnly WRITE setOverdueOnly NOTIFY filterChanged FINAL)

 public:
  enum Role { IdRole = Qt::UserRole + 1, NameRole, PlaceRole, KindRole, OverdueRole, LastVisitRole, OnSiteRole };

  explicit FacilityListModel(QObject* parent = nullptr);

  [[nodiscard]] QString search() const { return m_search; }
  void setSearch(const QString& search) { filterBy(m_search, search); }
  [[nodiscard]] int kind() const { return m_kind; }
  void setKind(int kind) { filterBy(m_kind, kind); }
  [[nodiscard]] bool overdueOnly() const { return m_overdueOnly; }
  void setOverdueOnly(bool only) { filterBy(m_overdueOnly, only); }

  /// The id in a row; empty outside.
  Q_INVOKABLE [[nodiscard]] QString facilityAt(int row) const;

  [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

 protected:
  [[nodiscard]] std::size_t size() const override { return m_rows.size(); }
  [[nodiscard]] QVariant at(std::size_t row, int role) const override;
  void request(bool more, int limit) override;

 private:
  struct Row {
    core::registers::FacilityLine line;
    QString place;
    bool operator==(const Row&) const = default;
  };

  [[nodiscard]] core::registers::FacilityFilter filter() const;

  QString m_search;
  int m_kind = 0;
  bool m_overdueOnly = false;
  std::vector<Row> m_rows;
  std::optional<core::registers::FacilityCursor> m_next;
  Receiver m_countReceiver;
};

}  // namespace thucdia::app
