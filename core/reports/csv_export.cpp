#include "core/reports/csv_export.h"

#include <algorithm>
#include <array>
#include <string_view>

#include <fmt/format.h>

#include "core/base/atomic_file.h"
#include "core/base/csv.h"
#include "core/base/dates.h"
#include "core/visits/answer_text.h"

namespace thucdia::core::reports {
namespace {

namespace v1 = ::thucdia::records::v1;

constexpr std::array<const char*, 17> kVisitColumns = {
    "id",       "number",        "status",    "revision",     "form",     "version",
    "facility", "facility_code", "project",   "project_name", "province", "province_name",
    "commune",  "commune_name",  "inspector", "started_at",   "sealed_at"};
constexpr std::array<const char*, 4> kPositionEndings = {".lat", ".lon", ".alt", ".accuracy"};
constexpr std::size_t kFlushBytes = std::size_t{1} << 16;

/// Whether a spreadsheet would take the text for a formula. A plain number is none.
bool startsFormula(std::string_view text) {
  if (text.empty()) return false;
  const char first = text.front();
  if (first == '=' || first == '@' || first == '\t' || first == '\r') return true;
  if (first != '+' && first != '-') return false;
  return text.size() == 1 || text.find_first_not_of("0123456789.", 1) != std::string_view::npos;
}

/// All but the last three characters as asterisks.
std::string masked(std::string_view text) {
  const auto begins = [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; };
  const auto letters = std::ranges::count_if(text, begins);
  std::string out;
  std::ptrdiff_t seen = 0;
  for (const char c : text) {
    if (begins(c)) ++seen;
    if (letters > 3 && seen > letters - 3) {
      out += c;
    } else if (begins(c)) {
      out += '*';
    }
  }
  return out;
}

/// Degrees × 10⁷ or metres × 1000 as decimal digits.
void appendScaled(std::string& out, std::int64_t value, std::int64_t scale, int digits) {
  if (value < 0) out += '-';
  const std::uint64_t size = value < 0 ? 0 - static_cast<std::uint64_t>(value) : static_cast<std::uint64_t>(value);
  const auto by = static_cast<std::uint64_t>(scale);
  fmt::format_to(std::back_inserter(out), "{}.{:0{}}", size / by, size % by, digits);
}

std::string_view rowIdOf(std::string_view key) { return key.substr(key.rfind(':') + 1); }

/// The key of the row around this row; empty for a row of an outer repeat.
std::string_view parentOf(std::string_view key) {
  const std::size_t inner = key.rfind(':');
  const std::size_t outer = key.rfind(':', inner - 1);
  if (outer == std::string_view::npos) return {};
  return key.substr(0, key.find('/', outer));
}

}  // namespace

class CsvExport::Impl {
 public:
  Impl(std::filesystem::path file, FormColumns columns, CsvOptions options)
      : m_path(std::move(file)), m_columns(std::move(columns)), m_options(options) {}

  Result<> open() {
    for (const ColumnTable& table : m_columns.tables()) {
      THUCDIA_ASSIGN(AtomicFile file, AtomicFile::create(pathOf(table.name)));
      m_sheets.push_back({std::move(file), pathOf(table.name), {}});
      Sheet& sheet = m_sheets.back();
      if (m_options.byteOrderMark) sheet.buffer += kByteOrderMark;
      header(table, sheet);
    }
    return {};
  }

  Result<> add(const ExportedVisit& exported) {
    sortAnswers(exported);
    writeVisit(exported);
    for (const RepeatRow* row : sortedRows()) writeRow(exported, *row);
    for (Sheet& sheet : m_sheets) {
      if (sheet.buffer.size() >= kFlushBytes) THUCDIA_TRY(sheet.flush());
    }
    THUCDIA_TRY(writeForeign(exported));
    ++m_visits;
    return {};
  }

  Result<CsvFiles> finish() {
    CsvFiles done;
    done.visits = m_visits;
    if (m_other) m_sheets.push_back(std::move(*m_other));
    m_other.reset();
    for (Sheet& sheet : m_sheets) {
      THUCDIA_TRY(sheet.flush());
      THUCDIA_TRY(sheet.file.sync());
    }
    for (Sheet& sheet : m_sheets) {
      THUCDIA_TRY(sheet.file.commit());
      done.files.push_back(sheet.path);
    }
    return done;
  }

 private:
  /// One file of the export with what is not yet written to it.
  struct Sheet {
    AtomicFile file;
    std::filesystem::path path;
    std::string buffer;

    Result<> flush() {
      THUCDIA_TRY(file.write(buffer));
      buffer.clear();
      return {};
    }
  };
  struct RepeatRow {
    std::uint32_t table = 0;
    std::string_view key;  ///< "model/equip:3f2a-1"
    std::int64_t order = 0;
    bool exists = false;  ///< the row's own leaf is there: a removed row has none
    std::vector<const v1::Answer*> answers;
  };

  std::filesystem::path pathOf(const std::string& name) const {
    if (name.empty()) return m_path;
    std::filesystem::path path = m_path;
    const std::string ending = m_path.extension().string();
    path.replace_extension();
    path += "." + name + (ending.empty() ? ".csv" : ending);
    return path;
  }

