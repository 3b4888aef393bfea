#include "qml/registers/new_facility_model.h"

#include <cmath>

namespace thucdia::app {

namespace v1 = core::records::v1;

namespace {
constexpr std::size_t kHits = 30;
}

NewFacilityModel::NewFacilityModel(QObject* parent) : QAbstractListModel(parent) {}

void NewFacilityModel::setWorkspace(Workspace* workspace) {
  if (workspace == m_workspace) return;
  m_workspace = workspace;
  emit changed();
}

void NewFacilityModel::setCommuneSearch(const QString& search) {
  if (search == m_search) return;
  m_search = search;
  emit communeSearchChanged();
  m_searchReceiver.renew();
  // The units are in memory, but made on first use: so on the reader thread, like a query.
  m_workspace->read(
      m_searchReceiver,
      [workspace = m_workspace, typed = search.toStdString(),
       language = m_workspace->language()](core::db::ReadTransaction&) {
        std::vector<Commune> communes;
        if (typed.empty()) return communes;
        for (const auto& hit : workspace->units().searchCommunes(typed, {}, kHits)) {
          communes.push_back({qt(hit.unit->code), qt(hit.unit->province),
                              placeText(workspace->units(), hit.unit->code, hit.unit->province, language),
                              qt(hit.formerly)});
        }
        return communes;
      },
      [this](core::Result<std::vector<Commune>> communes) {
        if (!communes) return;
        beginResetModel();
        m_communes = std::move(*communes);
        endResetModel();
      });
}

void NewFacilityModel::pickCommune(int row) {
  if (row < 0 || row >= rowCount()) return;
  const Commune& commune = m_communes[static_cast<std::size_t>(row)];
  m_commune = commune.code;
  m_province = commune.province;
  m_communeName = commune.label;
  emit changed();
}

void NewFacilityModel::create() {
  if (!complete() || !m_workspace->person()) return;
  core::registers::NewFacility facility;
  facility.name = m_name.trimmed().toStdString();
  facility.kind =
      v1::FacilityKind_IsValid(m_kind) ? static_cast<v1::FacilityKind>(m_kind) : v1::FACILITY_KIND_ESTABLISHMENT;
  facility.province = m_province.toStdString();
  facility.commune = m_commune.toStdString();
  facility.address = m_address.trimmed().toStdString();
  facility.taxCode = m_taxCode.trimmed().toStdString();
  facility.head = m_head.trimmed().toStdString();
  facility.phone = m_phone.trimmed().toStdString();
  const QStringList parts = m_position.split(u' ', Qt::SkipEmptyParts);
  if (parts.size() >= 2) {
    facility.latitudeE7 = std::llround(parts[0].toDouble() * 1e7);
    facility.longitudeE7 = std::llround(parts[1].toDouble() * 1e7);
  }
  m_workspace->write(
      m_receiver,
      [person = *m_workspace->person(), facility](core::changes::RecordWriter& writer) {
        return core::registers::createFacility(writer, person, facility);
      },
      [this](const core::Result<core::FacilityId>& id) {
        if (id) {
          emit created(qt(id->text()));
        } else {
          emit refused(qt(core::name(id.error().code)));
        }
      });
}

int NewFacilityModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(m_communes.size());
}

QVariant NewFacilityModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid() || index.row() >= rowCount()) return {};
  const Commune& commune = m_communes[static_cast<std::size_t>(index.row())];
  return role == LabelRole ? QVariant(commune.label) : role == FormerlyRole ? QVariant(commune.formerly) : QVariant();
}

QHash<int, QByteArray> NewFacilityModel::roleNames() const {
  return {{LabelRole, "label"}, {FormerlyRole, "formerly"}};
}

}  // namespace thucdia::app
