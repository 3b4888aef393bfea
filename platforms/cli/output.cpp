#include "platforms/cli/output.h"

#include <algorithm>

#include "core/base/error.h"

namespace thucdia::cli {

namespace {

std::string oneLine(std::string text) {
  std::ranges::replace_if(
      text, [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
  return text;
}

}  // namespace

void Table::add(std::vector<std::string> cells) {
  THUCDIA_ASSERT(cells.size() == m_headings.size());
  for (std::string& cell : cells) cell = oneLine(std::move(cell));
  m_rows.push_back(std::move(cells));
}

void Table::print(std::ostream& out) const {
  std::vector<std::size_t> widths;
  for (std::size_t column = 0; column < m_headings.size(); ++column) {
    std::size_t width = shownWidth(m_headings[column]);
    for (const auto& row : m_rows) width = std::max(width, shownWidth(row[column]));
    widths.push_back(width);
  }
  const auto printRow = [&](const std::vector<std::string>& cells) {
    for (std::size_t column = 0; column < cells.size(); ++column) {
      out << cells[column];
      if (column + 1 < cells.size()) out << std::string(widths[column] - shownWidth(cells[column]) + 2, ' ');
    }
    out << '\n';
  };
  printRow(m_headings);
  for (const auto& row : m_rows) printRow(row);
}

std::size_t shownWidth(std::string_view utf8) {
  std::size_t width = 0;
  for (std::size_t i = 0; i < utf8.size(); ++i) {
    const auto byte = static_cast<unsigned char>(utf8[i]);
    const bool continues = (byte & 0xC0) == 0x80;
    // U+0300 … U+036F, the combining marks: 0xCC 0x80 … 0xCD 0xAF.
    const auto next = i + 1 < utf8.size() ? static_cast<unsigned char>(utf8[i + 1]) : 0;
    const bool combines = byte == 0xCC || (byte == 0xCD && next <= 0xAF);
    if (!continues && !combines) ++width;
  }
  return width;
}

std::string plainText(const Json& value) {
  return value.is_string() ? value.get<std::string>() : value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

void printJson(std::ostream& out, const Json& json) {
  out << json.dump(2, ' ', false, Json::error_handler_t::replace) << '\n';
}

void printObject(std::ostream& out, const Json& object, int indent) {
  const std::string margin(static_cast<std::size_t>(indent), ' ');
  for (const auto& [name, value] : object.items()) {
    const bool nests = value.is_object() || (value.is_array() && !value.empty() && value.front().is_structured());
    if (!nests) {
      out << margin << name << ": " << plainText(value) << '\n';
      continue;
    }
    out << margin << name << ":\n";
    if (value.is_object()) {
      printObject(out, value, indent + 2);
      continue;
    }
    for (const Json& entry : value) {
      out << margin << "  -\n";
      if (entry.is_object()) {
        printObject(out, entry, indent + 4);
      } else {
        out << margin << "    " << plainText(entry) << '\n';
      }
    }
  }
}

}  // namespace thucdia::cli
