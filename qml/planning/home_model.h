#pragma once

#include <vector>

#include <QtCore/QAbstractListModel>
#include <QtQml/qqmlregistration.h>

#include "core/planning/assignment_queries.h"
#include "qml/workspace/workspace.h"

namespace thucdia::app {

/// An inspector's day: the visits asked of them, most urgent first (the list; its first row is the next stop), and how
/// much other work waits. Kept true to what is committed. GUI thread.
class HomeModel : public QAbstractListModel {
  Q_OBJECT
  QML_ELEMENT
  Q_PROPERTY(
      thucdia::app::Workspace* workspace READ workspace WRITE setWorkspace NOTIFY workspaceChanged REQUIRED FINAL)
  Q_PROPERTY(bool loaded READ loaded NOTIFY changed FINAL)
  Q_PROPERTY(QString today READ today NOTIFY changed FINAL)
  Q_PROPERTY(int count READ count NOTIFY changed FINAL)
  Q_PROPERTY(int returnedCount READ returnedCount NOTIFY changed FINAL)
  Q_PROPERTY(QString returnedFirst READ returnedFirst NOTIFY changed FINAL)
  Q_PROPERTY(QString returnedVisit READ returnedVisit NOTIFY changed FINAL)
  Q_PROPERTY(int overdueCount READ overdueCount NOTIFY changed FINAL)
  Q_PROPERTY(QString overdueFirst READ overdueFirst NOTIFY changed FINAL)
  Q_PROPERTY(int lateFindingsCount READ lateFindingsCount NOTIFY changed FINAL)
  Q_PROPERTY(QString lateFindingsFirst READ lateFindingsFirst NOTIFY changed FINAL)
  Q_PROPERTY(int inWorkCount READ inWorkCount NOTIFY changed FINAL)
  Q_PROPERTY(QString inWorkFirst READ inWorkFirst NOTIFY changed FINAL)
  Q_PROPERTY(QString inWorkVisit READ inWorkVisit NOTIFY changed FINAL)
  /// Signed but not yet handed in, or not yet at the hub.
  Q_PROPERTY(int unsentCount READ unsentCount NOTIFY changed FINAL)
  /// Of this week, Monday first: signed visits, and those with the ones still to make before Sunday's end.
  Q_PROPERTY(int weekDone READ weekDone NOTIFY changed FINAL)
  Q_PROPERTY(int weekTotal READ weekTotal NOTIFY changed FINAL)
  Q_PROPERTY(QString weekSpan READ weekSpan NOTIFY changed FINAL)
  /// Free space where the data lies: "21,4 GB".
  Q_PROPERTY(QString freeSpace READ freeSpace NOTIFY changed FINAL)
  Q_PROPERTY(bool spaceLow READ spaceLow NOTIFY changed FINAL)

 public:
  enum Role {
    FacilityRole = Qt::UserRole + 1,
    ProjectRole,
    BeneficiaryRole,
    NameRole,
    PlaceRole,
    FormRole,
    DueRole,
    DaysLateRole,  ///< above 0: late
    LastTimeRole,
    LatitudeRole,  ///< degrees; NaN where unknown
    LongitudeRole,
  };

  explicit HomeModel(QObject* parent = nullptr);

  [[nodiscard]] Workspace* workspace() const { return m_workspace; }
  void setWorkspace(Workspace* workspace);
  [[nodiscard]] bool loaded() const { return m_loaded; }
  [[nodiscard]] QString today() const { return m_day.today; }
  [[nodiscard]] int count() const { return static_cast<int>(m_day.stops.size()); }
  [[nodiscard]] int returnedCount() const { return m_day.returned.count; }
  [[nodiscard]] QString returnedFirst() const { return m_day.returned.first; }
  [[nodiscard]] QString returnedVisit() const { return m_day.returned.visit; }
  [[nodiscard]] int overdueCount() const { return m_day.overdue.count; }
  [[nodiscard]] QString overdueFirst() const { return m_day.overdue.first; }
  [[nodiscard]] int lateFindingsCount() const { return m_day.lateFindings.count; }
  [[nodiscard]] QString lateFindingsFirst() const { return m_day.lateFindings.first; }
  [[nodiscard]] int inWorkCount() const { return m_day.inWork.count; }
  [[nodiscard]] QString inWorkFirst() const { return m_day.inWork.first; }
  [[nodiscard]] QString inWorkVisit() const { return m_day.inWork.visit; }
  [[nodiscard]] int unsentCount() const { return m_day.unsent; }
  [[nodiscard]] int weekDone() const { return m_day.weekDone; }
  [[nodiscard]] int weekTotal() const { return m_day.weekTotal; }
  [[nodiscard]] QString weekSpan() const { return m_day.weekSpan; }
  [[nodiscard]] QString freeSpace() const { return m_freeSpace; }
  [[nodiscard]] bool spaceLow() const { return m_spaceLow; }

  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
  [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

 signals:
  void workspaceChanged();
  void changed();

 private:
  struct Stop {
    core::planning::AssignmentLine line;
    QString place;
    QString form;
    QString due;
    int daysLate = 0;
    QString lastTime;
  };
  struct Work {
    int count = 0;
    QString first;
    QString visit;
  };
  struct Day {
    QString today;
    std::vector<Stop> stops;
    Work returned;
    Work overdue;
    Work lateFindings;
    Work inWork;
    int unsent = 0;
    int weekDone = 0;
    int weekTotal = 0;
    QString weekSpan;
  };

  void load();
  static Day read(core::db::ReadTransaction& transaction, Workspace& workspace, const core::PersonId& me,
                  core::Date today, core::Language language);

  Workspace* m_workspace = nullptr;
  bool m_loaded = false;
  Day m_day;
  QString m_freeSpace;
  bool m_spaceLow = false;
  Receiver m_receiver;
};

}  // namespace thucdia::app
