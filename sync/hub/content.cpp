#include "sync/hub/content.h"

#include <algorithm>
#include <map>
#include <memory>

#include "core/base/dates.h"
#include "core/records/record_type.h"
#include "core/registers/import_csv.h"
#include "core/registers/shipped_datasets.h"
#include "sync/hub/accounts.h"
#include "sync/hub/form_content.h"
#include "sync/hub/hub_records.h"

namespace thucdia::hub {

using core::ErrorCode;
using core::records::RecordType;
namespace registers = core::registers;

namespace {

/// Every record of a kind, by the key that imports know it by.
template <class Record, class Visit>
core::Result<> eachRecord(Hub& hub, Visit&& visit) {
  return hub.storage().read([&](HubRead& read) -> core::Result<> {
    std::int64_t after = 0;
    for (;;) {
      const auto heads = read.headsOfType(RecordType::of<Record>().number(), after, 500);
      if (heads.empty()) return {};
      for (const auto& head : heads) {
        after = head.row;
        Record record;
        if (!record.ParseFromString(head.body)) return core::fail(ErrorCode::CorruptData, head.id.text());
        record.set_id(head.id.rawString());
        visit(record);
      }
    }
  });
}

/// What the register holds, by the keys that CSV files use.
struct Known {
  std::map<std::string, core::FacilityId, std::less<>> facilityByCode;
  std::map<std::string, core::FacilityId, std::less<>> facilityByTaxCode;
  std::map<std::string, core::ProjectId, std::less<>> projects;
  std::map<std::string, PersonId, std::less<>> people;

  static core::Result<Known> read(Hub& hub) {
    Known known;
    THUCDIA_TRY(eachRecord<records::Facility>(hub, [&](const records::Facility& facility) {
      const auto id = *core::FacilityId::fromBytes(facility.id());
      if (!facility.code().empty()) known.facilityByCode.emplace(facility.code(), id);
      if (!facility.tax_code().empty()) known.facilityByTaxCode.emplace(facility.tax_code(), id);
    }));
    THUCDIA_TRY(eachRecord<records::Project>(hub, [&](const records::Project& project) {
      known.projects.emplace(project.code(), *core::ProjectId::fromBytes(project.id()));
    }));
    THUCDIA_TRY(eachRecord<records::Person>(hub, [&](const records::Person& person) {
      known.people.emplace(person.name(), *PersonId::fromBytes(person.id()));
    }));
    return known;
  }

  template <class AnyId>
  static std::optional<AnyId> find(const std::map<std::string, AnyId, std::less<>>& in, std::string_view key) {
    const auto at = in.find(key);
    return at == in.end() ? std::nullopt : std::optional(at->second);
  }

