#include "tests/support/generated_form.h"

#include <map>
#include <stdexcept>
#include <vector>

#include <fmt/format.h>
#include <zip.h>

namespace thucdia::tests {
namespace {

using core::forms::Row;
using core::forms::Sheet;
using core::forms::Workbook;

void addRow(Sheet& sheet, const std::vector<std::string>& texts) {
  Row row{.number = static_cast<int>(sheet.rows.size()) + 1, .cells = {}};
  for (std::size_t at = 0; at < texts.size(); ++at) {
    if (!texts[at].empty()) row.cells.push_back({.text = texts[at], .column = static_cast<int>(at) + 1});
  }
  sheet.rows.push_back(std::move(row));
}

/// One question of a group; `at` counts within the group, `name` is unique in the form.
void addQuestion(Sheet& survey, const std::string& group, int at) {
  const auto name = [&](int question) { return fmt::format("{}_q{}", group, question); };
  const auto own = name(at);
  const auto vi = fmt::format("Câu hỏi {} của phần {}", at + 1, group);
  const auto en = fmt::format("Question {} of part {}", at + 1, group);
  switch (at % 10) {
    case 0:
      addRow(survey, {"text", own, vi, en, "Ghi rõ như trong hồ sơ đã duyệt"});
      break;
    case 1:
      addRow(survey, {"integer", own, vi, en, "", "", "yes", ". >= 0 and . <= 100000", "Từ 0 đến 100.000"});
      break;
    case 2:
      addRow(survey, {"decimal", own, vi, en, "", "", "", ". >= 0"});
      break;
    case 3:
      addRow(survey, {"select_one state", own, vi, en, "", "", "yes"});
      break;
    case 4:
      addRow(survey, {"text", own, vi, en, "", fmt::format("${{{}}} = 'hong'", name(at - 1)), "yes"});
      break;
    case 5:
      addRow(survey, {"date", own, vi, en, "", "", "", ". <= today()", "Không được ở tương lai"});
      break;
    case 6:
      addRow(survey, {"calculate", own, "", "", "", "", "", "", "",
                      fmt::format("coalesce(${{{}}}, 0) * coalesce(${{{}}}, 0)", name(at - 5), name(at - 4))});
      break;
    case 7:
      addRow(survey, {"select_multiple parts", own, vi, en});
      break;
    case 8:
      addRow(survey, {"integer", own, vi, en, "", fmt::format("count-selected(${{{}}}) > 1", name(at - 1)), "",
                      fmt::format(". <= ${{{}}}", name(at - 7)), "Không hơn số đã khai"});
      break;
    default:
      addRow(survey,
             {"note", own, fmt::format("Thành tiền: ${{{}}} đồng", name(at - 3)),
              fmt::format("Amount: ${{{}}} VND", name(at - 3)), "", fmt::format("${{{}}} > 1000000", name(at - 3))});
      break;
  }
}

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '&') {
      out += "&amp;";
    } else if (c == '<') {
      out += "&lt;";
    } else if (c == '>') {
      out += "&gt;";
    } else {
      out += c;
    }
  }
  return out;
}

constexpr const char* kOffice = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
constexpr const char* kMain = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

void must(bool good) {
  if (!good) throw std::runtime_error("the archive could not be made");
}

std::string archive(const std::map<std::string, std::string>& parts) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* out = zip_source_buffer_create(nullptr, 0, 0, &error);
  must(out != nullptr);
  zip_source_keep(out);
  zip_t* made = zip_open_from_source(out, ZIP_TRUNCATE, &error);
  must(made != nullptr);
  for (const auto& [name, bytes] : parts)
    must(zip_file_add(made, name.c_str(), zip_source_buffer(made, bytes.data(), bytes.size(), 0), ZIP_FL_ENC_UTF_8) >=
         0);
  must(zip_close(made) == 0 && zip_source_open(out) == 0 && zip_source_seek(out, 0, SEEK_END) == 0);
  std::string bytes(static_cast<std::size_t>(zip_source_tell(out)), '\0');
  zip_source_seek(out, 0, SEEK_SET);
  must(zip_source_read(out, bytes.data(), bytes.size()) == static_cast<zip_int64_t>(bytes.size()));
  zip_source_close(out);
  zip_source_free(out);
  return bytes;
}

}  // namespace

