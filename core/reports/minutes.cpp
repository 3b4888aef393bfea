#include "core/reports/minutes.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "core/reports/minutes_words.h"

namespace thucdia::core::reports {
namespace {

// The type sizes 12/13/13 of Decree 30/2020, Appendix I; tables one point smaller, as is the custom.
constexpr double kHeadPt = 12;
constexpr double kBodyPt = 13;
constexpr double kTitlePt = 14;
constexpr double kTablePt = 12;
constexpr double kIndentMm = 10;
constexpr double kGapPt = 6;
constexpr double kOrdinalMm = 12.5;
// Beyond this a table of rows is too narrow to read on upright paper: then each row is a list of its own.
constexpr std::size_t kMostColumns = 6;

Paragraph centred(std::string text, double sizePt, bool bold, double before = 0) {
  Paragraph paragraph;
  paragraph.runs = {{std::move(text), bold, false}};
  paragraph.align = Align::Center;
  paragraph.sizePt = sizePt;
  paragraph.spaceBeforePt = before;
  paragraph.lineSpacing = 1.2;
  return paragraph;
}

Paragraph body(std::vector<Run> runs) {
  Paragraph paragraph;
  paragraph.runs = std::move(runs);
  paragraph.sizePt = kBodyPt;
  paragraph.firstIndentMm = kIndentMm;
  paragraph.spaceBeforePt = kGapPt;
  return paragraph;
}

Paragraph heading(std::string text, std::string aside = {}) {
  Paragraph paragraph = body({{std::move(text), true, false}});
  if (!aside.empty()) paragraph.runs.push_back({std::move(aside), false, true});
  paragraph.align = Align::Left;
  paragraph.spaceBeforePt = 7;
  paragraph.keepWithNext = true;
  return paragraph;
}

Cell cell(std::vector<Run> runs, Align align = Align::Left, int span = 1) {
  Paragraph paragraph;
  paragraph.runs = std::move(runs);
  paragraph.align = align;
  paragraph.sizePt = kTablePt;
  return {{std::move(paragraph)}, span};
}

Cell head(std::string_view text) { return cell({{std::string(text), true, false}}, Align::Center); }
Cell text(std::string value, Align align = Align::Left) { return cell({{std::move(value)}}, align); }
Cell ordinal(std::size_t number) { return text(std::to_string(number), Align::Center); }

std::string roman(std::size_t number) {
  static constexpr std::array<const char*, 11> kNumerals = {"",   "I",   "II",   "III", "IV", "V",
                                                            "VI", "VII", "VIII", "IX",  "X"};
  return number < kNumerals.size() ? kNumerals[number] : std::to_string(number);
}

/// Lays out one summary; holds where the numbering stands.
class MinutesLayout {
 public:
  explicit MinutesLayout(const VisitSummary& summary) : m_summary(summary), m_words(minutesWords(summary.language)) {}

  Document make() {
    m_document.title = plainTitle();
    m_document.author = oneLine(m_summary.bodies.issuing);
    m_document.subject = m_summary.officialNumber.empty() ? m_summary.number : m_summary.officialNumber;
    addHeader();
    addTitle();
    addOpening();
    addParties();
    addSections();
    addFindings();
    addStatements();
    addConclusion();
    addClosing();
    addSignatures();
    addPhotos();
    addFoot();
    return std::move(m_document);
  }

 private:
  static std::string oneLine(std::string value) {
    std::replace(value.begin(), value.end(), '\n', ' ');
    return value;
  }

  std::string plainTitle() const {
    std::string title(m_words.type);
    for (const std::string& line : m_summary.subject) title += " " + line;
    return title;
  }

  std::string numberLine() const {
    const Bodies& bodies = m_summary.bodies;
    const std::string& number = m_summary.officialNumber;
    const std::string label(m_words.numberLabel);
    if (number.empty()) {
      // The clerk writes the number: no-break spaces hold its place (domain: a program invents no official number).
      return bodies.symbol.empty()
                 ? std::string()
                 : label + "\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0/" + bodies.symbol;
    }
    const bool whole = number.find('/') != std::string::npos || bodies.symbol.empty();
    return label + " " + (whole ? number : number + "/" + bodies.symbol);
  }