  [[nodiscard]] registers::KnownRecords asFunctions() const {
    return {[this](std::string_view code, std::string_view taxCode) {
              const auto byCode = code.empty() ? std::nullopt : find(facilityByCode, code);
              return byCode || taxCode.empty() ? byCode : find(facilityByTaxCode, taxCode);
            },
            [this](std::string_view code) { return find(projects, code); },
            [this](std::string_view name) { return find(people, name); }};
  }
};

/// The imported records as they are to be written: of known ones, what the file does not speak of stays.
template <class Record>
core::Result<std::vector<Record>> merged(Hub& hub, const registers::Imported<Record>& imported) {
  std::vector<Record> records;
  const auto outcome = hub.storage().read([&](HubRead& read) -> core::Result<> {
    for (const auto& record : imported.records) {
      auto known = get<Record>(read, *RecordId::fromBytes(record.id()));
      if (known) registers::mergeImported(*known, record, imported.fields);
      records.push_back(known ? std::move(*known) : record);
    }
    return {};
  });
  THUCDIA_TRY(outcome);
  return records;
}

template <class Record>
ImportReport reportOf(const registers::Imported<Record>& imported) {
  ImportReport report;
  report.lines = imported.lines;
  report.records = static_cast<std::int64_t>(imported.records.size());
  for (const auto& issue : imported.issues) report.issues.push_back(registers::describe(issue));
  return report;
}

template <class Record>
void addPointers(std::vector<const google::protobuf::Message*>& to, const std::vector<Record>& records) {
  for (const auto& record : records) to.push_back(&record);
}

registers::ImportOptions readerOptions(const Hub& hub, const ImportOptions& options) {
  return {options.skipBad, core::localDate(hub.now())};
}

}  // namespace

core::Result<std::int64_t> writeInBatches(Hub& hub, const std::vector<const google::protobuf::Message*>& messages) {
  std::int64_t changed = 0;
  for (std::size_t at = 0; at < messages.size(); at += kWriteBatch) {
    const auto end = std::min(messages.size(), at + kWriteBatch);
    const std::vector<const google::protobuf::Message*> batch(messages.begin() + static_cast<std::ptrdiff_t>(at),
                                                              messages.begin() + static_cast<std::ptrdiff_t>(end));
    THUCDIA_ASSIGN(const int wrote, hub.write([&](HubWrite& write) { return writeRecords(write, batch, hub.now()); }));
    changed += wrote;
  }
  return changed;
}

core::Result<> loadShipped(Hub& hub) {
  const auto datasets = registers::shippedDatasets();
  std::vector<const google::protobuf::Message*> messages;
  addPointers(messages, datasets);
  THUCDIA_TRY(writeInBatches(hub, messages));
  return loadShippedForms(hub);
}

core::Result<ImportReport> importFacilities(Hub& hub, std::string_view csv, const ImportOptions& options) {
  THUCDIA_ASSIGN(const auto known, Known::read(hub));
  const auto imported = registers::parseFacilities(csv, registers::AdministrativeUnits::shipped(), known.asFunctions(),
                                                   readerOptions(hub, options));
  auto report = reportOf(imported);
  if (options.dryRun || (!report.issues.empty() && !options.skipBad)) return report;
  THUCDIA_ASSIGN(const auto records, merged(hub, imported));
  std::vector<const google::protobuf::Message*> messages;
  addPointers(messages, records);
  THUCDIA_ASSIGN(report.changed, writeInBatches(hub, messages));
  return report;
}

core::Result<ImportReport> importProjects(Hub& hub, std::string_view csv, const ImportOptions& options) {
  THUCDIA_ASSIGN(const auto known, Known::read(hub));
  const auto imported = registers::parseProjects(csv, registers::AdministrativeUnits::shipped(), known.asFunctions(),
                                                 readerOptions(hub, options));
  auto report = reportOf(imported.projects);
  if (options.dryRun || (!report.issues.empty() && !options.skipBad)) return report;
  THUCDIA_ASSIGN(const auto records, merged(hub, imported.projects));
  std::vector<const google::protobuf::Message*> messages;
  addPointers(messages, records);
  addPointers(messages, imported.beneficiaries);
  THUCDIA_ASSIGN(report.changed, writeInBatches(hub, messages));
  return report;
}

core::Result<ImportReport> importPeople(Hub& hub, std::string_view csv, const ImportOptions& options) {
  THUCDIA_ASSIGN(const auto known, Known::read(hub));
  const auto imported = registers::parsePeople(csv, registers::AdministrativeUnits::shipped(), known.asFunctions(),
                                               readerOptions(hub, options));
  auto report = reportOf(imported);
  if (options.dryRun || (!report.issues.empty() && !options.skipBad)) return report;
  THUCDIA_ASSIGN(const auto people, merged(hub, imported));
  THUCDIA_ASSIGN(report.changed, hub.write([&](HubWrite& write) -> core::Result<std::int64_t> {
    std::int64_t changed = 0;
    for (const auto& person : people) {
      THUCDIA_ASSIGN(const int wrote, putPerson(write, person, hub.now()));
      changed += wrote;
    }
    return changed;
  }));
  return report;
}

}  // namespace thucdia::hub