Workbook generatedForm(const GeneratedForm& wanted) {
  Workbook workbook{
      .file = "generated.xlsx",
      .sheets = {{.name = "survey", .rows = {}}, {.name = "choices", .rows = {}}, {.name = "settings", .rows = {}}}};
  auto& survey = workbook.sheets[0];
  addRow(survey, {"type", "name", "label::Tiếng Việt (vi)", "label::English (en)", "hint::Tiếng Việt (vi)", "relevant",
                  "required", "constraint", "constraint_message::Tiếng Việt (vi)", "calculation"});
  std::string sum;
  int groups = 0;
  for (int made = 0; made < wanted.questions; ++groups) {
    const auto group = fmt::format("g{}", groups);
    addRow(survey, {"begin_group", group, fmt::format("Phần {}", groups + 1), fmt::format("Part {}", groups + 1)});
    for (int at = 0; at < wanted.questionsInGroup && made < wanted.questions; ++at, ++made) {
      addQuestion(survey, group, at);
      if (at == 6) sum += fmt::format("{}${{{}_q6}}", sum.empty() ? "" : " + ", group);
    }
    addRow(survey, {"end_group"});
    if (groups % 10 == 9 && !sum.empty()) {
      addRow(survey, {"calculate", fmt::format("total_{}", groups / 10), "", "", "", "", "", "", "", sum});
      ++made;
      sum.clear();
    }
  }
  if (wanted.repeatQuestions > 0) {
    addRow(survey, {"begin_repeat", "equip", "Thiết bị", "Equipment"});
    for (int at = 0; at < wanted.repeatQuestions; ++at) addQuestion(survey, "equip", at);
    addRow(survey, {"end_repeat"});
    if (wanted.repeatQuestions > 6)
      addRow(survey, {"calculate", "equip_total", "", "", "", "", "", "", "", "sum(${equip_q6})"});
  }
  auto& choices = workbook.sheets[1];
  addRow(choices, {"list_name", "name", "label::Tiếng Việt (vi)", "label::English (en)"});
  addRow(choices, {"state", "tot", "Tốt", "Good"});
  addRow(choices, {"state", "trung_binh", "Trung bình", "Fair"});
  addRow(choices, {"state", "hong", "Hỏng", "Broken"});
  for (int part = 1; part <= 8; ++part)
    addRow(choices, {"parts", fmt::format("p{}", part), fmt::format("Bộ phận {}", part), fmt::format("Part {}", part)});
  auto& settings = workbook.sheets[2];
  addRow(settings, {"form_title", "form_id", "version", "default_language"});
  addRow(settings, {"Biểu mẫu", "generated", "1", "Tiếng Việt (vi)"});
  return workbook;
}

std::string asMarkdown(const Workbook& workbook) {
  std::string out;
  for (const auto& sheet : workbook.sheets) {
    out += "| " + sheet.name + " |\n";
    for (const auto& row : sheet.rows) {
      out += "| |";
      int column = 1;
      for (const auto& cell : row.cells) {
        for (; column < cell.column; ++column) out += " |";
        out += ' ' + cell.text + " |";
        ++column;
      }
      out += '\n';
    }
  }
  return out;
}

std::string asXlsx(const Workbook& workbook) {
  std::map<std::string, std::size_t> shared;
  std::string strings;
  std::map<std::string, std::string> parts;
  std::string sheets;
  std::string relations;
  for (std::size_t at = 0; at < workbook.sheets.size(); ++at) {
    std::string rows;
    for (const auto& row : workbook.sheets[at].rows) {
      rows += fmt::format("<row r=\"{}\" spans=\"1:12\" x14ac:dyDescent=\"0.25\">", row.number);
      for (const auto& cell : row.cells) {
        const auto [known, fresh] = shared.try_emplace(cell.text, shared.size());
        if (fresh) strings += "<si><t xml:space=\"preserve\">" + escaped(cell.text) + "</t></si>";
        rows += fmt::format("<c r=\"{}{}\" s=\"1\" t=\"s\"><v>{}</v></c>", core::forms::columnLetters(cell.column),
                            row.number, known->second);
      }
      rows += "</row>";
    }
    parts[fmt::format("xl/worksheets/sheet{}.xml", at + 1)] =
        fmt::format("<worksheet xmlns=\"{}\"><sheetData>{}</sheetData></worksheet>", kMain, rows);
    sheets +=
        fmt::format("<sheet name=\"{}\" sheetId=\"{}\" r:id=\"rId{}\"/>", workbook.sheets[at].name, at + 1, at + 1);
    relations += fmt::format("<Relationship Id=\"rId{}\" Type=\"{}/worksheet\" Target=\"worksheets/sheet{}.xml\"/>",
                             at + 1, kOffice, at + 1);
  }
  parts["_rels/.rels"] = fmt::format(
      "<Relationships><Relationship Id=\"r1\" Type=\"{}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>",
      kOffice);
  parts["xl/workbook.xml"] =
      fmt::format("<workbook xmlns=\"{}\" xmlns:r=\"{}\"><sheets>{}</sheets></workbook>", kMain, kOffice, sheets);
  parts["xl/_rels/workbook.xml.rels"] = fmt::format(
      "<Relationships>{}<Relationship Id=\"s\" Type=\"{}/sharedStrings\" "
      "Target=\"sharedStrings.xml\"/></Relationships>",
      relations, kOffice);
  parts["xl/sharedStrings.xml"] = fmt::format("<sst xmlns=\"{}\">{}</sst>", kMain, strings);
  return archive(parts);
}

}  // namespace thucdia::tests
