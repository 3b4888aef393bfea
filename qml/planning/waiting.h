#pragma once

#include <QtCore/QObject>
#include <QtCore/QTimer>
#include <QtQml/qqmlregistration.h>

#include "qml/workspace/workspace.h"

namespace thucdia::app {

/// How much waits for the person who uses the device, for the badges of the navigation. Follows the records. GUI
/// thread.
class Waiting : public QObject {
  Q_OBJECT
  QML_ELEMENT
  Q_PROPERTY(
      thucdia::app::Workspace* workspace READ workspace WRITE setWorkspace NOTIFY workspaceChanged REQUIRED FINAL)
  /// Own visits that came back to be completed.
  Q_PROPERTY(int returned READ returned NOTIFY counted FINAL)
  /// Serious findings whose day is over; at most 99.
  Q_PROPERTY(int lateFindings READ lateFindings NOTIFY counted FINAL)
  /// Visits that wait for this supervisor.
  Q_PROPERTY(int toReview READ toReview NOTIFY counted FINAL)

 public:
  explicit Waiting(QObject* parent = nullptr);

  [[nodiscard]] Workspace* workspace() const { return m_workspace; }
  void setWorkspace(Workspace* workspace);
  [[nodiscard]] int returned() const { return m_counts.returned; }
  [[nodiscard]] int lateFindings() const { return m_counts.lateFindings; }
  [[nodiscard]] int toReview() const { return m_counts.toReview; }

 signals:
  void workspaceChanged();
  void counted();

 private:
  struct Counts {
    int returned = 0;
    int lateFindings = 0;
    int toReview = 0;
    bool operator==(const Counts&) const = default;
  };

  void count();

  Workspace* m_workspace = nullptr;
  Counts m_counts;
  QTimer m_soon;
  Receiver m_receiver;
};

}  // namespace thucdia::app