  std::string placeAndDate() const {
    std::string out = m_summary.place;
    if (m_summary.documentDate) {
      out += (out.empty() ? "" : ", ") + dayInWords(*m_summary.documentDate, m_summary.language);
    } else if (m_summary.language == Language::Vietnamese) {
      out += std::string(out.empty() ? "" : ", ") + "ngày      tháng      năm        ";
    }
    return out;
  }

  void addHeader() {
    Cell bodies;
    Paragraph superior = centred(m_summary.bodies.superior, kHeadPt, false);
    superior.balanced = true;
    if (!m_summary.bodies.superior.empty()) bodies.blocks.emplace_back(std::move(superior));
    Paragraph issuing = centred(m_summary.bodies.issuing, kHeadPt, true);
    issuing.balanced = true;
    issuing.ruleShare = 0.45;
    if (!m_summary.bodies.issuing.empty()) bodies.blocks.push_back(std::move(issuing));

    Paragraph motto = centred(std::string(m_words.motto), kBodyPt, true);
    motto.ruleShare = 1;
    Cell nation{{centred(std::string(m_words.nation), kHeadPt, true), std::move(motto)}};

    Paragraph date = centred(placeAndDate(), kBodyPt, false, 7);
    date.runs[0].italic = true;

    Table table;
    table.columns = {{.share = 43}, {.share = 57}};
    table.rows = {{{std::move(bodies), std::move(nation)}},
                  {{Cell{{centred(numberLine(), kBodyPt, false, 7)}}, Cell{{std::move(date)}}}}};
    table.borders = false;
    m_document.blocks.emplace_back(std::move(table));
  }

  void addTitle() {
    Paragraph type = centred(std::string(m_words.type), kTitlePt, true, 13);
    type.keepWithNext = true;
    m_document.blocks.emplace_back(std::move(type));
    for (std::size_t line = 0; line < m_summary.subject.size(); ++line) {
      Paragraph subject = centred(m_summary.subject[line], kTitlePt - 0.5, true);
      subject.balanced = true;
      subject.keepWithNext = true;
      if (line + 1 == m_summary.subject.size()) subject.ruleShare = 0.45;
      m_document.blocks.emplace_back(std::move(subject));
    }
  }

  void addOpening() {
    for (std::size_t basis = 0; basis < m_summary.bases.size(); ++basis) {
      const char* end = basis + 1 == m_summary.bases.size() ? "." : ";";
      Paragraph paragraph = body({{m_summary.bases[basis] + end, false, true}});
      if (basis == 0) paragraph.spaceBeforePt = 10;
      m_document.blocks.emplace_back(std::move(paragraph));
    }
    Paragraph opening = body({{openingSentence(m_summary)}});
    if (m_summary.bases.empty()) opening.spaceBeforePt = 10;
    m_document.blocks.emplace_back(std::move(opening));
  }

  void addPart(std::string_view title) {
    m_document.blocks.emplace_back(heading(fmt::format("{}. {}", roman(++m_part), title)));
  }

  void addParties() {
    if (m_summary.parties.empty()) return;
    addPart(m_words.participants);
    std::size_t number = 0;
    for (const Party& party : m_summary.parties) {
      m_document.blocks.emplace_back(heading(fmt::format("{}. {}", ++number, party.title)));
      for (std::size_t person = 0; person < party.people.size(); ++person) {
        const Participant& who = party.people[person];
        std::string line = "- " + who.name;
        if (!who.title.empty()) line += ", " + who.title;
        if (!who.role.empty()) line += " - " + who.role;
        line += person + 1 == party.people.size() ? "." : ";";
        m_document.blocks.emplace_back(body({{std::move(line)}}));
      }
    }
  }

  void addSections() {
    if (m_summary.sections.empty()) return;
    addPart(m_words.content);
    std::size_t number = 0;
    for (const Section& section : m_summary.sections) {
      if (section.parts.empty()) continue;
      m_document.blocks.emplace_back(heading(fmt::format("{}. {}", ++number, section.title)));
      addSectionParts(section);
    }
  }