  void separate(std::string& out) const { out += m_options.separator; }
  void cell(std::string& out, std::string_view text) const { appendCsvCell(out, text, m_options.separator); }
  /// Text that a person wrote.
  void prose(std::string& out, std::string_view text) const {
    startsFormula(text) ? cell(out, "'" + std::string(text)) : cell(out, text);
  }

  void header(const ColumnTable& table, Sheet& sheet) const {
    std::vector<std::string> names;
    if (table.repeat.empty()) {
      names.assign(kVisitColumns.begin(), kVisitColumns.end());
      if (m_options.personal) names.emplace_back("inspector_name");
    } else {
      names = {"visit", "number", "parent", "row", "position"};
    }
    for (const QuestionColumn& question : table.questions) {
      if (!question.position) {
        names.push_back(question.path);
      } else {
        for (const char* ending : kPositionEndings) names.push_back(question.path + ending);
      }
    }
    appendCsvRow(sheet.buffer, names, m_options.separator);
  }

  /// Puts every answer where its column or row is.
  void sortAnswers(const ExportedVisit& exported) {
    m_answers.assign(m_columns.tables()[0].questions.size(), nullptr);
    m_rows.clear();
    m_foreign.clear();
    for (const auto& [key, answer] : exported.answers) {
      if (key.find(':') == std::string_view::npos) {
        const ColumnPlace* place = m_columns.find(key);
        if (place != nullptr && place->table == 0) {
          m_answers[place->column] = answer;
        } else {
          m_foreign.emplace_back(key, answer);
        }
        continue;
      }
      pathOfKey(key, m_scratch);
      if (answer->value_case() == v1::Answer::kRow) {
        const std::uint32_t table = m_columns.tableOf(m_scratch);
        if (table == 0) {
          m_foreign.emplace_back(key, answer);
          continue;
        }
        RepeatRow& row = rowOf(key, table);
        row.exists = true;
        row.order = answer->row().order();
        continue;
      }
      const ColumnPlace* place = m_columns.find(m_scratch);
      if (place == nullptr || place->table == 0) {
        m_foreign.emplace_back(key, answer);
        continue;
      }
      rowOf(key.substr(0, key.find('/', key.rfind(':'))), place->table).answers[place->column] = answer;
    }
  }

  RepeatRow& rowOf(std::string_view key, std::uint32_t table) {
    // Answers of one row mostly come together.
    for (std::size_t index = m_rows.size(); index > 0; --index) {
      if (m_rows[index - 1].key == key) return m_rows[index - 1];
    }
    RepeatRow& row = m_rows.emplace_back();
    row.table = table;
    row.key = key;
    row.answers.assign(m_columns.tables()[table].questions.size(), nullptr);
    return row;
  }

  const RepeatRow* knownRow(std::string_view key) const {
    const auto found = std::ranges::find(m_rows, key, &RepeatRow::key);
    return found == m_rows.end() || !found->exists ? nullptr : &*found;
  }

  /// Whether the row and all rows around it exist.
  bool stands(const RepeatRow& row) const {
    if (!row.exists) return false;
    const std::string_view parent = parentOf(row.key);
    if (parent.empty()) return true;
    const RepeatRow* around = knownRow(parent);
    return around != nullptr && stands(*around);
  }

  /// By table, then as a person sees them: rows sort by (order, row id) within the row around them.
  bool before(const RepeatRow& left, const RepeatRow& right) const {
    if (left.table != right.table) return left.table < right.table;
    const std::string_view leftParent = parentOf(left.key);
    const std::string_view rightParent = parentOf(right.key);
    if (leftParent != rightParent) return before(*knownRow(leftParent), *knownRow(rightParent));
    if (left.order != right.order) return left.order < right.order;
    return rowIdOf(left.key) < rowIdOf(right.key);
  }

  std::vector<const RepeatRow*> sortedRows() const {
    std::vector<const RepeatRow*> rows;
    for (const RepeatRow& row : m_rows) {
      if (stands(row)) rows.push_back(&row);
    }
    std::ranges::sort(rows, [this](const RepeatRow* left, const RepeatRow* right) { return before(*left, *right); });
    return rows;
  }

  void writeVisit(const ExportedVisit& exported) {
    std::string& out = m_sheets[0].buffer;
    out += exported.id.text();
    for (const std::string* text : {&exported.number, &exported.status}) {
      separate(out);
      prose(out, *text);
    }
    separate(out);
    fmt::format_to(std::back_inserter(out), "{}", exported.revision);
    for (const std::string_view text : {exported.formId, exported.formVersion}) {
      separate(out);
      prose(out, text);
    }
    for (const std::string* text :
         {&exported.facility, &exported.facilityCode, &exported.project, &exported.projectName, &exported.province,
          &exported.provinceName, &exported.commune, &exported.communeName, &exported.inspector}) {
      separate(out);
      prose(out, *text);
    }
    separate(out);
    out += rfc3339(exported.startedAt);
    separate(out);
    if (exported.sealedAt) out += rfc3339(*exported.sealedAt);
    if (m_options.personal) {
      separate(out);
      prose(out, exported.inspectorName);
    }
    writeAnswers(m_columns.tables()[0], m_answers, out);
  }

