#pragma once

#include <map>
#include <string>

#include <catch2/catch_test_macros.hpp>
#include <zip.h>

namespace thucdia::tests {

using Parts = std::map<std::string, std::string>;

/// A zip archive of these parts.
inline std::string zipped(const Parts& parts) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* out = zip_source_buffer_create(nullptr, 0, 0, &error);
  zip_source_keep(out);
  zip_t* archive = zip_open_from_source(out, ZIP_TRUNCATE, &error);
  REQUIRE(archive != nullptr);
  for (const auto& [name, bytes] : parts) {
    zip_source_t* part = zip_source_buffer(archive, bytes.data(), bytes.size(), 0);
    REQUIRE(zip_file_add(archive, name.c_str(), part, ZIP_FL_ENC_UTF_8) >= 0);
  }
  REQUIRE(zip_close(archive) == 0);
  REQUIRE(zip_source_open(out) == 0);
  zip_source_seek(out, 0, SEEK_END);
  std::string bytes(static_cast<std::size_t>(zip_source_tell(out)), '\0');
  zip_source_seek(out, 0, SEEK_SET);
  REQUIRE(zip_source_read(out, bytes.data(), bytes.size()) == static_cast<zip_int64_t>(bytes.size()));
  zip_source_close(out);
  zip_source_free(out);
  return bytes;
}

inline constexpr const char* kOffice = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
inline constexpr const char* kMain = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

/// The parts of a workbook with one sheet "survey" that holds these rows, as XML.
inline Parts workbookParts(const std::string& rows, const std::string& workbookProperties = {}) {
  const std::string office = kOffice;
  const std::string main = kMain;
  Parts parts;
  parts["_rels/.rels"] = "<Relationships><Relationship Id=\"r1\" Type=\"" + office +
                         "/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>";
  parts["xl/workbook.xml"] = "<workbook xmlns=\"" + main + "\" xmlns:r=\"" + office + "\">" + workbookProperties +
                             "<sheets><sheet name=\"survey\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>";
  parts["xl/_rels/workbook.xml.rels"] =
      "<Relationships><Relationship Id=\"rId1\" Type=\"" + office +
      "/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"rId2\" Type=\"" + office +
      "/sharedStrings\" Target=\"/xl/sharedStrings.xml\"/><Relationship Id=\"rId3\" Type=\"" + office +
      "/styles\" Target=\"styles.xml\"/></Relationships>";
  parts["xl/sharedStrings.xml"] =
      "<sst xmlns=\"" + main +
      "\"><si><t>type</t></si><si><r><t>na</t></r><r><rPr><b/></rPr><t>me</t></r><rPh sb=\"0\" "
      "eb=\"1\"><t>ナマエ</t></rPh></si><si><t>two_x000D__x000A_lines &amp; more</t></si></sst>";
  parts["xl/styles.xml"] = "<styleSheet xmlns=\"" + main +
                           "\"><numFmts><numFmt numFmtId=\"170\" formatCode=\"yyyy\\-mm\\-dd\"/><numFmt "
                           "numFmtId=\"171\" formatCode=\"[Red]0.00&quot;days&quot;\"/></numFmts>"
                           "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"170\"/><xf numFmtId=\"22\"/><xf "
                           "numFmtId=\"20\"/><xf numFmtId=\"171\"/></cellXfs></styleSheet>";
  parts["xl/worksheets/sheet1.xml"] =
      "<worksheet xmlns=\"" + main + "\"><sheetData>" + rows + "</sheetData></worksheet>";
  return parts;
}

}  // namespace thucdia::tests
