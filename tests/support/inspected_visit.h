#pragma once

#include <string>
#include <utility>
#include <vector>

#include <thucdia/records/v1/registers.pb.h>

#include "core/registers/administrative_units.h"
#include "core/reports/summary_queries.h"
#include "core/visits/form_library.h"
#include "tests/support/replicas.h"

namespace thucdia::tests {

/// A replica on which an inspector has visited a tea cooperative by a shipped form, from starting to signing, by the
/// commands that the programs use.
class InspectedVisit {
 public:
  /// By path as people write it ("equip[1]/eq_name") and lexical text; one past the last row adds a row.
  using Answers = std::vector<std::pair<std::string, std::string>>;

  /// What form 01 needs to be signed. Attachments are said by the path of a question and the bytes.
  [[nodiscard]] static Answers answersOfForm01();

  /// `form` is the name of a shipped form without ending. The visit is signed unless `sign` is false.
  explicit InspectedVisit(const std::string& form = "01_mo_hinh_trinh_dien", const Answers& answers = answersOfForm01(),
                          bool sign = true, const std::string& picture = "not really a picture");

  [[nodiscard]] core::VisitId id() const { return m_id; }
  [[nodiscard]] TestReplica& replica() { return m_replica; }
  /// Those shipped with the program, read once.
  [[nodiscard]] static const core::registers::AdministrativeUnits& units();
  [[nodiscard]] core::reports::VisitSummary summary(core::Language language = core::Language::Vietnamese);

 private:
  void fillRegisters(const std::string& form);
  void answer(const Answers& answers, bool sign, const std::string& picture);

  TestReplica m_replica;
  core::visits::FormLibrary m_forms;
  thucdia::records::v1::Person m_inspector;
  core::DeviceId m_device;
  core::VisitId m_id;
};

}  // namespace thucdia::tests
