#include "qml/visits/start_visit_model.h"

#include <algorithm>

#include "core/registers/registers_queries.h"
#include "core/visits/visit_commands.h"
#include "core/visits/visit_queries.h"

namespace thucdia::app {

namespace v1 = core::records::v1;

namespace {

/// The shipped form for a kind of facility or a content of support (domain: the six visit types).
std::string_view formFor(v1::FacilityKind kind, std::string_view contentType) {
  if (kind == v1::FACILITY_KIND_CLUSTER) return "04_cum_cong_nghiep";
  if (kind == v1::FACILITY_KIND_POWER_GRID) return "05_ntm_dien";
  if (kind == v1::FACILITY_KIND_MARKET) return "06_ntm_cho";
  if (contentType == "DT") return "03_lop_dao_tao_nghe";
  if (contentType == "MM") return "02_may_moc_thiet_bi";
  return "01_mo_hinh_trinh_dien";
}

}  // namespace

StartVisitModel::StartVisitModel(QObject* parent) : QAbstractListModel(parent) {}

void StartVisitModel::setWorkspace(Workspace* workspace) {
  if (workspace == m_workspace) return;
  m_workspace = workspace;
  emit changed();
}

void StartVisitModel::load() {
  const auto facility = core::FacilityId::parse(m_facility.toStdString());
  if (m_workspace == nullptr || !facility) return;
  m_receiver.renew();
  m_workspace->read(
      m_receiver,
      [facility = *facility, project = core::ProjectId::parse(m_project.toStdString()),
       language = m_workspace->language()](core::db::ReadTransaction& transaction) {
        Loaded loaded;
        loaded.forms = core::visits::currentForms(transaction);
        const auto record = core::registers::facility(transaction, facility);
        const auto supported = project ? core::registers::project(transaction, *project) : std::nullopt;
        const auto wanted = formFor(record ? record->kind() : v1::FACILITY_KIND_UNSPECIFIED,
                                    supported ? std::string_view(supported->content_type()) : std::string_view());
        const auto at = std::find_if(loaded.forms.begin(), loaded.forms.end(),
                                     [&](const core::visits::FormLine& form) { return form.formId == wanted; });
        if (at != loaded.forms.end()) loaded.suggested = static_cast<int>(at - loaded.forms.begin());
        if (const auto last = core::visits::previousVisit(transaction, facility, wanted)) {
          if (const auto line = core::visits::visitLine(transaction, *last)) {
            loaded.lastDay = dayText(line->startedAt, language);
          }
        }
        return loaded;
      },
      [this](core::Result<Loaded> result) {
        if (!result) return;
        beginResetModel();
        m_forms = std::move(result->forms);
        endResetModel();
        m_suggested = result->suggested;
        m_lastDay = result->lastDay;
        emit loaded();
      });
}

void StartVisitModel::start(int row, bool fromPrevious) {
  const auto facility = core::FacilityId::parse(m_facility.toStdString());
  if (row < 0 || row >= rowCount() || !facility || !m_workspace->person()) return;
  core::visits::StartVisit start;
  start.facility = *facility;
  start.project = core::ProjectId::parse(m_project.toStdString());
  start.beneficiary = core::BeneficiaryId::parse(m_beneficiary.toStdString());
  start.formId = m_forms[static_cast<std::size_t>(row)].formId;
  start.fromPrevious = fromPrevious;
  m_workspace->write(
      m_receiver,
      [person = *m_workspace->person(), start](core::changes::RecordWriter& writer) {
        return core::visits::startVisit(writer, person, start);
      },
      [this](const core::Result<core::VisitId>& visit) {
        if (visit) {
          emit started(qt(visit->text()));
        } else {
          emit refused(qt(core::name(visit.error().code)));
        }
      });
}

int StartVisitModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(m_forms.size());
}

QVariant StartVisitModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid() || index.row() >= rowCount()) return {};
  const auto& form = m_forms[static_cast<std::size_t>(index.row())];
  switch (role) {
    case FormRole:
      return qt(form.formId);
    case TitleRole:
      return qt(m_workspace->english() && !form.titleEn.empty() ? form.titleEn : form.titleVi);
    case VersionRole:
      return qt(form.version);
    default:
      return {};
  }
}

QHash<int, QByteArray> StartVisitModel::roleNames() const {
  return {{FormRole, "formId"}, {TitleRole, "title"}, {VersionRole, "version"}};
}

}  // namespace thucdia::app
