#include "qml/planning/waiting.h"

#include "core/base/dates.h"
#include "core/review/review_queries.h"
#include "core/visits/visit_queries.h"

namespace thucdia::app {

namespace visits = core::visits;
namespace v1 = core::records::v1;

namespace {
/// Where counting ends: a badge says no more.
constexpr int kMost = 99;
constexpr int kSettleMs = 300;
}  // namespace

Waiting::Waiting(QObject* parent) : QObject(parent) {
  m_soon.setSingleShot(true);
  m_soon.setInterval(kSettleMs);
  connect(&m_soon, &QTimer::timeout, this, &Waiting::count);
}

void Waiting::setWorkspace(Workspace* workspace) {
  if (workspace == m_workspace) return;
  m_workspace = workspace;
  connect(workspace, &Workspace::recordsChanged, this, [this] {
    if (!m_soon.isActive()) m_soon.start();
  });
  connect(workspace, &Workspace::personChanged, this, &Waiting::count);
  emit workspaceChanged();
  count();
}

void Waiting::count() {
  if (!m_workspace->person()) return;
  m_receiver.renew();
  m_workspace->read(
      m_receiver,
      [person = *m_workspace->person(),
       today = core::localDate(m_workspace->replica().clock().now())](core::db::ReadTransaction& transaction) {
        Counts counts;
        if (person.role() == v1::ROLE_SUPERVISOR) {
          counts.toReview = static_cast<int>(core::review::reviewQueue(transaction, person, kMost).size());
        }
        if (const auto me = core::PersonId::fromBytes(person.id())) {
          visits::VisitFilter mine;
          mine.inspector = *me;
          mine.statuses = {visits::VisitStatus::Returned};
          counts.returned = static_cast<int>(visits::countVisits(transaction, mine));
        }
        visits::FindingFilter late;
        late.dueBefore = core::isoDate(today);
        late.severity = "nghiem_trong";
        counts.lateFindings = static_cast<int>(visits::findings(transaction, late, kMost).size());
        return counts;
      },
      [this](const core::Result<Counts>& counts) {
        if (!counts || *counts == m_counts) return;
        m_counts = *counts;
        emit counted();
      });
}

}  // namespace thucdia::app
