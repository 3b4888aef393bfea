#include "qml/registers/facility_model.h"

#include <cmath>

#include <QtCore/QLocale>

#include "core/base/dates.h"
#include "core/base/money.h"
#include "core/registers/datasets.h"
#include "core/registers/registers_queries.h"

namespace thucdia::app {

namespace registers = core::registers;
namespace v1 = core::records::v1;

namespace {

/// "1076 · Sản xuất chè", from the dataset of industries.
QString industryText(core::db::ReadTransaction& transaction, const std::string& code, bool english) {
  if (code.empty()) return {};
  const registers::Datasets datasets(transaction);
  const auto table = datasets.table("vsic_rural_industry_subset");
  if (!table) return qt(code);
  const auto codes = table->column("code");
  const auto names = table->column(english ? "name_en" : "name_vi");
  if (!codes || !names) return qt(code);
  const auto rows = table->rowsEqual(*codes, code);
  if (rows.empty()) return qt(code);
  return qt(code) + QStringLiteral(" · ") + qt(table->cell(rows.front(), *names).value_or(""));
}

QString degrees(std::int64_t e7, const char* positive, const char* negative) {
  return QLocale().toString(std::abs(static_cast<double>(e7)) / 1e7, 'f', 5) + QStringLiteral("° ") +
         FacilityModel::tr(e7 < 0 ? negative : positive);
}

}  // namespace

FacilityModel::FacilityModel(QObject* parent) : QObject(parent), m_projects(this) {}

void FacilityModel::setWorkspace(Workspace* workspace) {
  if (workspace == m_workspace) return;
  m_workspace = workspace;
  connect(workspace, &Workspace::recordsChanged, this, [this](const QSet<quint32>& types) {
    if (types.intersects(kindsOf<v1::Facility, v1::Project, v1::Beneficiary>())) load();
  });
  connect(workspace, &Workspace::languageChanged, this, &FacilityModel::load);
  emit workspaceChanged();
  load();
}

void FacilityModel::setFacility(const QString& facility) {
  if (facility == m_id) return;
  m_id = facility;
  emit facilityChanged();
  load();
}

void FacilityModel::load() {
  const auto id = core::FacilityId::parse(m_id.toStdString());
  if (m_workspace == nullptr || !id) return;
  m_receiver.renew();
  const auto today = core::localDate(m_workspace->replica().clock().now());
  const auto language = m_workspace->language();
  m_workspace->read(
      m_receiver,
      [workspace = m_workspace, id = *id, today, language](core::db::ReadTransaction& transaction) {
        std::optional<File> file;
        const auto record = registers::facility(transaction, id);
        if (!record) return file;
        const bool english = language == core::Language::English;
        file.emplace();
        file->name = qt(record->name());
        file->place = placeText(workspace->units(), record->commune(), record->province(), language);
        if (const QString address = qt(record->address()); !address.isEmpty()) {
          // Most addresses name their commune already.
          const auto* commune = workspace->units().commune(record->commune());
          const bool whole = commune != nullptr && address.contains(qt(commune->fullName), Qt::CaseInsensitive);
          file->place = whole ? address : address + QStringLiteral(", ") + file->place;
        }
        file->oldPlace = qt(record->old_address());
        file->kind = static_cast<int>(record->kind());
        file->code = qt(record->code());
        file->taxCode = qt(record->tax_code());
        file->industry = industryText(transaction, record->vsic(), english);
        file->products = qt(record->products());
        file->head = qt(record->head());
        file->phone = qt(record->phone());
        if (record->has_workers()) file->workers = qt(core::formatInteger(record->workers(), language));
        if (record->has_capital()) file->capital = qt(core::formatMoney(record->capital(), language));
        if (record->has_latitude_e7() && record->has_longitude_e7()) {
          file->position = degrees(record->latitude_e7(), QT_TR_NOOP("N"), QT_TR_NOOP("S")) + u' ' +
                           degrees(record->longitude_e7(), QT_TR_NOOP("E"), QT_TR_NOOP("W"));
        }
        file->madeOnSite = record->made_on_site();
        file->hardArea = record->hard_area();
        if (const auto line = registers::facilityLine(transaction, id, today)) file->late = line->overdue;
        for (const auto& [project, beneficiary] : registers::projectsOfFacility(transaction, id)) {
          QStringList detail{qt(project.code())};
          if (!project.ends_on().empty()) detail << tr("until %1").arg(dayText(project.ends_on(), language));
          const auto support = beneficiary.support() != 0 ? beneficiary.support() : project.support();
          const auto projectId = core::ProjectId::fromBytes(project.id());
          const auto beneficiaryId = core::BeneficiaryId::fromBytes(beneficiary.id());
          file->projects.push_back({projectId ? qt(projectId->text()) : QString(),
                                    beneficiaryId ? qt(beneficiaryId->text()) : QString(), qt(project.name()),
                                    detail.join(QStringLiteral(" · ")), qt(core::formatMoney(support, language)),
                                    qt(beneficiary.content())});
        }
        return file;
      },
      [this](core::Result<std::optional<File>> file) {
        if (!file) return;
        m_found = file->has_value();
        m_file = m_found ? std::move(**file) : File{};
        m_projects.show(std::move(m_file.projects));
        emit changed();
      });
}

}  // namespace thucdia::app
