#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <vector>

#include <fmt/format.h>
#include <pugixml.hpp>

#include "core/forms/workbook.h"
#include "core/forms/xlsx_archive.h"
#include "core/forms/xlsx_values.h"
#include "core/forms/xml_tokens.h"

namespace thucdia::core::forms {
namespace {

constexpr int kLastRow = 1'048'576;
constexpr int kLastColumn = 16'384;
constexpr std::size_t kStringBytes = sizeof(std::string);  // what a shared string costs, however short

std::string_view local(const char* name) {
  const std::string_view whole(name);
  const auto colon = whole.find(':');
  return colon == std::string_view::npos ? whole : whole.substr(colon + 1);
}

std::string_view attribute(const pugi::xml_node& node, std::string_view name) {
  for (const auto& found : node.attributes()) {
    if (local(found.name()) == name) return found.value();
  }
  return {};
}

template <class Visit>
void eachElement(const pugi::xml_node& parent, std::string_view name, const Visit& visit) {
  for (const auto& child : parent.children()) {
    if (child.type() == pugi::node_element && local(child.name()) == name) visit(child);
  }
}

Result<pugi::xml_document> parse(const XlsxArchive& archive, const std::string& part, const std::string& file) {
  THUCDIA_ASSIGN(const std::string text, archive.read(part));
  pugi::xml_document document;
  const auto parsed = document.load_buffer(text.data(), text.size());
  if (!parsed)
    return fail(ErrorCode::ParseError, fmt::format("{} at byte {}", parsed.description(), parsed.offset),
                placeIn(file, part));
  return document;
}

// "xl/worksheets/sheet1.xml" for a target as the part `from` names it: absolute, or relative to its folder.
std::string resolve(std::string_view from, std::string_view target) {
  if (target.starts_with('/')) return std::string(target.substr(1));
  std::vector<std::string> parts;
  const auto add = [&](std::string_view path) {
    while (!path.empty()) {
      const auto slash = path.find('/');
      const auto piece = path.substr(0, slash);
      if (piece == "..") {
        if (!parts.empty()) parts.pop_back();
      } else if (piece != "." && !piece.empty()) {
        parts.emplace_back(piece);
      }
      path.remove_prefix(slash == std::string_view::npos ? path.size() : slash + 1);
    }
  };
  const auto slash = from.rfind('/');
  if (slash != std::string_view::npos) add(from.substr(0, slash));
  add(target);
  return fmt::format("{}", fmt::join(parts, "/"));
}

struct Relationship {
  std::string id;
  std::string kind;  // the last step of the type's URI: strict and transitional differ in what stands before
  std::string part;
};

Result<std::vector<Relationship>> relationships(const XlsxArchive& archive, const std::string& part,
                                                const std::string& file) {
  const auto slash = part.rfind('/');
  const auto folder = slash == std::string::npos ? std::string() : part.substr(0, slash + 1);
  const auto name = slash == std::string::npos ? part : part.substr(slash + 1);
  const auto relations = folder + "_rels/" + name + ".rels";
  std::vector<Relationship> found;
  if (!archive.has(relations)) return found;
  THUCDIA_ASSIGN(const pugi::xml_document document, parse(archive, relations, file));
  eachElement(document.document_element(), "Relationship", [&](const pugi::xml_node& node) {
    const auto type = attribute(node, "Type");
    if (attribute(node, "TargetMode") == "External") return;
    found.push_back({.id = std::string(attribute(node, "Id")),
                     .kind = std::string(type.substr(type.rfind('/') + 1)),
                     .part = resolve(part, attribute(node, "Target"))});
  });
  return found;
}

// The kind of number of each cell style.
Result<std::vector<NumberKind>> cellStyles(const XlsxArchive& archive, const std::string& part,
                                           const std::string& file) {
  THUCDIA_ASSIGN(const pugi::xml_document document, parse(archive, part, file));
  std::map<int, NumberKind> custom;
  std::vector<NumberKind> styles;
  eachElement(document.document_element(), "numFmts", [&](const pugi::xml_node& formats) {
    eachElement(formats, "numFmt", [&](const pugi::xml_node& format) {
      custom[std::atoi(std::string(attribute(format, "numFmtId")).c_str())] =
          numberKind(attribute(format, "formatCode"));
    });
  });
  eachElement(document.document_element(), "cellXfs", [&](const pugi::xml_node& formats) {
    eachElement(formats, "xf", [&](const pugi::xml_node& format) {
      const int id = std::atoi(std::string(attribute(format, "numFmtId")).c_str());
      const auto known = custom.find(id);
      styles.push_back(known != custom.end() ? known->second : builtInNumberKind(id));
    });
  });
  return styles;
}

class XlsxReader {
 public:
  XlsxReader(XlsxArchive archive, std::string file, const WorkbookLimits& limits)
      : m_archive(std::move(archive)), m_limits(limits) {
    m_workbook.file = std::move(file);
  }