  void addSectionParts(const Section& section) {
    std::vector<const Item*> run;
    std::size_t number = 0;
    const auto flush = [&] {
      if (!run.empty()) m_document.blocks.emplace_back(itemTable(run, number));
      run.clear();
    };
    for (const auto& part : section.parts) {
      if (const auto* item = std::get_if<Item>(&part)) {
        run.push_back(item);
        continue;
      }
      flush();
      const auto& repeat = std::get<RepeatTable>(part);
      if (repeat.title != section.title || number > 0) {
        Paragraph title = body({{repeat.title + ":", false, true}});
        title.keepWithNext = true;
        m_document.blocks.emplace_back(std::move(title));
      }
      m_document.blocks.emplace_back(repeat.columns.size() > kMostColumns ? rowByRow(repeat) : repeatTable(repeat));
    }
    flush();
  }

  Table itemTable(const std::vector<const Item*>& items, std::size_t& number) const {
    Table table;
    table.columns = {{.widthMm = kOrdinalMm}, {.share = 48}, {.share = 52}};
    table.headerRows = 1;
    table.spaceBeforePt = 5;
    table.rows.push_back({{head(m_words.ordinal), head(m_words.item), head(m_words.result)}});
    for (const Item* item : items) {
      Cell value = text(item->unit.empty() ? item->value : item->value + " " + item->unit);
      if (!item->warning.empty()) {
        const std::string remark = fmt::format("{}: {}", m_words.remark, item->warning);
        value.blocks.emplace_back(std::get<Paragraph>(cell({{remark, false, true}}).blocks[0]));
      }
      table.rows.push_back({{ordinal(++number), text(item->label), std::move(value)}});
    }
    return table;
  }

  Table repeatTable(const RepeatTable& repeat) const {
    Table table;
    table.headerRows = 1;
    table.spaceBeforePt = 5;
    table.columns = columnsOf(repeat);
    Row header{{head(m_words.ordinal)}};
    for (std::size_t index = 0; index < repeat.columns.size(); ++index) {
      const Item& column = repeat.columns[index];
      header.cells.push_back(
          head(column.unit.empty() ? column.label : fmt::format("{} ({})", column.label, column.unit)));
    }
    table.rows.push_back(std::move(header));
    for (const auto& values : repeat.rows) {
      Row row{{ordinal(table.rows.size())}};
      for (std::size_t index = 0; index < repeat.columns.size(); ++index) {
        const bool number = repeat.columns[index].number;
        row.cells.push_back(
            text(index < values.size() ? values[index] : std::string(), number ? Align::Right : Align::Left));
      }
      table.rows.push_back(std::move(row));
    }
    return table;
  }

  Table rowByRow(const RepeatTable& repeat) const {
    Table table;
    table.columns = {{.widthMm = kOrdinalMm}, {.share = 48}, {.share = 52}};
    table.spaceBeforePt = 5;
    std::size_t number = 0;
    for (const auto& values : repeat.rows) {
      const std::string& name = values.empty() ? repeat.title : values.front();
      table.rows.push_back({{ordinal(++number), cell({{name, true, false}}, Align::Left, 2)}});
      for (std::size_t index = 1; index < values.size() && index < repeat.columns.size(); ++index) {
        const Item& column = repeat.columns[index];
        if (values[index].empty()) continue;
        table.rows.push_back({{text(std::string()), text(column.label),
                               text(column.unit.empty() ? values[index] : values[index] + " " + column.unit)}});
      }
    }
    return table;
  }

