#pragma once

#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <thucdia/records/v1/visits.pb.h>

#include "core/base/error.h"

namespace thucdia::core::reports {

/// One answer of a visit: its key in Visit.answers and what was said.
struct ExportedAnswer {
  std::string_view key;
  const ::thucdia::records::v1::Answer* answer = nullptr;
};

/// Reads what exports need from the bytes of a Visit without building its map: several times as fast. Its memory is
/// used again from one visit to the next.
class AnswerReader {
 public:
  /// `body` lives as long as what is read from it is used. CorruptData when it is no Visit.
  [[nodiscard]] Result<> read(std::string_view body);

  [[nodiscard]] std::string_view formId() const { return m_formId; }
  [[nodiscard]] std::string_view formVersion() const { return m_formVersion; }
  /// In the order of the bytes: by key, where a replica wrote them.
  [[nodiscard]] std::span<const ExportedAnswer> answers() const { return m_answers; }

 private:
  std::string_view m_formId;
  std::string_view m_formVersion;
  std::vector<ExportedAnswer> m_answers;
  std::deque<::thucdia::records::v1::Answer> m_messages;
};

}  // namespace thucdia::core::reports
