#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <google/protobuf/message.h>

#include <thucdia/records/v1/registers.pb.h>

#include "core/base/id.h"
#include "core/registers/administrative_units.h"

/// Registers from CSV files (RFC 4180 UTF-8, ',' ';' or tab; core/base/csv.h). The first line names the columns, in any
/// order, by the Protobuf field's name or its Vietnamese heading; unknown columns are told. Empty cells say nothing.
/// Dates are ISO or 15/07/2026, sums đồng ("300000000", "300.000.000") or with a unit ("300 triệu", "1,5 tỷ"), yes and
/// no: 1 0 true false yes no có không x. Provinces and communes are codes or names, old names too.
///
/// The same file read twice gives the same records with the same ids.

namespace thucdia::core::registers {

namespace v1 = ::thucdia::records::v1;

/// What is wrong in one cell, and what would be right.
struct ImportIssue {
  std::int64_t line = 0;  ///< of the file, from 1
  std::string column;     ///< as the file names it; empty: the whole line
  std::string what;
  std::string wanted;
  bool operator==(const ImportIssue&) const = default;
};
/// "line 5, column "tỉnh": no province "Hà Lội"; wanted: a code (01) or a name (Hà Nội)".
[[nodiscard]] std::string describe(const ImportIssue& issue);

template <class Record>
struct Imported {
  std::vector<Record> records;      ///< empty when there are issues, unless the bad lines were to be skipped
  std::vector<ImportIssue> issues;  ///< in order of lines
  std::set<int> fields;             ///< numbers of the fields that the file speaks of: others of a known record stay
  std::int64_t lines = 0;           ///< lines read, the header not counted
};

struct ImportOptions {
  bool skipBad = false;  ///< take the good lines and report the bad ones
  Date today;            ///< for dates typed without a year
};

/// What the register holds already; a null function knows nothing.
struct KnownRecords {
  std::function<std::optional<FacilityId>(std::string_view code, std::string_view taxCode)> facility;
  std::function<std::optional<ProjectId>(std::string_view code)> project;
  std::function<std::optional<PersonId>(std::string_view name)> person;
};

/// Columns: name*, kind (establishment, cluster, market, power_grid; else establishment), code, legal_form, tax_code,
/// head, phone, address, old_address, province* (may be left out where the commune is a code), commune, latitude,
/// longitude (degrees), vsic, products, workers, capital, hard_area, cluster_code (of a cluster, in the file or known),
/// note, and for clusters decision, investor, area_ha, industrial_ha, leased_ha. (* must be there.) A facility is known
/// again by its code, else its tax code, else its name and commune.
[[nodiscard]] Imported<v1::Facility> parseFacilities(std::string_view csv, const AdministrativeUnits& units,
                                                     const KnownRecords& known, const ImportOptions& options);

struct ImportedProjects {
  Imported<v1::Project> projects;
  std::vector<v1::Beneficiary> beneficiaries;  ///< of the good lines
};
/// Columns: code*, name*, year*, batch, external_code, level (KCQG, KCDP), project_class (ordinary, key, group),
/// inter_regional, content_type* (codes of content_types.csv), vsic, implementing_unit, province*, communes (codes or
/// names separated by '|'), starts_on, ends_on, instrument (HOP_DONG, GIAO_NHIEM_VU), contract_no, contract_date,
/// status, total_cost, support*, counterpart, hard_area, facility_codes (of the supported, separated by '|'; each gets
/// an equal part of the support, the first the rest), content (what they get). A project is known again by its code.
[[nodiscard]] ImportedProjects parseProjects(std::string_view csv, const AdministrativeUnits& units,
                                             const KnownRecords& known, const ImportOptions& options);

/// Columns: name* (the account), full_name*, role* (inspector, supervisor, clerk, admin), provinces (codes or names
/// separated by '|', or "all"), position, organisation, phone, active (else yes). A person is known again by name.
[[nodiscard]] Imported<v1::Person> parsePeople(std::string_view csv, const AdministrativeUnits& units,
                                               const KnownRecords& known, const ImportOptions& options);

/// Copies the fields that the file speaks of from an imported record into the known one; the rest stays as it was.
void mergeImported(google::protobuf::Message& known, const google::protobuf::Message& imported,
                   const std::set<int>& fields);

}  // namespace thucdia::core::registers
