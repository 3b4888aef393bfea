#pragma once

#include <string>
#include <string_view>

#include "core/base/clock.h"
#include "core/reports/summary.h"

namespace thucdia::core::reports {

/// The fixed words of minutes in one language.
struct MinutesWords {
  std::string_view nation, motto, numberLabel, type;
  std::string_view participants, content, findings, opinions, conclusion;
  std::string_view ordinal, item, result;
  std::string_view findingText, findingAction, findingOwner, findingDue, severity, basis, noFindings;
  std::string_view remark, signHere, refusedHere, refusal, photos, none;
  std::string_view draft, record, sealedAt, checkMark, scan;
};

[[nodiscard]] const MinutesWords& minutesWords(Language language);

/// "ngày 05 tháng 01 năm 2026": days below 10 and months 1 and 2 with a leading zero (Decree 30/2020, Appendix I,
/// II.4.b).
[[nodiscard]] std::string dayInWords(Timestamp time, Language language);
/// "16 giờ 00 phút".
[[nodiscard]] std::string hourInWords(Timestamp time, Language language);
/// "15/07/2026 11:58 (+07:00)".
[[nodiscard]] std::string shortMoment(Timestamp time);
/// "7c1e 94b2 05da 3f6e … 8812": enough of a hexadecimal hash to compare by eye.
[[nodiscard]] std::string shortHash(const std::string& hex);
/// The sentence that opens the minutes.
[[nodiscard]] std::string openingSentence(const VisitSummary& summary);
/// The sentence that closes them, ending "./.".
[[nodiscard]] std::string closingSentence(const VisitSummary& summary);

/// What a warning says of the facts, without what it asks of the inspector ("Nếu đúng thực tế, xin giữ số và ghi lý
/// do.").
[[nodiscard]] std::string factsOfWarning(std::string_view text, Language language);

}  // namespace thucdia::core::reports
