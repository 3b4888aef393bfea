#include "core/base/csv.h"

#include <algorithm>

#include "core/base/text.h"

namespace thucdia::core {

namespace {

/// Reads cell by cell, counting lines and columns.
class Reader {
 public:
  Reader(std::string_view text, char separator) : m_text(text), m_separator(separator) {}

  [[nodiscard]] bool atEnd() const { return m_at >= m_text.size(); }

  /// One row; an empty line is a row of one empty cell.
  [[nodiscard]] Result<CsvRow> row() {
    CsvRow row{m_line, {}};
    for (;;) {
      std::string& cell = row.cells.emplace_back();
      if (!atEnd() && peek() == '"') {
        THUCDIA_TRY(quoted(cell));
      } else {
        const std::size_t begin = m_at;
        while (!atEnd() && peek() != m_separator && !isBreak(peek())) ++m_at;
        cell = m_text.substr(begin, m_at - begin);
      }
      if (atEnd()) return row;
      if (peek() == m_separator) {
        ++m_at;
        continue;
      }
      if (isBreak(peek())) {
        lineBreak();
        return row;
      }
      return fault("text after a closing quote");
    }
  }

 private:
  [[nodiscard]] char peek() const { return m_text[m_at]; }
  static bool isBreak(char c) { return c == '\n' || c == '\r'; }

  /// Of a byte of the current line, from 1; the continuation bytes of a letter are no columns.
  [[nodiscard]] std::string columnOf(std::size_t at) const {
    const auto line = m_text.substr(m_lineStart, at - m_lineStart);
    return std::to_string(
        1 + std::ranges::count_if(line, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
  }

  void lineBreak() {
    const bool pair = peek() == '\r' && m_at + 1 < m_text.size() && m_text[m_at + 1] == '\n';
    m_at += pair ? 2 : 1;
    ++m_line;
    m_lineStart = m_at;
  }

  [[nodiscard]] Result<> quoted(std::string& cell) {
    const Reader opened = *this;
    ++m_at;
    for (;;) {
      if (atEnd()) return opened.fault("a quote that is not closed");
      const char c = peek();
      if (c == '"') {
        ++m_at;
        if (atEnd() || peek() != '"') return {};
        cell += '"';
        ++m_at;
      } else if (isBreak(c)) {
        cell += '\n';
        lineBreak();
      } else {
        cell += c;
        ++m_at;
      }
    }
  }

  [[nodiscard]] tl::unexpected<Error> fault(std::string what) const {
    return fail(ErrorCode::ParseError, std::move(what), {.row = m_line, .column = columnOf(m_at)});
  }

  std::string_view m_text;
  char m_separator;
  std::size_t m_at = 0;
  std::int64_t m_line = 1;
  std::size_t m_lineStart = 0;
};

char separatorOf(std::string_view text) {
  std::size_t commas = 0;
  std::size_t semicolons = 0;
  std::size_t tabs = 0;
  bool inQuotes = false;
  for (const char c : text) {
    if (c == '"') inQuotes = !inQuotes;
    if (inQuotes) continue;
    if (c == '\n' || c == '\r') break;
    commas += c == ',';
    semicolons += c == ';';
    tabs += c == '\t';
  }
  if (semicolons > commas && semicolons >= tabs) return ';';
  return tabs > commas ? '\t' : ',';
}

Result<> checkUtf8(std::string_view text) {
  if (isUtf8(text)) return {};
  std::int64_t line = 1;
  for (std::size_t begin = 0; begin < text.size(); ++line) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    if (!isUtf8(text.substr(begin, end - begin))) break;
    begin = end + 1;
  }
  return fail(ErrorCode::ParseError, "not UTF-8: save the file as \"CSV UTF-8\"", {.row = line});
}

}  // namespace

std::optional<std::size_t> CsvTable::column(std::string_view name) const {
  const auto found = std::ranges::find(header, name);
  if (found == header.end()) return std::nullopt;
  return static_cast<std::size_t>(found - header.begin());
}

Result<CsvTable> parseCsv(std::string_view text) {
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  THUCDIA_TRY(checkUtf8(text));
  CsvTable table;
  table.separator = separatorOf(text);
  Reader reader(text, table.separator);
  while (!reader.atEnd()) {
    THUCDIA_ASSIGN(CsvRow row, reader.row());
    if (std::ranges::all_of(row.cells, &std::string::empty)) continue;
    if (table.header.empty()) {
      for (const std::string& name : row.cells) table.header.push_back(tidy(name));
    } else {
      table.rows.push_back(std::move(row));
    }
  }
  if (table.header.empty()) return fail(ErrorCode::ParseError, "no line that names the columns", {.row = 1});
  return table;
}

void appendCsvCell(std::string& out, std::string_view cell, char separator) {
  const bool plain = cell.find_first_of("\"\r\n") == std::string_view::npos &&
                     cell.find(separator) == std::string_view::npos &&
                     (cell.empty() || (cell.front() != ' ' && cell.back() != ' '));
  if (plain) {
    out += cell;
    return;
  }
  out += '"';
  for (const char c : cell) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

void appendCsvRow(std::string& out, const std::vector<std::string>& cells, char separator) {
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) out += separator;
    appendCsvCell(out, cells[i], separator);
  }
  out += "\r\n";
}

}  // namespace thucdia::core
