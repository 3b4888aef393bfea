#include "qml/planning/home_model.h"

#include <algorithm>
#include <chrono>
#include <limits>

#include <QtCore/QLocale>
#include <QtCore/QStorageInfo>

#include "core/base/dates.h"
#include "core/visits/form_library.h"
#include "core/visits/visit_queries.h"

namespace thucdia::app {

using core::visits::VisitStatus;
namespace planning = core::planning;
namespace visits = core::visits;

namespace {

constexpr int kStops = 60;
/// Below this photos are warned of: about 200 of them.
constexpr qint64 kLowBytes = 800LL * 1000 * 1000;

QString lastTimeText(core::db::ReadTransaction& transaction, const planning::AssignmentLine& line,
                     core::Language language) {
  const auto last = visits::previousVisit(transaction, line.facility, line.formId);
  if (!last) return {};
  const auto visit = visits::visitLine(transaction, *last);
  if (!visit) return {};
  const QString day = dayText(visit->startedAt, language);
  if (visit->findings == 0) return HomeModel::tr("Last time %1: no finding").arg(day);
  return HomeModel::tr("Last time %1: %n finding(s)", nullptr, visit->findings).arg(day);
}

}  // namespace

HomeModel::HomeModel(QObject* parent) : QAbstractListModel(parent) {}

void HomeModel::setWorkspace(Workspace* workspace) {
  if (workspace == m_workspace) return;
  m_workspace = workspace;
  connect(workspace, &Workspace::recordsChanged, this, &HomeModel::load);
  connect(workspace, &Workspace::languageChanged, this, &HomeModel::load);
  connect(workspace, &Workspace::personChanged, this, &HomeModel::load);
  emit workspaceChanged();
  load();
}

HomeModel::Day HomeModel::read(core::db::ReadTransaction& transaction, Workspace& workspace, const core::PersonId& me,
                               core::Date today, core::Language language) {
  Day day;
  const bool english = language == core::Language::English;
  const QLocale locale = english ? QLocale(QLocale::English) : QLocale(QLocale::Vietnamese);
  const std::chrono::weekday weekday{std::chrono::sys_days(today)};
  const QString dayName = locale.dayName(static_cast<int>(weekday.iso_encoding()), QLocale::LongFormat);
  day.today = dayName.left(1).toUpper() + dayName.mid(1) + QStringLiteral(", ") + qt(core::formatDate(today, language));

  planning::AssignmentFilter mine;
  mine.assignee = me;
  for (auto& line : planning::assignments(transaction, mine, kStops)) {
    Stop stop;
    stop.place = placeText(workspace.units(), line.commune, line.province, language);
    if (const auto form = visits::currentForm(transaction, line.formId)) {
      stop.form = qt(english && !form->titleEn.empty() ? form->titleEn : form->titleVi);
    }
    if (const auto due = core::parseIsoDate(line.dueOn)) {
      stop.due = qt(core::formatDate(*due, language));
      stop.daysLate = core::daysBetween(*due, today);
    }
    if (day.stops.empty()) stop.lastTime = lastTimeText(transaction, line, language);
    if (stop.daysLate > 0) {
      ++day.overdue.count;
      if (day.overdue.first.isEmpty()) day.overdue.first = qt(line.facilityName);
    }
    stop.line = std::move(line);
    day.stops.push_back(std::move(stop));
  }

  const auto count = [&](std::vector<VisitStatus> statuses) {
    visits::VisitFilter filter;
    filter.inspector = me;
    filter.statuses = std::move(statuses);
    Work work;
    work.count = static_cast<int>(visits::countVisits(transaction, filter));
    if (const auto first = visits::visitsPage(transaction, filter, 1); !first.empty()) {
      work.first = qt(first.front().facilityName);
      work.visit = qt(first.front().id.text());
    }
    return work;
  };
  day.returned = count({VisitStatus::Returned});
  day.inWork = count({VisitStatus::Planned, VisitStatus::InProgress, VisitStatus::AwaitingSignature});
  day.unsent = count({VisitStatus::Signed}).count;

  visits::FindingFilter late;
  late.dueBefore = core::isoDate(today);
  late.severity = "nghiem_trong";
  const auto findings = visits::findings(transaction, late, 100);
  day.lateFindings.count = static_cast<int>(findings.size());
  if (!findings.empty()) {
    day.lateFindings.first = qt(findings.front().facilityName);
    day.lateFindings.visit = qt(findings.front().visit.text());
  }

  const core::Date monday = core::addDays(today, 1 - static_cast<int>(weekday.iso_encoding()));
  const core::Date sunday = core::addDays(monday, 6);
  day.weekSpan =
      dayText(core::isoDate(monday), language) + QStringLiteral(" – ") + dayText(core::isoDate(sunday), language);
  visits::VisitFilter week;
  week.inspector = me;
  week.statuses = {VisitStatus::Signed,   VisitStatus::Submitted, VisitStatus::UnderReview,
                   VisitStatus::Approved, VisitStatus::Issued,    VisitStatus::Filed};
  week.from = core::startOfDay(monday);
  day.weekDone = static_cast<int>(visits::countVisits(transaction, week));
  const auto dueThisWeek = std::count_if(day.stops.begin(), day.stops.end(), [&](const Stop& stop) {
    return !stop.line.dueOn.empty() && stop.line.dueOn <= core::isoDate(sunday);
  });
  day.weekTotal = day.weekDone + static_cast<int>(dueThisWeek);
  return day;
}

void HomeModel::load() {
  if (m_workspace == nullptr || !m_workspace->person()) return;
  const auto me = core::PersonId::fromBytes(m_workspace->person()->id());
  if (!me) return;
  m_receiver.renew();
  const auto today = core::localDate(m_workspace->replica().clock().now());
  m_workspace->read(
      m_receiver,
      [workspace = m_workspace, me = *me, today, language = m_workspace->language()](
          core::db::ReadTransaction& transaction) { return read(transaction, *workspace, me, today, language); },
      [this](core::Result<Day> day) {
        if (!day) return;
        beginResetModel();
        m_day = std::move(*day);
        endResetModel();
        const qint64 free =
            QStorageInfo(QString::fromStdString(m_workspace->replica().folder().string())).bytesAvailable();
        m_freeSpace = QLocale().formattedDataSize(free, 1, QLocale::DataSizeSIFormat);
        m_spaceLow = free >= 0 && free < kLowBytes;
        m_loaded = true;
        emit changed();
      });
}

int HomeModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : count(); }

