#include "core/reports/answer_reader.h"

#include "core/changes/wire.h"

namespace thucdia::core::reports {

namespace v1 = ::thucdia::records::v1;
namespace wire = changes::wire;

Result<> AnswerReader::read(std::string_view body) {
  const auto damaged = [] { return fail(ErrorCode::CorruptData, "a visit's bytes are damaged"); };
  m_formId = {};
  m_formVersion = {};
  m_answers.clear();
  wire::Reader reader(body);
  while (!reader.atEnd()) {
    const auto field = reader.field();
    if (!field) return damaged();
    if (field->type != wire::kLengthDelimited) continue;
    if (field->number == v1::Visit::kFormIdFieldNumber) m_formId = field->payload;
    if (field->number == v1::Visit::kFormVersionFieldNumber) m_formVersion = field->payload;
    if (field->number != v1::Visit::kAnswersFieldNumber) continue;
    const auto entry = wire::mapEntry(field->payload);
    if (!entry) return damaged();
    if (m_messages.size() == m_answers.size()) m_messages.emplace_back();
    v1::Answer& answer = m_messages[m_answers.size()];
    if (!answer.ParseFromArray(entry->value.data(), static_cast<int>(entry->value.size()))) return damaged();
    m_answers.push_back({entry->key, &answer});
  }
  return {};
}

}  // namespace thucdia::core::reports
