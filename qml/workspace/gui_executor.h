#pragma once

#include <QtCore/QObject>

#include "core/base/executor.h"

namespace thucdia::app {

/// Runs tasks in the thread that this object lives in, by its event loop. What is posted after it is gone is dropped.
class GuiExecutor final : public QObject, public core::Executor {
 public:
  using QObject::QObject;
  void post(Task task) override {
    QMetaObject::invokeMethod(
        this, [task = std::move(task)] { task(); }, Qt::QueuedConnection);
  }
};

}  // namespace thucdia::app