QVariant HomeModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid() || index.row() >= count()) return {};
  const Stop& stop = m_day.stops[static_cast<std::size_t>(index.row())];
  const auto degrees = [](const std::optional<std::int64_t>& e7) {
    return e7 ? static_cast<double>(*e7) / 1e7 : std::numeric_limits<double>::quiet_NaN();
  };
  switch (role) {
    case FacilityRole:
      return qt(stop.line.facility.text());
    case ProjectRole:
      return stop.line.project.isNull() ? QString() : qt(stop.line.project.text());
    case BeneficiaryRole:
      return stop.line.beneficiary.isNull() ? QString() : qt(stop.line.beneficiary.text());
    case NameRole:
      return qt(stop.line.facilityName);
    case PlaceRole:
      return stop.place;
    case FormRole:
      return stop.form;
    case DueRole:
      return stop.due;
    case DaysLateRole:
      return stop.daysLate;
    case LastTimeRole:
      return stop.lastTime;
    case LatitudeRole:
      return degrees(stop.line.latitudeE7);
    case LongitudeRole:
      return degrees(stop.line.longitudeE7);
    default:
      return {};
  }
}

QHash<int, QByteArray> HomeModel::roleNames() const {
  return {{FacilityRole, "facilityId"},
          {ProjectRole, "projectId"},
          {BeneficiaryRole, "beneficiaryId"},
          {NameRole, "name"},
          {PlaceRole, "place"},
          {FormRole, "form"},
          {DueRole, "due"},
          {DaysLateRole, "daysLate"},
          {LastTimeRole, "lastTime"},
          {LatitudeRole, "latitude"},
          {LongitudeRole, "longitude"}};
}

}  // namespace thucdia::app
