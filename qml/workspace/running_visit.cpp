#include "qml/workspace/running_visit.h"

#include "core/registers/datasets.h"
#include "core/reports/answer_words.h"
#include "core/visits/visit_queries.h"

namespace thucdia::app {

VisitTools visitTools(Workspace& workspace) {
  return {&workspace.forms(),
          &workspace.replica().clock(),
          &workspace.random(),
          workspace.replica().author().device,
          workspace.person().value_or(::thucdia::records::v1::Person()),
          workspace.language()};
}

core::Result<RunningVisit> runVisit(core::db::ReadTransaction& transaction, const VisitTools& tools,
                                    core::VisitId visit) {
  RunningVisit running;
  THUCDIA_ASSIGN(running.opened, core::visits::openVisit(transaction, *tools.forms, visit));
  const core::Clock* clock = tools.clock;
  if (core::visits::isSealed(running.opened.state.status)) {
    for (const auto& seal : core::visits::sealsOf(transaction, visit)) {
      if (seal.revision() != running.opened.state.revision) continue;
      running.sealClock = std::make_unique<core::FixedClock>(core::fromMicros(seal.sealed_at()));
      clock = running.sealClock.get();
    }
  }
  running.host =
      std::make_unique<core::visits::VisitHost>(running.opened, *clock, *tools.random, tools.device, tools.person,
                                                std::make_shared<core::registers::Datasets>(transaction));
  THUCDIA_ASSIGN(running.session,
                 core::forms::Session::begin(running.opened.form, *running.host, running.opened.answers));
  core::reports::setLanguage(*running.session, tools.language);
  running.session->setPrevious(running.opened.previous);
  return running;
}

}  // namespace thucdia::app
