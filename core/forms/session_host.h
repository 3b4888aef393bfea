#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/clock.h"
#include "core/forms/external_data.h"

namespace thucdia::core::forms {

/// Answer key → lexical text (XForms). The key is the path without the root, instances of a repeat named by their row
/// id: "grp/equip:3f2a-1/eq_name". The row itself is the key "grp/equip:3f2a-1", its text its order (an integer).
/// An empty text is an answer that was cleared.
using AnswerMap = std::map<std::string, std::string, std::less<>>;

/// What a session asks of the program around it. Called on the session's thread only.
class SessionHost {
 public:
  virtual ~SessionHost() = default;
  [[nodiscard]] virtual Timestamp now() const = 0;
  /// Minutes east of UTC in which dates and times are read and written.
  [[nodiscard]] virtual int zoneMinutes() const { return 420; }
  /// deviceid, username, phonenumber, email, subscriberid, simserial …: "" where it is not known.
  [[nodiscard]] virtual std::string property(std::string_view name) const = 0;
  /// An id for a new row of a repeat, unique within the visit; without ':' and '/'.
  [[nodiscard]] virtual std::string newRowId() = 0;
  /// 64 random bits, for random(), uuid() and randomize() without a seed.
  [[nodiscard]] virtual std::uint64_t random() = 0;
  /// "lat lon alt accuracy" for start-geopoint and odk:setgeopoint; "" when there is none.
  [[nodiscard]] virtual std::string position() const { return {}; }
  /// What ${last-saved#name} reads: the same question in the form saved last, by its path without the root; "" if none.
  [[nodiscard]] virtual std::string lastSaved(std::string_view path) const {
    static_cast<void>(path);
    return {};
  }
  [[nodiscard]] virtual const ExternalData& externalData() const = 0;
  /// What stands before the decimals of a number within a label, hint or message: ',' or '.', by the language's name as
  /// the form has it ("Tiếng Việt (vi)"). Answers and expressions always have '.'.
  [[nodiscard]] virtual char decimalMark(std::string_view language) const {
    static_cast<void>(language);
    return '.';
  }
};

}  // namespace thucdia::core::forms
