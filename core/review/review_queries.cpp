#include "core/review/review_queries.h"

#include <algorithm>

#include <fmt/format.h>

#include "core/records/record_rows.h"

namespace thucdia::core::review {

namespace {

namespace v1 = ::thucdia::records::v1;
using visits::VisitStatus;

/// " AND v.province IN (…)" with a mark for each province of the scope; nothing where all are.
std::string scopeCondition(const v1::Person& person) {
  if (person.all_provinces()) return {};
  std::string marks;
  for (int i = 0; i < person.provinces_size(); ++i) marks += marks.empty() ? "?" : ", ?";
  return fmt::format(" AND v.province IN ({})", marks);
}

int bindScope(db::Statement& statement, const v1::Person& person, int parameter) {
  if (person.all_provinces()) return parameter;
  for (const std::string& province : person.provinces()) statement.bind(parameter++, std::string_view(province));
  return parameter;
}

std::string waiting() {
  return fmt::format("s.status IN ({}, {})", static_cast<int>(VisitStatus::Submitted),
                     static_cast<int>(VisitStatus::UnderReview));
}

}  // namespace

std::vector<visits::VisitLine> reviewQueue(db::ReadTransaction& transaction, const v1::Person& supervisor, int limit) {
  auto statement = transaction.prepare("SELECT v.id FROM visit_state s CROSS JOIN visit v ON v.row = s.row WHERE " +
                                       waiting() + scopeCondition(supervisor) + " ORDER BY s.since, s.row LIMIT ?");
  statement.bind(bindScope(statement, supervisor, 1), limit);
  std::vector<visits::VisitLine> lines;
  while (statement.step()) {
    const auto id = VisitId::fromBytes(statement.blob(0));
    if (!id) continue;
    if (auto line = visits::visitLine(transaction, *id)) lines.push_back(std::move(*line));
  }
  return lines;
}

std::int64_t countReviewQueue(db::ReadTransaction& transaction, const v1::Person& supervisor) {
  auto statement = transaction.prepare("SELECT count(*) FROM visit_state s CROSS JOIN visit v ON v.row = s.row WHERE " +
                                       waiting() + scopeCondition(supervisor));
  bindScope(statement, supervisor, 1);
  return statement.step() ? statement.integer(0) : 0;
}

std::vector<ReturnNote> returnsOf(db::ReadTransaction& transaction, VisitId visit) {
  std::vector<ReturnNote> notes;
  for (const v1::VisitDecision& decision : visits::decisionsOf(transaction, visit)) {
    const bool back = decision.kind() == v1::DECISION_KIND_RETURNED || decision.kind() == v1::DECISION_KIND_REOPENED;
    if (!back) continue;
    ReturnNote note{decision.reason(), {}, fromMicros(decision.decided_at()), decision.revision(), {}};
    if (const auto person = PersonId::fromBytes(decision.person_id())) {
      if (const auto known = records::get<v1::Person>(transaction, *person)) note.person = known->full_name();
    }
    for (const v1::AnswerComment& comment : decision.comments())
      note.comments.push_back({comment.path(), comment.text()});
    notes.push_back(std::move(note));
  }
  std::ranges::reverse(notes);
  return notes;
}

}  // namespace thucdia::core::review
