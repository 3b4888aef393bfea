#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <thucdia/records/v1/form.pb.h>

namespace thucdia::core::reports {

/// A question as a column of an export.
struct QuestionColumn {
  std::string path;       ///< without the root and without rows: "model/equip/eq_name"
  bool position = false;  ///< a geopoint, split into several columns
  bool personal = false;  ///< personal data in the sense of Law 91/2025/QH15, masked unless asked for
  bool operator==(const QuestionColumn&) const = default;
};

/// One table of an export: the visits themselves, or the rows of a repeat.
struct ColumnTable {
  std::string repeat;  ///< path of the repeat; empty for the visits
  std::string name;    ///< the repeat's name, which names its file: "equip"; its path with dots where two share a name
  std::vector<QuestionColumn> questions;
  bool operator==(const ColumnTable&) const = default;
};

/// Where a question's answers go.
struct ColumnPlace {
  std::uint32_t table = 0;
  std::uint32_t column = 0;
};

/// The columns of one or several forms, in the order of the forms; questions of the same path share a column.
class FormColumns {
 public:
  /// Adds what a form has and the earlier ones have not.
  void add(const ::thucdia::records::v1::CompiledForm& form);

  /// The visits first, then the repeats in the order in which forms have them.
  [[nodiscard]] const std::vector<ColumnTable>& tables() const { return m_tables; }
  /// Nothing for a path that no form has. `path` as in QuestionColumn.
  [[nodiscard]] const ColumnPlace* find(std::string_view path) const;
  /// The table of a repeat's path; 0 where no form has it.
  [[nodiscard]] std::uint32_t tableOf(std::string_view repeat) const;

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };
  using Places = std::unordered_map<std::string, ColumnPlace, Hash, std::equal_to<>>;

  std::uint32_t addTable(const std::string& repeat, const std::string& name);

  std::vector<ColumnTable> m_tables = {ColumnTable{}};
  Places m_places;
  std::unordered_map<std::string, std::uint32_t, Hash, std::equal_to<>> m_repeats;
};

/// A key of Visit.answers without its rows: "model/equip:3f2a-1/eq_name" → "model/equip/eq_name". Written to `out`,
/// whose memory is used again.
void pathOfKey(std::string_view key, std::string& out);

}  // namespace thucdia::core::reports
