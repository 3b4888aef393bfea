#pragma once

#include <memory>

#include <thucdia/records/v1/registers.pb.h>

#include "core/base/clock.h"
#include "core/base/language.h"
#include "core/db/transaction.h"
#include "core/forms/session.h"
#include "core/records/record_type.h"
#include "core/visits/form_library.h"
#include "core/visits/visit_session.h"
#include "qml/workspace/workspace.h"

namespace thucdia::app {

/// Who opens a visit, and with what; what is pointed to outlives what is made with it.
struct VisitTools {
  core::visits::FormLibrary* forms = nullptr;
  const core::Clock* clock = nullptr;
  core::RandomSource* random = nullptr;
  core::changes::DeviceTag device = 0;
  ::thucdia::records::v1::Person person;
  core::Language language = core::Language::Vietnamese;
};

/// Of the device's user, in the language that is set. GUI thread.
[[nodiscard]] VisitTools visitTools(Workspace& workspace);

/// A visit with its form running on its stored answers: for reading it, and for changes within one command. Belongs to
/// the thread that made it.
struct RunningVisit {
  core::visits::OpenedVisit opened;
  std::unique_ptr<core::Clock> sealClock;  ///< a sealed visit is calculated as on the day when it was sealed
  std::unique_ptr<core::visits::VisitHost> host;
  std::unique_ptr<core::forms::Session> session;
};

/// Errors: those of openVisit and of Session::begin.
[[nodiscard]] core::Result<RunningVisit> runVisit(core::db::ReadTransaction& transaction, const VisitTools& tools,
                                                  core::VisitId visit);

}  // namespace thucdia::app