  void writeRow(const ExportedVisit& exported, const RepeatRow& row) {
    const bool sister =
        m_lastRow.table == row.table && m_lastRow.visit == exported.id && m_lastRow.parent == parentOf(row.key);
    m_lastRow = {row.table, exported.id, std::string(parentOf(row.key)), sister ? m_lastRow.position + 1 : 1};
    std::string& out = m_sheets[row.table].buffer;
    out += exported.id.text();
    separate(out);
    prose(out, exported.number);
    separate(out);
    if (!m_lastRow.parent.empty()) out += rowIdOf(m_lastRow.parent);
    separate(out);
    out += rowIdOf(row.key);
    separate(out);
    fmt::format_to(std::back_inserter(out), "{}", m_lastRow.position);
    writeAnswers(m_columns.tables()[row.table], row.answers, out);
  }

  void writeAnswers(const ColumnTable& table, const std::vector<const v1::Answer*>& answers, std::string& out) const {
    for (std::size_t column = 0; column < answers.size(); ++column) {
      const QuestionColumn& question = table.questions[column];
      if (question.position) {
        writePosition(answers[column], out);
        continue;
      }
      separate(out);
      if (answers[column] != nullptr) writeAnswer(*answers[column], question.personal && !m_options.personal, out);
    }
    out += "\r\n";
  }

  void writePosition(const v1::Answer* answer, std::string& out) const {
    if (answer == nullptr || answer->value_case() != v1::Answer::kPosition) {
      separate(out);
      // What is no position though the form asks for one is kept where the latitude would stand.
      if (answer != nullptr) prose(out, visits::answerText(*answer));
      out.append(3, m_options.separator);
      return;
    }
    const v1::Position& position = answer->position();
    separate(out);
    appendScaled(out, position.latitude_e7(), 10'000'000, 7);
    separate(out);
    appendScaled(out, position.longitude_e7(), 10'000'000, 7);
    separate(out);
    if (position.has_altitude_mm()) appendScaled(out, position.altitude_mm(), 1000, 3);
    separate(out);
    if (position.has_accuracy_mm()) appendScaled(out, static_cast<std::int64_t>(position.accuracy_mm()), 1000, 3);
  }

  void writeAnswer(const v1::Answer& answer, bool mask, std::string& out) const {
    if (mask) return cell(out, masked(visits::answerText(answer)));
    switch (answer.value_case()) {
      case v1::Answer::kInteger:
        fmt::format_to(std::back_inserter(out), "{}", answer.integer());
        return;
      case v1::Answer::kText:
        return prose(out, answer.text());
      case v1::Answer::kDecimal:
        return cell(out, answer.decimal());
      case v1::Answer::kDate:
        return cell(out, answer.date());
      case v1::Answer::kChoice:
        return prose(out, answer.choice());
      default:
        return prose(out, visits::answerText(answer));
    }
  }

  Result<> writeForeign(const ExportedVisit& exported) {
    if (m_foreign.empty()) return {};
    if (!m_other) {
      THUCDIA_ASSIGN(AtomicFile file, AtomicFile::create(pathOf("other")));
      m_other.emplace(Sheet{std::move(file), pathOf("other"), {}});
      appendCsvRow(m_other->buffer, {"visit", "number", "key", "value"}, m_options.separator);
    }
    std::ranges::sort(m_foreign);
    for (const auto& [key, answer] : m_foreign) {
      const std::string value = visits::answerText(*answer);
      appendCsvRow(m_other->buffer,
                   {exported.id.text(), exported.number, std::string(key), startsFormula(value) ? "'" + value : value},
                   m_options.separator);
    }
    return m_other->flush();
  }

  struct LastRow {
    std::uint32_t table = 0;
    VisitId visit;
    std::string parent;
    int position = 0;
  };

  std::filesystem::path m_path;
  FormColumns m_columns;
  CsvOptions m_options;
  std::vector<Sheet> m_sheets;
  std::optional<Sheet> m_other;
  std::int64_t m_visits = 0;
  LastRow m_lastRow;
  // Of the visit being written; kept for their memory.
  std::vector<const v1::Answer*> m_answers;
  std::vector<RepeatRow> m_rows;
  std::vector<std::pair<std::string_view, const v1::Answer*>> m_foreign;
  std::string m_scratch;
};

CsvExport::CsvExport(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {}
CsvExport::~CsvExport() = default;
CsvExport::CsvExport(CsvExport&&) noexcept = default;

Result<CsvExport> CsvExport::begin(const std::filesystem::path& file, FormColumns columns, CsvOptions options) {
  auto impl = std::make_unique<Impl>(file, std::move(columns), options);
  THUCDIA_TRY(impl->open());
  return CsvExport(std::move(impl));
}

Result<> CsvExport::add(const ExportedVisit& visit) { return m_impl->add(visit); }

Result<CsvFiles> CsvExport::finish() { return m_impl->finish(); }

}  // namespace thucdia::core::reports
