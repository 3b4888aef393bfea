#include "core/registers/administrative_units.h"

#include <algorithm>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "core/base/csv.h"
#include "core/base/text.h"
#include "core/registers/shipped_datasets.h"

namespace thucdia::core::registers {

namespace {

using std::chrono::year_month_day;
using namespace std::chrono_literals;

/// Resolution 202/2025/QH15: the 34 provinces, and with them the communes, from this day on.
constexpr Date kReform{2025y, std::chrono::July, 1d};
constexpr Date kLastDayBefore{2025y, std::chrono::June, 30d};

/// A table and the columns that are wanted of it.
struct Columns {
  CsvTable table;
  std::vector<std::size_t> at;

  [[nodiscard]] const std::string& cell(const CsvRow& row, std::size_t wanted) const { return row.cells[at[wanted]]; }
};

Result<Columns> readColumns(std::string_view file, std::string_view csv,
                            std::initializer_list<std::string_view> names) {
  auto table = parseCsv(nfc(csv));
  if (!table) {
    Error error = table.error();
    error.place.file = file;
    return fail(std::move(error));
  }
  Columns columns{std::move(*table), {}};
  for (const std::string_view name : names) {
    const auto at = columns.table.column(name);
    if (!at) {
      return fail(ErrorCode::ParseError, fmt::format("no column \"{}\"", name), {.file = std::string(file), .row = 1});
    }
    columns.at.push_back(*at);
  }
  for (const CsvRow& row : columns.table.rows) {
    if (row.cells.size() != columns.table.header.size()) {
      return fail(ErrorCode::ParseError, "a line with more or fewer cells than the first",
                  {.file = std::string(file), .row = row.line});
    }
  }
  // The first column asked for is the code: units stand in its order.
  std::ranges::stable_sort(columns.table.rows, {},
                           [&](const CsvRow& row) { return std::string_view(columns.cell(row, 0)); });
  return columns;
}

const AdministrativeUnit* byCode(const std::vector<AdministrativeUnit>& units, std::string_view code) {
  const auto found = std::ranges::lower_bound(
      units, code, {}, [](const AdministrativeUnit& unit) { return std::string_view(unit.code); });
  return found != units.end() && found->code == code ? &*found : nullptr;
}

/// "xa dong hy" → "dong hy": the folded name without the word for its kind.
std::string_view withoutKind(std::string_view folded) {
  constexpr std::string_view kKinds[] = {"thanh pho ", "dac khu ", "thi tran ", "thi xa ", "phuong ", "tinh ",
                                         "tp. ",       "tp ",      "xa ",       "p. ",     "x. "};
  for (const std::string_view kind : kKinds) {
    if (folded.starts_with(kind) && folded.size() > kind.size()) return folded.substr(kind.size());
  }
  return folded;
}

bool allDigits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

/// How well a name answers: 0 whole, 1 its beginning, 2 words anywhere; nothing when it does not.
std::optional<int> rank(std::string_view name, std::string_view fullName, std::string_view typed,
                        const std::vector<std::string_view>& words) {
  if (name == typed || fullName == typed) return 0;
  if (name.starts_with(typed) || fullName.starts_with(typed)) return 1;
  for (const std::string_view word : words) {
    bool found = false;
    forEachWord(fullName, [&](std::string_view part) { found = found || part.starts_with(word); });
    if (!found) return std::nullopt;
  }
  return 2;
}

}  // namespace

Result<AdministrativeUnits> AdministrativeUnits::read(const Sources& sources) {
  AdministrativeUnits units;
  THUCDIA_ASSIGN(const Columns provinces,
                 readColumns("vn_provinces_34", sources.provinces,
                             {"code", "name_vi", "name_en", "full_name_vi", "full_name_en", "region6_code"}));
  for (const CsvRow& row : provinces.table.rows) {
    AdministrativeUnit& unit = units.m_provinces.emplace_back();
    unit.level = UnitLevel::Province;
    unit.code = unit.province = provinces.cell(row, 0);
    unit.name = provinces.cell(row, 1);
    unit.nameEn = provinces.cell(row, 2);
    unit.fullName = provinces.cell(row, 3);
    unit.fullNameEn = provinces.cell(row, 4);
    unit.region = provinces.cell(row, 5);
    unit.validFrom = kReform;
  }

  THUCDIA_ASSIGN(const Columns communes,
                 readColumns("vn_communes_3321", sources.communes,
                             {"code", "name_vi", "name_en", "full_name_vi", "full_name_en", "province_code"}));
  units.m_communes.reserve(communes.table.rows.size());
  for (const CsvRow& row : communes.table.rows) {
    AdministrativeUnit& unit = units.m_communes.emplace_back();
    unit.code = communes.cell(row, 0);
    unit.name = communes.cell(row, 1);
    unit.nameEn = communes.cell(row, 2);
    unit.fullName = communes.cell(row, 3);
    unit.fullNameEn = communes.cell(row, 4);
    unit.province = communes.cell(row, 5);
    unit.validFrom = kReform;
    if (!units.province(unit.province)) {
      return fail(ErrorCode::ParseError, fmt::format("no province {}", unit.province),
                  {.file = "vn_communes_3321", .row = row.line, .column = "province_code"});
    }
  }

  THUCDIA_ASSIGN(const Columns formerProvinces, readColumns("vn_provinces_63_to_34", sources.formerProvinces,
                                                            {"old_code", "old_name_vi", "old_name_en",
                                                             "old_full_name_vi", "old_region_8", "new_code"}));
  for (const CsvRow& row : formerProvinces.table.rows) {
    AdministrativeUnit& unit = units.m_formerProvinces.emplace_back();
    unit.level = UnitLevel::Province;
    unit.code = unit.province = formerProvinces.cell(row, 0);
    unit.name = formerProvinces.cell(row, 1);
    unit.nameEn = formerProvinces.cell(row, 2);
    unit.fullName = formerProvinces.cell(row, 3);
    unit.region = formerProvinces.cell(row, 4);
    unit.successor = formerProvinces.cell(row, 5);
    unit.validTo = kLastDayBefore;
  }

  THUCDIA_ASSIGN(const Columns formerCommunes,
                 readColumns("vn_commune_mapping_2025", sources.formerCommunes,
                             {"old_ward_code", "old_ward_name", "old_district_name", "old_province_name",
                              "new_ward_code", "new_province_code"}));
  units.m_formerCommunes.reserve(formerCommunes.table.rows.size());
  for (const CsvRow& row : formerCommunes.table.rows) {
    AdministrativeUnit& unit = units.m_formerCommunes.emplace_back();
    unit.code = formerCommunes.cell(row, 0);
    unit.fullName = formerCommunes.cell(row, 1);
    unit.district = formerCommunes.cell(row, 2);
    unit.oldProvince = formerCommunes.cell(row, 3);
    unit.successor = formerCommunes.cell(row, 4);
    unit.province = formerCommunes.cell(row, 5);
    unit.validTo = kLastDayBefore;
    const std::string folded = fold(unit.fullName);
    const std::size_t kind = folded.size() - withoutKind(folded).size();
    // The kinds' words have as many letters folded as not; their bytes differ, so count spaces.
    std::string_view name = unit.fullName;
    for (auto spaces = std::count(folded.begin(), folded.begin() + static_cast<std::ptrdiff_t>(kind), ' '); spaces > 0;
         --spaces) {
      name.remove_prefix(name.find(' ') + 1);
    }
    unit.name = allDigits(name) ? unit.fullName : std::string(name);
  }
  for (std::uint32_t i = 0; i < units.m_formerCommunes.size(); ++i) {
    units.m_formerOf[units.m_formerCommunes[i].successor].push_back(i);
  }

  const auto foldNames = [](const std::vector<AdministrativeUnit>& from, std::vector<Folded>& to) {
    to.reserve(from.size());
    for (const AdministrativeUnit& unit : from) to.push_back({fold(unit.name), fold(unit.fullName)});
  };
  foldNames(units.m_provinces, units.m_foldedProvinces);
  foldNames(units.m_communes, units.m_foldedCommunes);
  foldNames(units.m_formerProvinces, units.m_foldedFormerProvinces);
  foldNames(units.m_formerCommunes, units.m_foldedFormerCommunes);
  return units;
}

AdministrativeUnits AdministrativeUnits::shipped() {
  auto units = read({shippedFile("vn_provinces_34.csv"), shippedFile("vn_communes_3321.csv"),
                     shippedFile("vn_provinces_63_to_34.csv"), shippedFile("vn_commune_mapping_2025.csv")});
  THUCDIA_ASSERT(units.has_value());
  return std::move(*units);
}

std::vector<const AdministrativeUnit*> AdministrativeUnits::communesOf(std::string_view province) const {
  std::vector<std::pair<std::string, const AdministrativeUnit*>> keyed;
  for (const AdministrativeUnit& unit : m_communes) {
    if (unit.province == province) keyed.emplace_back(collationKey(unit.name), &unit);
  }
  std::ranges::sort(keyed);
  std::vector<const AdministrativeUnit*> units;
  for (const auto& [key, unit] : keyed) units.push_back(unit);
  return units;
}

const AdministrativeUnit* AdministrativeUnits::province(std::string_view code) const {
  return byCode(m_provinces, code);
}

const AdministrativeUnit* AdministrativeUnits::commune(std::string_view code) const { return byCode(m_communes, code); }

const AdministrativeUnit* AdministrativeUnits::province(std::string_view code, Date date) const {
  return byCode(date >= kReform ? m_provinces : m_formerProvinces, code);
}

const AdministrativeUnit* AdministrativeUnits::commune(std::string_view code, Date date) const {
  return byCode(date >= kReform ? m_communes : m_formerCommunes, code);
}

std::string_view AdministrativeUnits::provinceOf(std::string_view code) const {
  const AdministrativeUnit* unit = commune(code);
  return unit ? std::string_view(unit->province) : std::string_view();
}

std::vector<const AdministrativeUnit*> AdministrativeUnits::predecessors(const AdministrativeUnit& unit) const {
  std::vector<const AdministrativeUnit*> found;
  if (unit.level == UnitLevel::Province) {
    for (const AdministrativeUnit& former : m_formerProvinces) {
      if (former.successor == unit.code) found.push_back(&former);
    }
  } else if (const auto former = m_formerOf.find(unit.code); former != m_formerOf.end()) {
    for (const std::uint32_t index : former->second) found.push_back(&m_formerCommunes[index]);
  }
  return found;
}

const AdministrativeUnit* AdministrativeUnits::findProvince(std::string_view codeOrName) const {
  const std::string typed = fold(tidy(codeOrName));
  if (allDigits(typed)) return province(typed.size() == 1 ? "0" + typed : typed);
  const std::string_view name = withoutKind(typed);
  for (std::size_t i = 0; i < m_provinces.size(); ++i) {
    if (m_foldedProvinces[i].name == name) return &m_provinces[i];
  }
  for (std::size_t i = 0; i < m_formerProvinces.size(); ++i) {
    if (m_foldedFormerProvinces[i].name == name) return province(m_formerProvinces[i].successor);
  }
  return nullptr;
}

const AdministrativeUnit* AdministrativeUnits::findCommune(std::string_view codeOrName,
                                                           std::string_view inProvince) const {
  const std::string typed = fold(tidy(codeOrName));
  const auto inside = [&](const AdministrativeUnit& unit) { return inProvince.empty() || unit.province == inProvince; };
  if (allDigits(typed)) {
    const std::string code = std::string(typed.size() < 5 ? 5 - typed.size() : 0, '0') + typed;
    const AdministrativeUnit* unit = commune(code);
    return unit && inside(*unit) ? unit : nullptr;
  }
  const auto only = [&](const std::vector<AdministrativeUnit>& units, const std::vector<Folded>& folded,
                        auto&& matches) -> std::set<const AdministrativeUnit*> {
    std::set<const AdministrativeUnit*> found;
    for (std::size_t i = 0; i < units.size(); ++i) {
      if (!inside(units[i]) || !matches(folded[i])) continue;
      const AdministrativeUnit& unit = units[i];
      found.insert(unit.successor.empty() ? &unit : commune(unit.successor));
    }
    found.erase(nullptr);
    return found;
  };
  const auto wholeName = [&](const Folded& folded) { return folded.fullName == typed; };
  const auto bareName = [&](const Folded& folded) { return folded.name == withoutKind(typed); };
  // The surest reading that is not empty decides; two units by it are an ambiguity.
  for (auto found : {only(m_communes, m_foldedCommunes, wholeName), only(m_communes, m_foldedCommunes, bareName),
                     only(m_formerCommunes, m_foldedFormerCommunes, wholeName),
                     only(m_formerCommunes, m_foldedFormerCommunes, bareName)}) {
    if (found.size() == 1) return *found.begin();
    if (!found.empty()) return nullptr;
  }
  return nullptr;
}

std::vector<UnitHit> AdministrativeUnits::searchCommunes(std::string_view typed, std::string_view province,
                                                         std::size_t limit) const {
  return search(typed, UnitLevel::Commune, province, limit);
}

std::vector<UnitHit> AdministrativeUnits::searchProvinces(std::string_view typed, std::size_t limit) const {
  return search(typed, UnitLevel::Province, {}, limit);
}

std::vector<UnitHit> AdministrativeUnits::search(std::string_view typedText, UnitLevel level, std::string_view province,
                                                 std::size_t limit) const {
  const std::string typed = fold(tidy(typedText));
  std::vector<std::string_view> words;
  forEachWord(typed, [&words](std::string_view word) { words.push_back(word); });

  struct Candidate {
    int order;  // rank, former names after own
    const AdministrativeUnit* found;
  };
  std::vector<Candidate> candidates;
  const auto collect = [&](const std::vector<AdministrativeUnit>& units, const std::vector<Folded>& folded,
                           int former) {
    for (std::size_t i = 0; i < units.size(); ++i) {
      if (!province.empty() && units[i].province != province) continue;
      const auto order = rank(folded[i].name, folded[i].fullName, typed, words);
      if (order) candidates.push_back({*order * 2 + former, &units[i]});
    }
  };
  const bool provinces = level == UnitLevel::Province;
  collect(provinces ? m_provinces : m_communes, provinces ? m_foldedProvinces : m_foldedCommunes, 0);
  if (!words.empty()) {
    collect(provinces ? m_formerProvinces : m_formerCommunes,
            provinces ? m_foldedFormerProvinces : m_foldedFormerCommunes, 1);
  }
  std::ranges::stable_sort(candidates, {}, &Candidate::order);

  std::vector<UnitHit> hits;
  std::set<const AdministrativeUnit*> shown;
  for (const Candidate& candidate : candidates) {
    if (hits.size() >= limit) break;
    const AdministrativeUnit& found = *candidate.found;
    const AdministrativeUnit* today = found.successor.empty() ? &found
                                      : provinces             ? this->province(found.successor)
                                                              : commune(found.successor);
    if (today && shown.insert(today).second) {
      hits.push_back({today, found.successor.empty() ? std::string() : describe(found)});
    }
  }
  return hits;
}

std::string AdministrativeUnits::describe(const AdministrativeUnit& unit) const {
  if (unit.level == UnitLevel::Province) return unit.fullName;
  std::string text = unit.fullName;
  if (!unit.district.empty()) text += ", " + unit.district;
  if (!unit.successor.empty()) return unit.oldProvince.empty() ? text : text + ", " + unit.oldProvince;
  const AdministrativeUnit* parent = province(unit.province);
  return parent ? text + ", " + parent->fullName : text;
}

}  // namespace thucdia::core::registers
