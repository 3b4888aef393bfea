#pragma once

#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

namespace thucdia::cli {

using Json = nlohmann::ordered_json;

/// Rows of text under headings, each column as wide as its widest cell. Line breaks in cells become blanks.
class Table {
 public:
  explicit Table(std::vector<std::string> headings) : m_headings(std::move(headings)) {}
  /// As many cells as there are headings.
  void add(std::vector<std::string> cells);
  [[nodiscard]] bool empty() const { return m_rows.empty(); }
  void print(std::ostream& out) const;

 private:
  std::vector<std::string> m_headings;
  std::vector<std::vector<std::string>> m_rows;
};

/// How many characters a terminal shows for UTF-8 text in NFC (combining marks take no place).
[[nodiscard]] std::size_t shownWidth(std::string_view utf8);

/// The JSON on lines of its own, UTF-8 as it is; bytes that are no UTF-8 become U+FFFD.
void printJson(std::ostream& out, const Json& json);

/// A value as a reader expects it: text without quotes, all else as JSON.
[[nodiscard]] std::string plainText(const Json& value);

/// An object as "name: value" lines, nested ones indented.
void printObject(std::ostream& out, const Json& object, int indent = 0);

}  // namespace thucdia::cli
