#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <thucdia/records/v1/registers.pb.h>

#include "core/base/clock.h"
#include "core/base/random.h"
#include "core/changes/stamp.h"
#include "core/db/transaction.h"
#include "core/forms/session.h"
#include "core/registers/administrative_units.h"
#include "core/registers/form_tables.h"
#include "core/visits/form_library.h"
#include "core/visits/life_cycle.h"

namespace thucdia::core::visits {

/// A visit and everything that its form needs, read in one transaction.
struct OpenedVisit {
  VisitId id;
  v1::Visit visit;  ///< what was found: the sealed revision where it is sealed
  VisitState state;
  std::shared_ptr<const forms::Form> form;
  forms::AnswerMap answers;   ///< cleared ones with empty text
  forms::AnswerMap previous;  ///< of the visit shown as "last time"; empty where there is none
  std::optional<v1::Visit> previousVisit;
  std::shared_ptr<const forms::Table> context;  ///< the one-row dataset `visit` for dynamic defaults
  registers::FormTables tables;                 ///< the form's own files and the registers that it looks into
};

/// `units`: where the names of former communes come from; nullptr leaves them out.
/// Errors: NotFound (visit or its form), those of linking.
[[nodiscard]] Result<OpenedVisit> openVisit(db::ReadTransaction& transaction, FormLibrary& forms, VisitId visit,
                                            const registers::AdministrativeUnits* units = nullptr);

/// What a form session asks of the program, for one visit. `datasets` are the reference data (registers::Datasets);
/// over them lie the one-row table `visit` for dynamic defaults (its columns: forms::visitColumns) and the form's own
/// tables. For the session's thread only; what is pointed to outlives it.
class VisitHost final : public forms::SessionHost {
 public:
  VisitHost(const OpenedVisit& opened, const Clock& clock, RandomSource& random, changes::DeviceTag device,
            records::v1::Person person, std::shared_ptr<const forms::ExternalData> datasets);

  [[nodiscard]] Timestamp now() const override { return m_clock.now(); }
  [[nodiscard]] std::string property(std::string_view name) const override;
  /// "<device tag in hex>-<counter>": short, and made by no other device.
  [[nodiscard]] std::string newRowId() override;
  [[nodiscard]] std::uint64_t random() override;
  [[nodiscard]] std::string position() const override { return m_position; }
  [[nodiscard]] const forms::ExternalData& externalData() const override { return *m_data; }
  /// A comma but in English.
  [[nodiscard]] char decimalMark(std::string_view language) const override;

  /// The position to offer from now on: "lat lon alt accuracy".
  void setPosition(std::string position) { m_position = std::move(position); }

 private:
  const Clock& m_clock;
  RandomSource& m_random;
  changes::DeviceTag m_device;
  records::v1::Person m_person;
  std::string m_position;
  std::uint64_t m_rows = 0;
  std::unique_ptr<forms::ExternalData> m_data;
};

/// The node that a path as people write it names: "equip[1]/eq_name" with positions from 1, groups left out where that
/// is unambiguous. Nothing when there is no such question or row yet.
[[nodiscard]] forms::NodeRef findQuestion(const forms::Session& session, std::string_view path);

/// As findQuestion; where the path names the row one past the last of a repeat, that row is added first. The edits of
/// adding are in `changes`. NotFound when the form has no such question.
[[nodiscard]] Result<forms::NodeRef> findOrAddQuestion(forms::Session& session, std::string_view path,
                                                       forms::Changes& changes);

}  // namespace thucdia::core::visits
