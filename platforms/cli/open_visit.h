#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/forms/session.h"
#include "core/registers/datasets.h"
#include "core/visits/visit_commands.h"
#include "core/visits/visit_session.h"
#include "platforms/cli/world.h"

namespace thucdia::cli {

/// A replica with one of its visits in front of its user: what each `visit` command begins with.
class OpenVisit {
 public:
  /// Errors: those of opening the replica and the visit, NotEnrolled.
  [[nodiscard]] static core::Result<std::unique_ptr<OpenVisit>> open(World& world, const std::string& folder,
                                                                     const std::string& visit);

  [[nodiscard]] core::replica::Replica& replica() { return *m_replica; }
  [[nodiscard]] const core::records::v1::Person& person() const { return m_person; }
  [[nodiscard]] const core::visits::OpenedVisit& visit() const { return m_opened; }
  [[nodiscard]] core::visits::FormLibrary& forms() { return m_forms; }
  /// After session().
  [[nodiscard]] core::visits::VisitHost& host() { return *m_host; }
  /// The form with the visit's answers. InvalidForm, LimitExceeded.
  [[nodiscard]] core::Result<core::forms::Session*> session();

  /// Saves what a change made, and what beginning the session had made before it, in one transaction; `first` runs in
  /// it before. Tells which signatures are to be drawn again.
  [[nodiscard]] core::Result<> save(const std::vector<core::forms::Changes>& changes,
                                    const std::function<core::Result<>(core::changes::RecordWriter&)>& first = {});

  /// After something was written: tells which drawn signatures went with the revision before, where another has begun.
  void tellSignaturesGone();

 private:
  OpenVisit(World& world, std::unique_ptr<core::replica::Replica> replica)
      : m_world(world), m_replica(std::move(replica)) {}

  World& m_world;
  std::unique_ptr<core::replica::Replica> m_replica;
  core::records::v1::Person m_person;
  core::visits::FormLibrary m_forms;
  core::visits::OpenedVisit m_opened;
  std::shared_ptr<const core::registers::Datasets> m_datasets;
  std::unique_ptr<core::visits::VisitHost> m_host;
  std::unique_ptr<core::forms::Session> m_session;
};

}  // namespace thucdia::cli