  /// Millimetres that a column needs for its longest word, and would take for its longest text on one line: by the mean
  /// width of a letter of the table's type, for the layout itself is the writer's.
  struct Need {
    double least = 0;
    double best = 0;
  };
  static Need columnNeed(const RepeatTable& repeat, std::size_t index) {
    constexpr double kBoldLetterMm = 2.6;
    constexpr double kLetterMm = 2.2;
    constexpr double kPaddingMm = 3.6;
    constexpr double kMostMm = 62;
    std::size_t word = 0;
    std::size_t line = 0;
    const auto measure = [&](const std::string& text, bool heading) {
      std::size_t letters = 0;
      std::size_t begin = 0;
      for (const char c : text) {
        if ((static_cast<unsigned char>(c) & 0xc0) != 0x80) ++letters;
        if (c == ' ') begin = letters;
        word = std::max(word, letters - begin);
      }
      // A heading may take four lines.
      line = std::max(line, heading ? letters / 4 + 2 : letters);
    };
    measure(repeat.columns[index].label, true);
    for (const auto& row : repeat.rows) {
      if (index < row.size()) measure(row[index], false);
    }
    Need need;
    need.least = kPaddingMm + kBoldLetterMm * static_cast<double>(std::clamp<std::size_t>(word, 3, 14));
    need.best =
        std::clamp(kPaddingMm + kLetterMm * static_cast<double>(line), need.least, std::max(need.least, kMostMm));
    return need;
  }

  /// Every column gets what it needs at least; what is left goes to those that would take more.
  std::vector<Column> columnsOf(const RepeatTable& repeat) const {
    const double width = m_document.widthMm - m_document.leftMm - m_document.rightMm - kOrdinalMm;
    std::vector<Need> needs;
    double least = 0;
    double more = 0;
    for (std::size_t index = 0; index < repeat.columns.size(); ++index) {
      needs.push_back(columnNeed(repeat, index));
      least += needs.back().least;
      more += needs.back().best - needs.back().least;
    }
    std::vector<Column> columns = {{.widthMm = kOrdinalMm}};
    for (const Need& need : needs) {
      const double share = more > 0 ? (need.best - need.least) / more : 1 / static_cast<double>(needs.size());
      columns.push_back({.share = least < width ? need.least + (width - least) * share : need.least});
    }
    return columns;
  }

  void addFindings() {
    if (m_summary.findings.empty() && !m_summary.asksFindings) return;
    addPart(m_words.findings);
    if (m_summary.findings.empty()) {
      m_document.blocks.emplace_back(body({{std::string(m_words.noFindings)}}));
      return;
    }
    Table table;
    table.headerRows = 1;
    table.spaceBeforePt = 5;
    table.columns = {{.widthMm = kOrdinalMm}, {.share = 52}, {.share = 48}, {.widthMm = 28}, {.widthMm = 24}};
    table.rows.push_back({{head(m_words.ordinal), head(m_words.findingText), head(m_words.findingAction),
                           head(m_words.findingOwner), head(m_words.findingDue)}});
    for (const Finding& finding : m_summary.findings) {
      Cell what = text(finding.text);
      std::string kind = finding.category;
      if (!finding.severity.empty())
        kind += (kind.empty() ? "" : ". ") + fmt::format("{}: {}", m_words.severity, finding.severity);
      if (!finding.basis.empty())
        kind += (kind.empty() ? "" : ". ") + fmt::format("{}: {}", m_words.basis, finding.basis);
      if (!kind.empty()) what.blocks.emplace_back(std::get<Paragraph>(cell({{kind + ".", false, true}}).blocks[0]));
      table.rows.push_back({{ordinal(table.rows.size()), std::move(what), text(finding.action), text(finding.owner),
                             text(finding.due, Align::Center)}});
    }
    m_document.blocks.emplace_back(std::move(table));
  }

  void addStatements() {
    if (m_summary.statements.empty()) return;
    addPart(m_words.opinions);
    std::size_t number = 0;
    for (const Statement& statement : m_summary.statements) {
      m_document.blocks.emplace_back(heading(fmt::format("{}. {}", ++number, statement.title)));
      std::size_t from = 0;
      while (from <= statement.text.size()) {
        const std::size_t to = std::min(statement.text.find('\n', from), statement.text.size());
        if (to > from) m_document.blocks.emplace_back(body({{statement.text.substr(from, to - from)}}));
        from = to + 1;
      }
    }
  }

