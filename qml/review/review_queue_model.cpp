#include "qml/review/review_queue_model.h"

#include <algorithm>
#include <map>

#include "core/base/dates.h"
#include "core/base/text.h"
#include "core/registers/registers_queries.h"
#include "core/review/review_queries.h"
#include "core/visits/visit_queries.h"

namespace thucdia::app {

namespace {

namespace v1 = ::thucdia::records::v1;

/// Longer queues are worked off from their oldest end.
constexpr int kLimit = 500;
constexpr int kFindings = 100;
constexpr int kSettleMs = 200;
constexpr std::string_view kSerious = "nghiem_trong";

/// How many rules remarked on an answer: the forms keep that as calculated answers named *_warn.
int warningsOf(core::db::ReadTransaction& transaction, core::VisitId visit) {
  const auto found = core::visits::foundOn(transaction, visit);
  if (!found) return 0;
  return static_cast<int>(std::ranges::count_if(found->answers(), [](const auto& answer) {
    return std::string_view(answer.first).ends_with("_warn") && !answer.second.text().empty();
  }));
}

}  // namespace

ReviewQueueModel::ReviewQueueModel(QObject* parent) : RecordList({.settleMs = kSettleMs}, parent) {}

void ReviewQueueModel::request(bool, int) {
  if (!workspace()->person()) return;
  const auto now = workspace()->replica().clock().now();
  read(
      m_rows, false,
      [workspace = workspace(), now, person = *workspace()->person(), language = workspace()->language(),
       wanted = core::fold(m_search.trimmed().toStdString())](core::db::ReadTransaction& transaction) {
        std::map<core::PersonId, QString> people;
        for (const auto& someone : core::registers::people(transaction)) {
          if (const auto id = core::PersonId::fromBytes(someone.id())) people[*id] = qt(someone.full_name());
        }
        Batch<Row> queue;
        const auto lines = core::review::reviewQueue(transaction, person, kLimit);
        queue.total = static_cast<std::int64_t>(lines.size());
        for (const auto& line : lines) {
          Row row;
          row.visit = QString::fromStdString(line.id.text());
          row.title = qt(line.facilityName);
          if (const auto* province = workspace->units().province(line.province)) {
            row.place = qt(language == core::Language::English ? province->nameEn : province->name);
          }
          row.inspector = people[line.inspector];
          const QString words = row.title + u' ' + row.place + u' ' + row.inspector;
          if (!wanted.empty() && core::fold(words.toStdString()).find(wanted) == std::string::npos) continue;
          row.day = QString::fromStdString(core::formatDate(core::localDate(line.startedAt), language));
          row.days = std::max(0, core::daysBetween(core::localDate(line.since), core::localDate(now)));
          for (const auto& finding : core::visits::findings(transaction, {.visit = line.id}, kFindings)) {
            row.serious += finding.severity == kSerious ? 1 : 0;
          }
          row.warnings = warningsOf(transaction, line.id);
          queue.rows.push_back(std::move(row));
        }
        return queue;
      },
      [](const Row& row) { return row.visit; });
}

QString ReviewQueueModel::visitAt(int row) const {
  return row >= 0 && row < count() ? m_rows[static_cast<std::size_t>(row)].visit : QString();
}

int ReviewQueueModel::indexOf(const QString& visit) const {
  for (int row = 0; row < count(); ++row) {
    if (visitAt(row) == visit) return row;
  }
  return -1;
}

QVariant ReviewQueueModel::at(std::size_t at, int role) const {
  const Row& row = m_rows[at];
  switch (role) {
    case VisitRole:
      return row.visit;
    case TitleRole:
      return row.title;
    case PlaceRole:
      return row.place;
    case InspectorRole:
      return row.inspector;
    case DaysRole:
      return row.days;
    case DayRole:
      return row.day;
    case SeriousRole:
      return row.serious;
    case WarningsRole:
      return row.warnings;
    default:
      return {};
  }
}

QHash<int, QByteArray> ReviewQueueModel::roleNames() const {
  return {{VisitRole, "visit"}, {TitleRole, "title"}, {PlaceRole, "place"},     {InspectorRole, "inspector"},
          {DaysRole, "days"},   {DayRole, "day"},     {SeriousRole, "serious"}, {WarningsRole, "warnings"}};
}

}  // namespace thucdia::app
