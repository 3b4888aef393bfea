#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/forms/form.h"
#include "core/forms/session_host.h"

namespace thucdia::core::forms {

/// What becomes of one answer of a draft that is carried to another version of its form.
struct CarriedAnswer {
  enum class Fate : std::uint8_t {
    Same,     ///< the same question takes it
    Moved,    ///< the question of that name, which stands elsewhere now, takes it
    Changed,  ///< the question reads it otherwise; what was answered is kept beside it, without a place
    NoPlace,  ///< no question takes it: kept under a key of its own
  };
  std::string key;      ///< in the draft
  std::string newKey;   ///< of the question that takes it; "" for NoPlace
  std::string keptKey;  ///< where the answer stays as it was given, for Changed and NoPlace; else ""
  std::string text;     ///< as answered; of a row its order
  std::string newText;  ///< what the new question reads; "" for NoPlace
  Fate fate = Fate::Same;
  bool row = false;  ///< says only that a row of a repeat exists
  bool operator==(const CarriedAnswer&) const = default;
};

/// A question that people answer in the new version and did not have in the old one.
struct AddedQuestion {
  std::uint32_t node = 0;    ///< index in the new form's compiled().nodes
  std::string defaultValue;  ///< what it begins with
  bool operator==(const AddedQuestion&) const = default;
};

struct CarryPlan {
  std::vector<CarriedAnswer> answers;  ///< all of the draft, cleared ones and rows too, in the order of the old form
  std::vector<AddedQuestion> added;    ///< in the order of the new form
};

/// Works out how a draft's answers go over to another version of its form; changes nothing. A question takes the answer
/// of the one with its path, else of the only one with its name (both forms have it once, within the same repeats).
/// What a question of the new form would not keep as it stands (another type, a choice that is gone, a row that a count
/// removes) is kept under "<key>@<old version>", which is no question: nothing that was answered is lost. Questions new
/// outside repeats begin with their defaults.
/// Errors: those of Session::begin.
[[nodiscard]] Result<CarryPlan> planCarry(const std::shared_ptr<const Form>& from,
                                          const std::shared_ptr<const Form>& to, SessionHost& host,
                                          const AnswerMap& answers);

}  // namespace thucdia::core::forms
