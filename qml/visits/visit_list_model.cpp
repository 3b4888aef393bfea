#include "qml/visits/visit_list_model.h"

#include <algorithm>
#include <map>

#include "core/base/dates.h"
#include "core/registers/registers_queries.h"

namespace thucdia::app {

using core::visits::VisitStatus;

namespace {

constexpr int kPage = 40;
/// Numbers of the record kinds by which a list of visits changes: visit, seal, decision.
constexpr std::array<quint32, 3> kKinds{8, 9, 10};

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

VisitListModel::VisitListModel(QObject* parent) : QAbstractListModel(parent) {}

void VisitListModel::setWorkspace(Workspace* workspace) {
  if (workspace == m_workspace) return;
  m_workspace = workspace;
  connect(workspace, &Workspace::recordsChanged, this, [this](const QSet<quint32>& types) {
    const bool mineToo = std::any_of(kKinds.begin(), kKinds.end(), [&](quint32 kind) { return types.contains(kind); });
    if (mineToo) reload();
  });
  connect(workspace, &Workspace::languageChanged, this, &VisitListModel::reload);
  emit workspaceChanged();
  changeFilter();
}

void VisitListModel::setSearch(const QString& search) {
  if (search == m_search) return;
  m_search = search;
  changeFilter();
}

void VisitListModel::setFacility(const QString& facility) {
  if (facility == m_facility) return;
  m_facility = facility;
  changeFilter();
}

void VisitListModel::setGroup(Group group) {
  if (group == m_group) return;
  m_group = group;
  changeFilter();
}

void VisitListModel::setMine(bool mine) {
  if (mine == m_mine) return;
  m_mine = mine;
  changeFilter();
}

core::visits::VisitFilter VisitListModel::filter() const {
  core::visits::VisitFilter filter;
  filter.search = m_search.toStdString();
  filter.statuses = statusesOf(m_group);
  if (!m_facility.isEmpty()) filter.facility = core::FacilityId::parse(m_facility.toStdString());
  if (m_mine && m_workspace->person()) filter.inspector = core::PersonId::fromBytes(m_workspace->person()->id());
  return filter;
}

void VisitListModel::changeFilter() {
  emit filterChanged();
  request(std::nullopt, kPage);
}

void VisitListModel::reload() { request(std::nullopt, std::max(kPage, static_cast<int>(m_rows.size()))); }

void VisitListModel::request(std::optional<core::visits::VisitCursor> after, int limit) {
  if (m_workspace == nullptr) return;
  m_receiver.renew();
  m_loading = true;
  emit loadingChanged();
  const bool english = m_workspace->english();
  m_workspace->read(
      m_receiver,
      [filter = filter(), after, limit, english](core::db::ReadTransaction& transaction) {
        Page page;
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
        if (!after) page.total = core::visits::countVisits(transaction, filter);
        return page;
      },
      [this, more = after.has_value(), limit](core::Result<Page> page) {
        if (page) take(std::move(*page), more, limit);
        m_loading = false;
        emit loadingChanged();
      });
}

void VisitListModel::take(Page page, bool more, int limit) {
  m_atEnd = static_cast<int>(page.rows.size()) < limit;
  if (more) {
    if (page.rows.empty()) return;
    const int first = static_cast<int>(m_rows.size());
    beginInsertRows({}, first, first + static_cast<int>(page.rows.size()) - 1);
    std::move(page.rows.begin(), page.rows.end(), std::back_inserter(m_rows));
    endInsertRows();
    return;
  }
  // The same visits in the same order: only what differs is told, so that a list keeps its place.
  const bool sameRows = std::equal(page.rows.begin(), page.rows.end(), m_rows.begin(), m_rows.end(),
                                   [](const Row& a, const Row& b) { return a.line.id == b.line.id; });
  if (sameRows) {
    for (std::size_t at = 0; at < m_rows.size(); ++at) {
      if (m_rows[at] == page.rows[at]) continue;
      m_rows[at] = std::move(page.rows[at]);
      emit dataChanged(index(static_cast<int>(at)), index(static_cast<int>(at)));
    }
  } else {
    beginResetModel();
    m_rows = std::move(page.rows);
    endResetModel();
  }
  if (m_total != static_cast<int>(page.total)) {
    m_total = static_cast<int>(page.total);
    emit totalChanged();
  }
}

bool VisitListModel::canFetchMore(const QModelIndex& parent) const {
  return !parent.isValid() && !m_atEnd && !m_rows.empty() && !m_loading;
}

void VisitListModel::fetchMore(const QModelIndex& parent) {
  if (!canFetchMore(parent)) return;
  const auto& last = m_rows.back().line;
  request(core::visits::VisitCursor{last.startedAt, last.id}, kPage);
}

int VisitListModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant VisitListModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid() || index.row() >= rowCount()) return {};
  const Row& row = m_rows[static_cast<std::size_t>(index.row())];
  const auto language = m_workspace->language();
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
