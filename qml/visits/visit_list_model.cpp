#include "qml/visits/visit_list_model.h"

#include <map>

#include <thucdia/records/v1/visits.pb.h>

#include "core/base/dates.h"
#include "core/registers/registers_queries.h"

namespace thucdia::app {

using core::visits::VisitStatus;
namespace v1 = core::records::v1;

namespace {

constexpr int kPage = 40;

std::vector<VisitStatus> statusesOf(VisitListModel::Group group) {
  switch (group) {
    case VisitListModel::InWork:
      return {VisitStatus::Planned, VisitStatus::InProgress, VisitStatus::AwaitingSignature};
    case VisitListModel::ToSend:
      return {VisitStatus::Signed};
    case VisitListModel::WithReviewer:
      return {VisitStatus::Submitted, VisitStatus::UnderReview};
    case VisitListModel::Returned:
      return {VisitStatus::Returned};
    case VisitListModel::Done:
      return {VisitStatus::Approved, VisitStatus::Issued, VisitStatus::Filed};
    case VisitListModel::ToIssue:
      return {VisitStatus::Approved};
    case VisitListModel::ToFile:
      return {VisitStatus::Issued};
    case VisitListModel::All:
      break;
  }
  return {};
}

}  // namespace

VisitListModel::VisitListModel(QObject* parent)
    : RecordList({.page = kPage, .kinds = kindsOf<v1::Visit, v1::VisitSeal, v1::VisitDecision>()}, parent) {}

core::visits::VisitFilter VisitListModel::filter() const {
  core::visits::VisitFilter filter;
  filter.search = m_search.toStdString();
  filter.statuses = statusesOf(m_group);
  if (!m_facility.isEmpty()) filter.facility = core::FacilityId::parse(m_facility.toStdString());
  if (m_mine && workspace()->person()) filter.inspector = core::PersonId::fromBytes(workspace()->person()->id());
  return filter;
}

void VisitListModel::request(bool more, int limit) {
  std::optional<core::visits::VisitCursor> after;
  if (more) after = core::visits::VisitCursor{m_rows.back().line.startedAt, m_rows.back().line.id};
  read(
      m_rows, more,
      [filter = filter(), after, limit, english = workspace()->english()](core::db::ReadTransaction& transaction) {
        Batch<Row> page;
        std::map<std::string, QString> forms;
        std::map<core::PersonId, QString> people;
        for (auto& line : core::visits::visitsPage(transaction, filter, limit, after)) {
          Row row{std::move(line), {}, {}};
          auto [form, isNew] = forms.try_emplace(row.line.formId);
          if (isNew) {
            if (const auto known = core::visits::currentForm(transaction, row.line.formId)) {
              form->second = qt(english && !known->titleEn.empty() ? known->titleEn : known->titleVi);
            } else {
              form->second = qt(row.line.formId);
            }
          }
          row.form = form->second;
          auto [who, isNewPerson] = people.try_emplace(row.line.inspector);
          if (isNewPerson) {
            if (const auto person = core::registers::person(transaction, row.line.inspector)) {
              who->second = qt(person->full_name());
            }
          }
          row.inspector = who->second;
          page.rows.push_back(std::move(row));
        }
        page.last = static_cast<int>(page.rows.size()) < limit;
        if (!after) page.total = core::visits::countVisits(transaction, filter);
        return page;
      },
      [](const Row& row) { return row.line.id; });
}

QVariant VisitListModel::at(std::size_t at, int role) const {
  const Row& row = m_rows[at];
  const auto language = workspace()->language();
  switch (role) {
    case IdRole:
      return qt(row.line.id.text());
    case TitleRole:
      return qt(row.line.facilityName);
    case FormRole:
      return row.form;
    case DetailRole: {
      QStringList parts{row.form, dayText(row.line.startedAt, language)};
      if (!row.inspector.isEmpty()) parts << row.inspector;
      return parts.join(QStringLiteral(" · "));
    }
    case StatusRole:
      return static_cast<int>(row.line.status);
    case UnsentRole:
      return row.line.unsent;
    case RefusedRole:
      return row.line.refused;
    case ConflictsRole:
      return row.line.conflicts;
    case FindingsRole:
      return row.line.findings;
    case DayRole:
      return dayText(row.line.startedAt, language);
    case InspectorRole:
      return row.inspector;
    case MayAnswerRole:
      return core::visits::mayAnswer(row.line.status);
    default:
      return {};
  }
}

QHash<int, QByteArray> VisitListModel::roleNames() const {
  return {{IdRole, "visitId"},      {TitleRole, "title"},         {FormRole, "form"},
          {DetailRole, "detail"},   {StatusRole, "status"},       {UnsentRole, "unsent"},
          {RefusedRole, "refused"}, {ConflictsRole, "conflicts"}, {FindingsRole, "findings"},
          {DayRole, "day"},         {InspectorRole, "inspector"}, {MayAnswerRole, "mayAnswer"}};
}

}  // namespace thucdia::app
