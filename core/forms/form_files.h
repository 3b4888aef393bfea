#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/forms/external_data.h"
#include "core/forms/form_reader.h"

namespace thucdia::core::forms {

/// The tables that a form's external instances name, read from the files beside it: CSV, GeoJSON (one row a feature:
/// geometry, id, properties) and XML (one row a child of the root). Files that are not there, or not readable, are
/// named in `missing`. Any thread.
[[nodiscard]] MemoryData readExternalFiles(const records::v1::CompiledForm& form, const FormFiles& files,
                                           std::vector<std::string>* missing = nullptr);

/// One file that lies beside a form and that the form names.
struct ExternalFile {
  std::string file;   ///< "crops.csv"
  std::string table;  ///< "crops"
  std::string id;     ///< the instance's
  std::shared_ptr<const MemoryTable> rows;
  std::optional<Error> problem;  ///< it is there and cannot be read
};

/// Those that are there, in the order of the form, each once. Any thread.
[[nodiscard]] std::vector<ExternalFile> externalFiles(const records::v1::CompiledForm& form, const FormFiles& files,
                                                      std::vector<std::string>* missing = nullptr);

/// A table as CSV, from which MemoryTable::fromCsv reads it again (an element that is not there becomes "").
[[nodiscard]] std::string csvOf(const Table& table);

/// A GeoJSON FeatureCollection as a table. Errors: ParseError.
[[nodiscard]] Result<std::shared_ptr<const MemoryTable>> tableFromGeoJson(std::string_view text);
/// A secondary instance in XML as a table: <root><item><name/>…</item></root>. Errors: ParseError.
[[nodiscard]] Result<std::shared_ptr<const MemoryTable>> tableFromXml(std::string_view text);

/// Whether XML has so few elements and attributes (kXmlMarkup) that a tree of it fits the memory.
[[nodiscard]] bool isBoundedXml(std::string_view xml);

/// Whether values of JSON stand within each other no deeper than kJsonDepth, and are no more than tables may have: what
/// is checked before it is read, since reading and writing recurse.
[[nodiscard]] bool isBoundedJson(std::string_view text);

}  // namespace thucdia::core::forms