  Result<Workbook> read() {
    THUCDIA_ASSIGN(const std::string main, mainPart());
    THUCDIA_ASSIGN(const std::vector<Relationship> relations, relationships(m_archive, main, m_workbook.file));
    for (const auto& relation : relations) {
      if (relation.kind == "sharedStrings" && m_archive.has(relation.part))
        THUCDIA_TRY(readSharedStrings(relation.part));
      if (relation.kind == "styles" && m_archive.has(relation.part)) {
        THUCDIA_ASSIGN(m_styles, cellStyles(m_archive, relation.part, m_workbook.file));
      }
    }
    THUCDIA_ASSIGN(const pugi::xml_document document, parse(m_archive, main, m_workbook.file));
    std::vector<std::pair<std::string, std::string>> sheets;
    for (const auto& child : document.document_element().children()) {
      if (local(child.name()) == "workbookPr") {
        const auto mode = attribute(child, "date1904");
        m_from1904 = mode == "1" || mode == "true";
      }
      if (local(child.name()) != "sheets") continue;
      eachElement(child, "sheet", [&](const pugi::xml_node& sheet) {
        // r:id; the number of the sheet is sheetId, so the local name is enough.
        const auto relation = std::ranges::find(relations, attribute(sheet, "id"), &Relationship::id);
        if (relation != relations.end() && relation->kind == "worksheet")
          sheets.emplace_back(attribute(sheet, "name"), relation->part);
      });
    }
    if (sheets.empty()) return fail(ErrorCode::ParseError, "the workbook has no sheet", placeIn(m_workbook.file));
    if (sheets.size() > m_limits.sheets)
      return fail(ErrorCode::LimitExceeded, fmt::format("more than {} sheets", m_limits.sheets),
                  placeIn(m_workbook.file));
    for (const auto& [name, part] : sheets) THUCDIA_TRY(readSheet(name, part));
    return std::move(m_workbook);
  }

 private:
  Result<std::string> mainPart() const {
    THUCDIA_ASSIGN(const std::vector<Relationship> relations, relationships(m_archive, "", m_workbook.file));
    for (const auto& relation : relations) {
      if (relation.kind == "officeDocument" && m_archive.has(relation.part)) return relation.part;
    }
    if (m_archive.has("xl/workbook.xml")) return std::string("xl/workbook.xml");
    return fail(ErrorCode::ParseError, "no Excel workbook: the archive has no part xl/workbook.xml",
                placeIn(m_workbook.file));
  }

  /// What counts too much; `place` says where when it is asked.
  template <class PlaceOf>
  std::optional<Error> countText(std::size_t bytes, PlaceOf place) {
    m_textBytes += bytes;
    if (bytes > m_limits.cellBytes)
      return Error{ErrorCode::LimitExceeded,
                   fmt::format("a cell of {} bytes, the limit is {}", bytes, m_limits.cellBytes), place()};
    if (m_textBytes > m_limits.textBytes)
      return Error{ErrorCode::LimitExceeded, fmt::format("more than {} bytes of text", m_limits.textBytes), place()};
    return std::nullopt;
  }

  // <si> with <t>, or runs <r><t>; the phonetic guide <rPh><t> is no part of the text.
  Result<> readSharedStrings(const std::string& part) {
    XmlTokens tokens;
    std::string text;
    int phonetic = 0;
    std::optional<Error> failed;
    tokens.onOpen = [&](const XmlTag& tag) {
      if (tag.name == "si") text.clear();
      if (tag.name == "rPh") ++phonetic;
      tokens.wantsText = tag.name == "t" && phonetic == 0 && !tag.empty;
    };
    tokens.onClose = [&](std::string_view name) {
      tokens.wantsText = false;
      if (name == "rPh") --phonetic;
      if (name != "si" || failed) return;
      m_strings.push_back(cleanCellText(text));
      failed =
          countText(std::max(m_strings.back().size(), kStringBytes), [&] { return placeIn(m_workbook.file, part); });
    };
    tokens.onText = [&](std::string&& piece) {
      if (text.size() <= m_limits.cellBytes) text += piece;
    };
    return drive(part, tokens, failed);
  }

