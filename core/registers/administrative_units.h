#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/dates.h"
#include "core/base/error.h"

namespace thucdia::core::registers {

enum class UnitLevel { Province, Commune };

/// A province or commune as it was between two days. A code alone names none: seven province codes passed to another
/// province on 2025-07-01. Names are NFC.
struct AdministrativeUnit {
  UnitLevel level = UnitLevel::Commune;
  std::string code;         ///< 2 digits (province) or 5 (commune), with leading zeros
  std::string name;         ///< "Ba Đình"
  std::string fullName;     ///< "Phường Ba Đình"
  std::string nameEn;       ///< "Ba Dinh"
  std::string fullNameEn;   ///< "Ba Dinh Ward"; former communes have no English names
  std::string province;     ///< code of the province; of a former commune: of its successor's province
  std::string district;     ///< former communes only: "Quận Gò Vấp"
  std::string region;       ///< provinces only: code of the socio-economic region ("DBSH"); former: its name
  std::string successor;    ///< former units: the code of today's unit; the source gives one where there were several
  std::string oldProvince;  ///< former communes: full name of the former province
  std::optional<Date> validFrom;  ///< unknown for former units
  std::optional<Date> validTo;    ///< the last day; none: still valid

  [[nodiscard]] bool validOn(Date date) const {
    return (!validFrom || *validFrom <= date) && (!validTo || date <= *validTo);
  }
};

/// A unit of today that a search found.
struct UnitHit {
  const AdministrativeUnit* unit = nullptr;
  /// The former unit by whose name it was found ("Phường 12, Quận Gò Vấp, Thành phố Hồ Chí Minh"); empty when by its
  /// own.
  std::string formerly;
};

/// Provinces and communes of Viet Nam: today's 34 and 3,321, and their dated predecessors. Immutable: any thread may
/// use one. Unit pointers live as long as it.
class AdministrativeUnits {
 public:
  /// The tables as text, in the shape of core/registers/data (vn_provinces_34.csv and so on): shipped or from Dataset
  /// records that an administrator has brought up to date. ParseError with file and line otherwise.
  struct Sources {
    std::string_view provinces;
    std::string_view communes;
    std::string_view formerProvinces;
    std::string_view formerCommunes;
  };
  [[nodiscard]] static Result<AdministrativeUnits> read(const Sources& sources);
  /// From the data in the program; takes some milliseconds: make it once and pass it on.
  [[nodiscard]] static AdministrativeUnits shipped();

  [[nodiscard]] const std::vector<AdministrativeUnit>& provinces() const { return m_provinces; }  ///< today's, by code
  [[nodiscard]] const std::vector<AdministrativeUnit>& communes() const { return m_communes; }    ///< today's, by code
  /// The communes of one of today's provinces, by Vietnamese collation.
  [[nodiscard]] std::vector<const AdministrativeUnit*> communesOf(std::string_view province) const;

  /// Today's unit; null when there is none of this code.
  [[nodiscard]] const AdministrativeUnit* province(std::string_view code) const;
  [[nodiscard]] const AdministrativeUnit* commune(std::string_view code) const;
  /// The unit that the code meant on a day.
  [[nodiscard]] const AdministrativeUnit* province(std::string_view code, Date date) const;
  [[nodiscard]] const AdministrativeUnit* commune(std::string_view code, Date date) const;
  /// The code of the province of one of today's communes; empty for an unknown code.
  [[nodiscard]] std::string_view provinceOf(std::string_view commune) const;
  /// The former units that became one of today's.
  [[nodiscard]] std::vector<const AdministrativeUnit*> predecessors(const AdministrativeUnit& unit) const;

  /// Today's province or commune that a person means by a code or by a name, old or new, with or without marks and
  /// "Tỉnh", "Xã" …: for imports. Null when there is none or more than one.
  [[nodiscard]] const AdministrativeUnit* findProvince(std::string_view codeOrName) const;
  [[nodiscard]] const AdministrativeUnit* findCommune(std::string_view codeOrName, std::string_view province) const;

  /// Communes (or provinces) whose name, or a former name, has all the typed words; a last word may be unfinished.
  /// Whole names first, then beginnings, then the rest; own names before former ones; each unit once. `province`
  /// narrows to one; empty: all.
  [[nodiscard]] std::vector<UnitHit> searchCommunes(std::string_view typed, std::string_view province,
                                                    std::size_t limit) const;
  [[nodiscard]] std::vector<UnitHit> searchProvinces(std::string_view typed, std::size_t limit) const;

  /// "Phường Ba Đình, Thành phố Hà Nội"; of a former commune with district and former province.
  [[nodiscard]] std::string describe(const AdministrativeUnit& unit) const;

 private:
  struct Folded {
    std::string name;
    std::string fullName;
  };

  [[nodiscard]] std::vector<UnitHit> search(std::string_view typed, UnitLevel level, std::string_view province,
                                            std::size_t limit) const;

  std::vector<AdministrativeUnit> m_provinces;
  std::vector<AdministrativeUnit> m_communes;
  std::vector<AdministrativeUnit> m_formerProvinces;
  std::vector<AdministrativeUnit> m_formerCommunes;
  std::map<std::string, std::vector<std::uint32_t>, std::less<>> m_formerOf;  // today's commune → former ones
  std::vector<Folded> m_foldedProvinces;                                      // beside the vectors above
  std::vector<Folded> m_foldedCommunes;
  std::vector<Folded> m_foldedFormerProvinces;
  std::vector<Folded> m_foldedFormerCommunes;
};

}  // namespace thucdia::core::registers
