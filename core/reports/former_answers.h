#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>

#include "core/base/clock.h"
#include "core/base/language.h"
#include "core/base/random.h"
#include "core/db/transaction.h"
#include "core/forms/session.h"
#include "core/visits/form_library.h"
#include "core/visits/visit_session.h"

namespace thucdia::core::reports {

/// An answer as people read it.
struct FormerAnswer {
  std::string label;
  std::string words;
  bool operator==(const FormerAnswer&) const = default;
};
using FormerAnswers = std::map<std::string, FormerAnswer, std::less<>>;  ///< by key

/// What sessions over older versions of a form are begun with.
struct FormerTools {
  visits::FormLibrary& forms;
  const Clock& clock;
  RandomSource& random;
  std::shared_ptr<const forms::ExternalData> datasets;
  Language language = Language::Vietnamese;
};

/// The answers that no question of the visit's form takes (Session::foreign), as the version of the form that they were
/// given to says them, where it is on this device: for "facts/fax@2" version 2, else the newest other one that has the
/// question. Rows, cleared answers and those that no version here knows are left out.
[[nodiscard]] FormerAnswers formerAnswers(db::ReadTransaction& transaction, const visits::OpenedVisit& opened,
                                          const forms::Session& session, const FormerTools& tools);

}  // namespace thucdia::core::reports
