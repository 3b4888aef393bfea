#include "core/forms/form_files.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <pugixml.hpp>

#include "core/base/csv.h"
#include "core/forms/limits.h"

namespace thucdia::core::forms {
namespace {

// Rows that come with names instead of a fixed order of columns.
class Collected {
 public:
  void begin() { m_rows.emplace_back(); }
  void put(const std::string& column, std::string text) {
    const auto [found, fresh] = m_places.try_emplace(column, m_columns.size());
    if (fresh) m_columns.push_back(column);
    m_rows.back().emplace_back(found->second, std::move(text));
  }
  Result<std::shared_ptr<const MemoryTable>> table() {
    if (m_columns.size() > limits::kTableColumns)
      return fail(ErrorCode::LimitExceeded, fmt::format("more than {} columns (kTableColumns)", limits::kTableColumns));
    if (m_columns.size() * m_rows.size() > limits::kTableCells)
      return fail(ErrorCode::LimitExceeded,
                  fmt::format("a table of more than {} cells (kTableCells)", limits::kTableCells));
    const auto made = std::make_shared<MemoryTable>(m_columns);
    std::vector<std::optional<std::string_view>> cells;
    for (const auto& row : m_rows) {
      cells.assign(m_columns.size(), std::nullopt);
      for (const auto& [place, text] : row) cells[place] = text;
      made->add(cells);
    }
    return std::shared_ptr<const MemoryTable>(made);
  }

 private:
  std::vector<std::string> m_columns;
  std::map<std::string, std::size_t> m_places;
  std::vector<std::vector<std::pair<std::size_t, std::string>>> m_rows;
};

std::string plain(const nlohmann::json& value) {
  if (value.is_string()) return value.get<std::string>();
  return value.is_null() ? std::string() : value.dump();
}

// "lat lon 0 0", points of a trace or the outer ring separated by "; ", as XForms writes geometry.
std::string geometryText(const nlohmann::json& geometry) {
  if (!geometry.is_object() || !geometry.contains("coordinates")) return {};
  const auto point = [](const nlohmann::json& at) {
    if (!at.is_array() || at.size() < 2 || !at[0].is_number() || !at[1].is_number()) return std::string();
    return fmt::format("{} {} {} 0", at[1].dump(), at[0].dump(),
                       at.size() > 2 && at[2].is_number() ? at[2].dump() : "0");
  };
  const auto& coordinates = geometry["coordinates"];
  const auto kind = geometry.value("type", std::string());
  if (kind == "Point") return point(coordinates);
  const auto* line =
      kind == "Polygon" && coordinates.is_array() && !coordinates.empty() ? &coordinates[0] : &coordinates;
  std::string text;
  if (!line->is_array()) return text;
  for (const auto& at : *line) text += (text.empty() ? "" : "; ") + point(at);
  return text;
}

std::string fileOf(const records::v1::ExternalInstance& instance) {
  const auto slash = instance.src().rfind('/');
  return slash == std::string::npos ? instance.src() : instance.src().substr(slash + 1);
}

}  // namespace

bool isBoundedXml(std::string_view xml) {
  const auto markup = std::ranges::count_if(xml, [](char c) { return c == '<' || c == '='; });
  return static_cast<std::size_t>(markup) <= 2 * limits::kXmlMarkup;  // an element opens and closes
}

bool isBoundedJson(std::string_view text) {
  std::size_t depth = 0;
  std::size_t values = 0;
  bool inText = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (inText) {
      if (c == '\\') ++at;
      if (c == '"') inText = false;
    } else if (c == '"') {
      inText = true;
    } else if (c == '[' || c == '{') {
      if (++depth > limits::kJsonDepth) return false;
    } else if (c == ']' || c == '}') {
      depth -= depth > 0 ? 1 : 0;
    } else if (c == ',') {
      ++values;
    }
  }
  return values <= 2 * limits::kTableCells;
}

