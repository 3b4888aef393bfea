#pragma once

#include <vector>

#include <QtQml/qqmlregistration.h>

#include "core/visits/visit_queries.h"
#include "qml/workspace/record_list.h"

namespace thucdia::app {

/// Findings (tồn tại), most urgent first. GUI thread.
class FindingListModel : public thucdia::app::RecordList {
  Q_OBJECT
  QML_ELEMENT
  Q_PROPERTY(QString search READ search WRITE setSearch NOTIFY filterChanged FINAL)
  /// UUID text; empty: of all facilities.
  Q_PROPERTY(QString facility READ facility WRITE setFacility NOTIFY filterChanged FINAL)
  Q_PROPERTY(bool overdueOnly READ overdueOnly WRITE setOverdueOnly NOTIFY filterChanged FINAL)

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

  [[nodiscard]] QString search() const { return m_search; }
  void setSearch(const QString& search) { filterBy(m_search, search); }
  [[nodiscard]] QString facility() const { return m_facility; }
  void setFacility(const QString& facility) { filterBy(m_facility, facility); }
  [[nodiscard]] bool overdueOnly() const { return m_overdueOnly; }
  void setOverdueOnly(bool only) { filterBy(m_overdueOnly, only); }

  [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

 protected:
  [[nodiscard]] std::size_t size() const override { return m_rows.size(); }
  [[nodiscard]] QVariant at(std::size_t row, int role) const override;
  void request(bool more, int limit) override;

 private:
  QString m_search;
  QString m_facility;
  bool m_overdueOnly = false;
  std::vector<core::visits::FindingLine> m_rows;
};

}  // namespace thucdia::app
