#pragma once

#include <vector>

#include <QtQml/qqmlregistration.h>

#include "core/visits/visit_queries.h"
#include "qml/workspace/record_list.h"

namespace thucdia::app {

/// Visits, newest first. GUI thread.
class VisitListModel : public thucdia::app::RecordList {
  Q_OBJECT
  QML_ELEMENT
  /// Words of the facility or the number, without marks.
  Q_PROPERTY(QString search READ search WRITE setSearch NOTIFY filterChanged FINAL)
  /// UUID text; empty: of all facilities.
  Q_PROPERTY(QString facility READ facility WRITE setFacility NOTIFY filterChanged FINAL)
  Q_PROPERTY(thucdia::app::VisitListModel::Group group READ group WRITE setGroup NOTIFY filterChanged FINAL)
  /// Only those of the person who uses the device.
  Q_PROPERTY(bool mine READ mine WRITE setMine NOTIFY filterChanged FINAL)

 public:
  /// Which part of a visit's life.
  enum Group { All, InWork, ToSend, WithReviewer, Returned, Done, ToIssue, ToFile };
  Q_ENUM(Group)
  enum Role {
    IdRole = Qt::UserRole + 1,
    TitleRole,
    FormRole,
    DetailRole,
    StatusRole,
    UnsentRole,
    RefusedRole,
    ConflictsRole,
    FindingsRole,
    DayRole,
    InspectorRole,
    MayAnswerRole,
  };

  explicit VisitListModel(QObject* parent = nullptr);

  [[nodiscard]] QString search() const { return m_search; }
  void setSearch(const QString& search) { filterBy(m_search, search); }
  [[nodiscard]] QString facility() const { return m_facility; }
  void setFacility(const QString& facility) { filterBy(m_facility, facility); }
  [[nodiscard]] Group group() const { return m_group; }
  void setGroup(Group group) { filterBy(m_group, group); }
  [[nodiscard]] bool mine() const { return m_mine; }
  void setMine(bool mine) { filterBy(m_mine, mine); }

  [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

 protected:
  [[nodiscard]] std::size_t size() const override { return m_rows.size(); }
  [[nodiscard]] QVariant at(std::size_t row, int role) const override;
  void request(bool more, int limit) override;

 private:
  struct Row {
    core::visits::VisitLine line;
    QString form;
    QString inspector;
    bool operator==(const Row&) const = default;
  };

  [[nodiscard]] core::visits::VisitFilter filter() const;

  QString m_search;
  QString m_facility;
  Group m_group = All;
  bool m_mine = false;
  std::vector<Row> m_rows;
};

}  // namespace thucdia::app