  Result<> readSheet(const std::string& name, const std::string& part) {
    m_workbook.sheets.push_back({.name = name, .rows = {}});
    auto& rows = m_workbook.sheets.back().rows;
    XmlTokens tokens;
    std::optional<Error> failed;
    int row = 0;
    int column = 0;
    std::string type;
    std::string style;
    std::string value;
    std::string inlineText;
    int phonetic = 0;
    bool inCell = false;
    tokens.onOpen = [&](const XmlTag& tag) {
      tokens.wantsText = false;
      if (tag.name == "row") {
        const auto given = tag.attribute("r");
        int number = 0;
        if (given.empty())
          number = row + 1;
        else
          std::from_chars(given.data(), given.data() + given.size(), number);
        row = std::clamp(number, 0, kLastRow);
        column = 0;
        if (number != row || row < 1)
          failed = Error{ErrorCode::ParseError, fmt::format("row number {} is not between 1 and {}", given, kLastRow),
                         placeIn(m_workbook.file, name)};
      } else if (tag.name == "c") {
        inCell = true;
        const auto reference = tag.attribute("r");
        const auto letters = reference.substr(0, reference.find_first_of("0123456789"));
        if (letters.empty()) {
          ++column;
        } else {
          column = 0;
          for (const char letter : letters) {
            const char upper = static_cast<char>(letter & ~0x20);
            if (upper < 'A' || upper > 'Z' || column > kLastColumn) {
              column = 0;
              break;
            }
            column = column * 26 + (upper - 'A' + 1);
          }
        }
        if (column < 1 || column > kLastColumn || row < 1) {
          failed = Error{ErrorCode::ParseError, fmt::format("a cell named \"{}\"", reference),
                         placeIn(m_workbook.file, name, row)};
          column = 1;
        }
        type = tag.attribute("t");
        style = tag.attribute("s");
        value.clear();
        inlineText.clear();
      } else if (inCell && !tag.empty) {
        if (tag.name == "rPh") ++phonetic;
        tokens.wantsText = tag.name == "v" || (tag.name == "t" && phonetic == 0);
        m_inValue = tag.name == "v";
      }
    };
    tokens.onText = [&](std::string&& piece) {
      auto& into = m_inValue ? value : inlineText;
      if (into.size() <= m_limits.cellBytes) into += piece;
    };
    tokens.onClose = [&](std::string_view closed) {
      tokens.wantsText = false;
      if (closed == "rPh" && phonetic > 0) --phonetic;
      if (closed != "c" || failed) return;
      inCell = false;
      auto text = cellText(type, style, value, inlineText);
      if (text.find_first_not_of(" \t\n\v\f") == std::string::npos) return;
      failed = countText(text.size(), [&] { return placeIn(m_workbook.file, name, row, column); });
      if (++m_cells > m_limits.cells)
        failed = Error{ErrorCode::LimitExceeded, fmt::format("more than {} cells", m_limits.cells),
                       placeIn(m_workbook.file, name, row)};
      if (rows.empty() || rows.back().number < row) {
        rows.push_back({.number = row, .cells = {}});
      } else if (rows.back().number > row) {
        failed = Error{ErrorCode::ParseError, "the rows are out of order", placeIn(m_workbook.file, name, row)};
        return;
      }
      auto& cells = rows.back().cells;
      if (!cells.empty() && cells.back().column >= column) {
        failed = Error{ErrorCode::ParseError, "the cells of a row are out of order",
                       placeIn(m_workbook.file, name, row, column)};
        return;
      }
      cells.push_back({.text = std::move(text), .column = column});
    };
    return drive(part, tokens, failed);
  }

  Result<> drive(const std::string& part, XmlTokens& tokens, const std::optional<Error>& failed) {
    THUCDIA_TRY(m_archive.stream(part, [&](std::string_view piece) -> Result<> {
      if (auto fed = tokens.feed(piece); !fed) {
        auto error = fed.error();
        error.place = placeIn(m_workbook.file, part);
        return fail(std::move(error));
      }
      if (failed) return fail(*failed);
      return {};
    }));
    return tokens.finish();
  }

  std::string cellText(const std::string& type, const std::string& style, const std::string& value,
                       const std::string& inlineText) const {
    if (type == "s") {
      std::size_t index = 0;
      const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), index);
      return error == std::errc{} && index < m_strings.size() ? m_strings[index] : std::string();
    }
    if (type == "inlineStr") return cleanCellText(inlineText);
    if (type == "str" || type == "e") return cleanCellText(value);
    if (type == "b") return value == "1" || value == "true" ? "TRUE" : value.empty() ? "" : "FALSE";
    if (type == "d") return value;
    const auto index = static_cast<std::size_t>(std::max(0, std::atoi(style.c_str())));
    return numberText(value, index < m_styles.size() ? m_styles[index] : NumberKind::Plain, m_from1904);
  }

  XlsxArchive m_archive;
  WorkbookLimits m_limits;
  Workbook m_workbook;
  std::vector<std::string> m_strings;
  std::vector<NumberKind> m_styles;
  bool m_from1904 = false;
  bool m_inValue = false;
  std::uint64_t m_textBytes = 0;
  std::uint64_t m_cells = 0;
};

}  // namespace

Result<Workbook> readXlsx(std::string_view bytes, std::string file, const WorkbookLimits& limits) {
  THUCDIA_ASSIGN(XlsxArchive archive, XlsxArchive::open(bytes, file, limits));
  return XlsxReader(std::move(archive), std::move(file), limits).read();
}

}  // namespace thucdia::core::forms