Result<std::shared_ptr<const MemoryTable>> tableFromGeoJson(std::string_view text) {
  if (text.size() > limits::kCsvBytes || !isBoundedJson(text))
    return fail(ErrorCode::LimitExceeded,
                fmt::format("JSON of more than {} levels (kJsonDepth), {} values (kTableCells) or {} bytes (kCsvBytes)",
                            limits::kJsonDepth, 2 * limits::kTableCells, limits::kCsvBytes));
  const auto parsed = nlohmann::json::parse(text, nullptr, false);
  if (parsed.is_discarded() || !parsed.is_object() || !parsed.contains("features") || !parsed["features"].is_array()) {
    return fail(ErrorCode::ParseError, "no GeoJSON FeatureCollection");
  }
  Collected rows;
  for (const auto& feature : parsed["features"]) {
    if (!feature.is_object()) continue;
    rows.begin();
    if (feature.contains("geometry")) rows.put("geometry", geometryText(feature["geometry"]));
    if (feature.contains("id")) rows.put("id", plain(feature["id"]));
    if (!feature.contains("properties") || !feature["properties"].is_object()) continue;
    for (const auto& [name, value] : feature["properties"].items()) rows.put(name, plain(value));
  }
  return rows.table();
}

Result<std::shared_ptr<const MemoryTable>> tableFromXml(std::string_view text) {
  if (text.size() > limits::kCsvBytes || !isBoundedXml(text))
    return fail(ErrorCode::LimitExceeded,
                fmt::format("XML of more than {} elements and attributes (kXmlMarkup) or {} bytes (kCsvBytes)",
                            limits::kXmlMarkup, limits::kCsvBytes));
  pugi::xml_document document;
  if (!document.load_buffer(text.data(), text.size())) return fail(ErrorCode::ParseError, "not well-formed XML");
  Collected rows;
  for (const auto& item : document.document_element().children()) {
    if (item.type() != pugi::node_element) continue;
    rows.begin();
    for (const auto& cell : item.children()) {
      if (cell.type() == pugi::node_element) rows.put(cell.name(), cell.text().get());
    }
  }
  return rows.table();
}

std::vector<ExternalFile> externalFiles(const records::v1::CompiledForm& form, const FormFiles& files,
                                        std::vector<std::string>* missing) {
  std::vector<ExternalFile> found;
  for (const auto& instance : form.instances()) {
    const auto file = fileOf(instance);
    if (file.empty() || file == "last-saved") continue;
    if (std::ranges::find(found, file, &ExternalFile::file) != found.end()) continue;
    const auto bytes = files ? files(file) : std::nullopt;
    if (!bytes) {
      if (missing != nullptr) missing->push_back(file);
      continue;
    }
    auto table = file.ends_with(".geojson") ? tableFromGeoJson(*bytes)
                 : file.ends_with(".xml")   ? tableFromXml(*bytes)
                                            : MemoryTable::fromCsv(*bytes);
    ExternalFile each{file, file.substr(0, file.rfind('.')), instance.id(), nullptr, std::nullopt};
    if (table) {
      each.rows = std::move(*table);
    } else {
      each.problem = table.error();
      if (missing != nullptr) missing->push_back(file);
    }
    found.push_back(std::move(each));
  }
  return found;
}

MemoryData readExternalFiles(const records::v1::CompiledForm& form, const FormFiles& files,
                             std::vector<std::string>* missing) {
  MemoryData data;
  for (const auto& each : externalFiles(form, files, missing)) {
    if (!each.rows) continue;
    data.put(each.table, each.rows);
    if (each.id != each.table) data.put(each.id, each.rows);
  }
  return data;
}

std::string csvOf(const Table& table) {
  std::string csv;
  std::vector<std::string> cells;
  for (std::size_t column = 0; column < table.columnCount(); ++column) cells.emplace_back(table.columnName(column));
  appendCsvRow(csv, cells);
  for (std::size_t row = 0; row < table.rowCount(); ++row) {
    for (std::size_t column = 0; column < cells.size(); ++column)
      cells[column] = std::string(table.cell(row, column).value_or(std::string_view()));
    appendCsvRow(csv, cells);
  }
  return csv;
}

}  // namespace thucdia::core::forms
