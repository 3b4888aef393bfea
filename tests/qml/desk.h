#pragma once

#include <functional>
#include <memory>
#include <string>

#include <QtCore/QCoreApplication>
#include <QtCore/QDeadlineTimer>
#include <QtTest/QAbstractItemModelTester>

#include "qml/syncing/sync_service.h"
#include "qml/visits/visit_model.h"
#include "qml/workspace/workspace.h"
#include "tests/support/sync_world.h"

namespace thucdia::tests {

constexpr int kPatienceMs = 20000;
/// How model testers tell of what is wrong.
constexpr auto kFatal = QAbstractItemModelTester::FailureReportingMode::Fatal;

inline QCoreApplication& application() {
  static int count = 1;
  static char name[] = "qml_test";
  static char* arguments[] = {name, nullptr};
  static QCoreApplication app(count, arguments);
  return app;
}

/// Runs the event loop until the condition holds; false when it never does.
inline bool reached(const std::function<bool()>& condition) {
  const QDeadlineTimer patience(kPatienceMs);
  while (!condition()) {
    if (patience.hasExpired()) return false;
    QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 50);
  }
  return true;
}

/// The row of a page of questions by its label; -1 when it is not there.
inline int rowOf(app::VisitModel& visit, const QString& label) {
  const auto* questions = visit.questions();
  for (int row = 0; row < questions->rowCount(); ++row) {
    if (questions->data(questions->index(row), app::QuestionListModel::LabelRole).toString() == label) return row;
  }
  return -1;
}

/// A person's device with the app's services on it, enrolled at a hub in this process; its network can go away.
struct AppDesk {
  AppDesk(TestHub& at, const std::string& user, std::uint64_t seed)
      : hub(at),
        tablet((application(), at), user, seed),
        workspace(*tablet.replica.replica, tablet.replica.random),
        syncing(workspace, [this](const std::string&) { return road(); }) {}

  std::unique_ptr<sync::Transport> road() {
    auto transport = std::make_unique<LoopbackTransport>(*hub.hub);
    if (!online) transport->reach(nullptr);
    return transport;
  }
  /// Syncs as the button does and waits for the end; false when there was trouble.
  bool sync() {
    tablet.replica.clock.advance(std::chrono::seconds(1));
    syncing.sync();
    return reached([&] { return !syncing.running(); }) && syncing.trouble() == app::SyncService::None;
  }

  TestHub& hub;
  std::atomic<bool> online = true;
  Tablet tablet;
  app::Workspace workspace;
  app::SyncService syncing;
};

}  // namespace thucdia::tests