  void addConclusion() {
    if (m_summary.conclusion.empty()) return;
    addPart(m_words.conclusion);
    m_document.blocks.emplace_back(body({{m_summary.conclusion + (m_summary.conclusion.ends_with('.') ? "" : ".")}}));
  }

  void addClosing() {
    if (!m_summary.refusal.empty()) {
      m_document.blocks.emplace_back(body({{fmt::format("{}: ", m_words.refusal)}, {m_summary.refusal + "."}}));
    }
    Paragraph closing = body({{closingSentence(m_summary)}});
    closing.keepWithNext = true;
    m_document.blocks.emplace_back(std::move(closing));
  }

  Cell signatureCell(const Signature& signature, bool firstRow) const {
    Paragraph role = centred(signature.role, kBodyPt, true, firstRow ? 0 : 16);
    role.balanced = true;
    Paragraph hint = centred(std::string(signature.refused ? m_words.refusedHere : m_words.signHere), kTablePt, false);
    hint.runs[0].italic = true;
    return {{std::move(role), std::move(hint), Image{signature.image, 55, 22}, centred(signature.name, kBodyPt, true)}};
  }

  void addSignatures() {
    if (m_summary.signatures.empty()) return;
    Table table;
    table.columns = {{.share = 1}, {.share = 1}};
    table.borders = false;
    table.keepTogether = m_summary.signatures.size() <= 4;
    table.spaceBeforePt = 12;
    // Two a row; the team's head signs at the right of the first, the others follow.
    for (std::size_t at = 0; at < m_summary.signatures.size(); at += 2) {
      Row row{{signatureCell(m_summary.signatures[at], at == 0)}};
      if (at + 1 < m_summary.signatures.size()) {
        row.cells.push_back(signatureCell(m_summary.signatures[at + 1], at == 0));
      } else {
        row.cells.emplace_back();
        if (at == 0) std::swap(row.cells[0], row.cells[1]);
      }
      table.rows.push_back(std::move(row));
    }
    m_document.blocks.emplace_back(std::move(table));
  }

  void addPhotos() {
    if (m_summary.photos.empty()) return;
    Paragraph title = centred(std::string(m_words.photos), kTitlePt, true);
    title.newPage = true;
    title.keepWithNext = true;
    m_document.blocks.emplace_back(std::move(title));
    Table table;
    table.columns = {{.share = 1}, {.share = 1}};
    table.borders = false;
    table.spaceBeforePt = 6;
    for (std::size_t at = 0; at < m_summary.photos.size(); at += 2) {
      Row row;
      for (std::size_t index = at; index < at + 2; ++index) {
        if (index >= m_summary.photos.size()) {
          row.cells.emplace_back();
          continue;
        }
        const Photo& photo = m_summary.photos[index];
        Paragraph caption = centred(photo.caption, 11, false, 2);
        caption.runs[0].italic = true;
        row.cells.push_back({{Image{photo.image, 78, 58}, std::move(caption)}});
      }
      table.rows.push_back(std::move(row));
    }
    m_document.blocks.emplace_back(std::move(table));
  }

  void addFoot() {
    PageFoot& foot = m_document.foot;
    const std::string revision = m_summary.revision > 1 ? fmt::format(" ({})", m_summary.revision) : std::string();
    if (!m_summary.seal) {
      foot.lines = {fmt::format("{} {}{}. {}", m_words.record, m_summary.number, revision, m_words.draft)};
      return;
    }
    const Seal& seal = *m_summary.seal;
    foot.qrText = seal.qrText;
    foot.lines = {fmt::format("{} {}{}, {} {}", m_words.record, m_summary.number, revision, m_words.sealedAt,
                              shortMoment(seal.sealedAt)),
                  fmt::format("{}: {} · {}", m_words.checkMark, shortHash(seal.sha256), m_words.scan)};
  }

  const VisitSummary& m_summary;
  const MinutesWords& m_words;
  Document m_document;
  std::size_t m_part = 0;
};

}  // namespace

Document minutes(const VisitSummary& summary) { return MinutesLayout(summary).make(); }

}  // namespace thucdia::core::reports
