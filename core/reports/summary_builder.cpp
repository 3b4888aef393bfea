#include "core/reports/summary_builder.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "core/base/crypto.h"
#include "core/base/dates.h"
#include "core/base/text.h"
#include "core/reports/answer_words.h"
#include "core/reports/minutes_words.h"
#include "core/visits/answer_text.h"
#include "core/visits/next_revision.h"

namespace thucdia::core::reports {
namespace {

namespace v1 = ::thucdia::records::v1;
using forms::NodeRef;
using forms::Session;

/// Questions that stand elsewhere in minutes than in the form's sections.
constexpr std::array<std::string_view, 17> kPlaced = {
    "visit_purpose", "decision_no", "province",        "commune",        "started_at",  "ended_at",
    "participants",  "findings",    "conclusion",      "copies",         "read_back",   "sig_lead",
    "sig_site",      "sig_refused", "sig_refused_why", "privacy_notice", "project_code"};
constexpr std::array<std::string_view, 4> kStatements = {"difficulties", "proposals", "team_opinion", "site_opinion"};
constexpr std::string_view kTeam = "doan";
// The group with which the common block begins; what of it is not in the head of minutes is general information.
constexpr std::string_view kOpening = "opening";

template <std::size_t Count>
bool isOneOf(const std::array<std::string_view, Count>& names, std::string_view name) {
  return std::ranges::find(names, name) != names.end();
}

/// "III. Kinh phí" → "Kinh phí": minutes number their sections themselves.
std::string withoutNumeral(const std::string& title) {
  const std::size_t dot = title.find(". ");
  if (dot == std::string::npos || dot == 0) return title;
  const bool numeral = title.find_first_not_of("IVXLC0123456789") == dot;
  return numeral ? title.substr(dot + 2) : title;
}

bool isYear(std::string_view unit, std::string_view digits) {
  const std::string folded = fold(unit);
  return digits.size() == 4 && (folded == "nam" || folded == "year");
}

class Builder {
 public:
  Builder(Session& session, const SummarySources& sources, const registers::AdministrativeUnits& units)
      : m_session(session), m_sources(sources), m_units(units) {
    setLanguage(session, sources.language);
    m_stored = visits::answerMap(sources.visit);
  }

  VisitSummary build() {
    identity();
    parties();
    findings();
    statements();
    sections();
    closing();
    head();
    seal();
    return std::move(m_summary);
  }

 private:
  [[nodiscard]] bool english() const { return m_sources.language == Language::English; }
  [[nodiscard]] const char* words(const char* vietnamese, const char* inEnglish) const {
    return english() ? inEnglish : vietnamese;
  }

  // Reading the session

  [[nodiscard]] std::string_view name(NodeRef node) const { return m_session.describe(node).name(); }

  /// The first relevant node of this name outside repeats, or within `under` where that is an instance.
  [[nodiscard]] NodeRef find(std::string_view wanted, NodeRef under) const {
    for (const NodeRef child : m_session.children(under)) {
      if (name(child) == wanted && m_session.relevant(child)) return child;
      if (m_session.kind(child) != forms::NodeKind::Group) continue;
      if (const NodeRef found = find(wanted, child)) return found;
    }
    return {};
  }
  [[nodiscard]] NodeRef find(std::string_view wanted) const { return find(wanted, m_session.root()); }

  /// The answer as it was stored; what a sealed visit has no answer for has none now, whatever would be calculated
  /// today.
  [[nodiscard]] std::string text(NodeRef node) const {
    if (!node) return {};
    const auto stored = m_stored.find(m_session.key(node));
    if (stored != m_stored.end()) return stored->second;
    return m_sources.seal ? std::string() : std::string(m_session.value(node));
  }
  [[nodiscard]] std::string said(NodeRef node) const {
    return node ? answerWords(m_session, node, text(node), m_sources.language) : std::string();
  }
  [[nodiscard]] std::string said(std::string_view wanted) const { return said(find(wanted)); }
  [[nodiscard]] std::string said(std::string_view wanted, NodeRef under) const { return said(find(wanted, under)); }
  [[nodiscard]] std::string code(std::string_view wanted) const { return text(find(wanted)); }
  [[nodiscard]] std::optional<Timestamp> time(std::string_view wanted) const { return parseRfc3339(code(wanted)); }

  [[nodiscard]] std::vector<NodeRef> instances(std::string_view repeat) const {
    const NodeRef node = find(repeat);
    if (!node || m_session.kind(node) != forms::NodeKind::Repeat) return {};
    return m_session.children(node);
  }

  [[nodiscard]] std::string picture(NodeRef node) const {
    if (!node || !m_sources.attachment) return {};
    const std::string hash = visits::attachmentHash(text(node));
    return hash.empty() ? std::string() : m_sources.attachment(hash);
  }

  // The parts of the summary

  void identity() {
    const v1::Visit& visit = m_sources.visit;
    m_summary.language = m_sources.language;
    if (const auto id = VisitId::fromBytes(visit.id())) m_summary.visitId = id->text();
    m_summary.number = visit.number();
    m_summary.revision = m_sources.state.revision;
    m_summary.status = visits::word(m_sources.state.status);
    m_summary.officialNumber = m_sources.state.number;
    m_summary.formId = visit.form_id();
    m_summary.formVersion = visit.form_version();
    m_summary.formTitle = m_session.form().compiled().title();
    m_summary.bodies = m_sources.bodies;
    m_summary.startedAt = time("started_at");
    if (!m_summary.startedAt && visit.started_at() != 0) m_summary.startedAt = fromMicros(visit.started_at());
    m_summary.endedAt = time("ended_at");
    m_summary.documentDate = m_summary.endedAt ? m_summary.endedAt : m_summary.startedAt;
  }

  void parties() {
    std::vector<std::string> sides;
    for (const NodeRef person : instances("participants")) {
      const NodeRef side = find("p_side", person);
      const std::string sideCode = text(side);
      const bool team = sideCode == kTeam;
      Participant who{said("p_name", person), said("p_title", person), {}};
      if (who.name.empty()) continue;
      auto known = std::ranges::find(sides, sideCode);
      if (known == sides.end()) {
        // The team stands first, the others as they were written down.
        const auto place = team ? sides.begin() : sides.end();
        m_summary.parties.insert(m_summary.parties.begin() + (place - sides.begin()), Party{said(side), {}});
        known = sides.insert(place, sideCode);
      }
      Party& party = m_summary.parties[static_cast<std::size_t>(known - sides.begin())];
      if (team)
        who.role = party.people.empty() ? words("Trưởng đoàn", "Head of the team") : words("Thành viên", "Member");
      (team ? m_head : m_site).emplace_back(party.title, who.name);
      party.people.push_back(std::move(who));
    }
  }

  void findings() {
    const auto& nodes = m_session.form().compiled().nodes();
    m_summary.asksFindings = std::ranges::any_of(nodes, [](const v1::FormNode& node) {
      return node.kind() == v1::NODE_KIND_REPEAT && node.name() == "findings";
    });
    for (const NodeRef row : instances("findings")) {
      Finding finding{said("f_cat", row),    said("f_sev", row),   said("f_text", row), said("f_basis", row),
                      said("f_action", row), said("f_owner", row), said("f_due", row)};
      if (finding.text.empty() && finding.category.empty()) continue;
      addPhoto(find("f_photo", row), finding.text);
      m_summary.findings.push_back(std::move(finding));
    }
  }

  void statements() {
    for (const std::string_view wanted : kStatements) {
      const NodeRef node = find(wanted);
      std::string statement = said(node);
      if (!statement.empty()) m_summary.statements.push_back({tidy(m_session.label(node)), std::move(statement)});
    }
    unplaced();
    m_summary.conclusion = said("conclusion");
  }

  /// Answers that this version of the form has no question for: a draft carried to a newer one keeps them.
  void unplaced() {
    std::string kept;
    for (const auto& [key, text] : m_session.foreign()) {
      const auto stored = m_sources.visit.answers().find(key);
      if (text.empty() || (stored != m_sources.visit.answers().end() && stored->second.has_row())) continue;
      const auto question = std::string_view(key).substr(0, key.rfind('@'));
      FormerAnswer said{std::string(question.substr(question.rfind('/') + 1)), text};
      if (const auto known = m_sources.former.find(key); known != m_sources.former.end()) said = known->second;
      kept += fmt::format("{}{}: {}", kept.empty() ? "" : "; ", said.label, said.words);
    }
    if (kept.empty()) return;
    m_summary.statements.push_back(
        {words("Trả lời theo phiên bản trước của mẫu", "Answers to an earlier version of the form"), std::move(kept)});
  }

  void sections() {
    Section loose;
    for (const NodeRef child : m_session.children(m_session.root())) {
      if (m_session.kind(child) != forms::NodeKind::Group) {
        addPart(child, loose);
        continue;
      }
      if (!m_session.relevant(child)) continue;
      Section section{withoutNumeral(tidy(m_session.label(child))), {}};
      if (name(child) == kOpening) section.title = words("Thông tin chung", "General");
      m_warned = nullptr;
      addParts(child, section);
      if (section.title.empty()) {
        std::ranges::move(section.parts, std::back_inserter(loose.parts));
      } else if (!section.parts.empty()) {
        m_summary.sections.push_back(std::move(section));
      }
    }
    if (loose.parts.empty()) return;
    loose.title = m_summary.formTitle;
    m_summary.sections.insert(m_summary.sections.begin(), std::move(loose));
  }

  void addParts(NodeRef group, Section& section) {
    for (const NodeRef child : m_session.children(group)) addPart(child, section);
  }

  void addPart(NodeRef node, Section& section) {
    if (!m_session.relevant(node) || isOneOf(kPlaced, name(node)) || isOneOf(kStatements, name(node))) return;
    switch (m_session.kind(node)) {
      case forms::NodeKind::Group:
        return addParts(node, section);
      case forms::NodeKind::Repeat:
        return addRepeat(node, section);
      case forms::NodeKind::Question:
        return addQuestion(node, section);
      default:
        return;
    }
  }

  void addQuestion(NodeRef node, Section& section) {
    const v1::FormNode& question = m_session.describe(node);
    if (question.control() == v1::CONTROL_NOTE) return addNote(node, section);
    if (m_warned != nullptr && question.name().ends_with("_reason")) {
      const std::string reason = said(node);
      if (!reason.empty()) {
        m_warned->warning +=
            fmt::format(" {}: {}{}", words("Lý do", "Reason"), reason, reason.ends_with('.') ? "" : ".");
      }
      return;
    }
    if (visits::isSignature(question)) return addSignature(tidy(m_session.label(node)), {}, node, false);
    Item item = itemOf(node);
    if (item.label.empty() || item.value.empty()) return;
    section.parts.emplace_back(std::move(item));
    m_warned = nullptr;
  }

  /// What a rule remarks belongs to the answer before it.
  void addNote(NodeRef node, Section& section) {
    if (m_session.describe(node).appearance().find("warning") == std::string::npos) return;
    const std::string facts = factsOfWarning(tidy(m_session.label(node)), m_sources.language);
    if (facts.empty() || section.parts.empty()) return;
    auto* item = std::get_if<Item>(&section.parts.back());
    if (item == nullptr) return;
    item->warning += (item->warning.empty() ? "" : " ") + facts;
    m_warned = item;
  }

  /// `caption`: what to write under it in the annex when it is a picture; the label where it is empty.
  [[nodiscard]] Item itemOf(NodeRef node, const std::string& caption = {}) {
    const v1::FormNode& question = m_session.describe(node);
    auto [label, unit] = labelAndUnit(m_session, node);
    Item item;
    item.path = m_session.key(node);
    item.label = std::move(label);
    item.unit = std::move(unit);
    item.number = isNumber(question);
    // "2016", not "2.016 năm".
    if (item.number && isYear(item.unit, text(node))) {
      item.unit.clear();
      item.value = text(node);
      return item;
    }
    item.value =
        question.control() == v1::CONTROL_IMAGE ? addPhoto(node, caption.empty() ? item.label : caption) : said(node);
    return item;
  }

  /// Puts a picture into the annex and gives the words that point there; empty where none was taken.
  std::string addPhoto(NodeRef node, const std::string& caption) {
    if (text(node).empty()) return {};
    if (!m_sources.photos) return words("Có ảnh", "Photo taken");
    std::string bytes = picture(node);
    if (bytes.empty()) return words("Có ảnh, chưa tải về máy này", "Photo taken, not on this device");
    const std::string label = fmt::format("{} {}", words("Ảnh", "Photo"), m_summary.photos.size() + 1);
    m_summary.photos.push_back({caption.empty() ? label : label + ". " + caption, std::move(bytes)});
    return label;
  }

  void addRepeat(NodeRef repeat, Section& section) {
    RepeatTable table;
    table.title = tidy(m_session.label(repeat));
    std::vector<std::uint32_t> definitions;  // of the columns
    for (const NodeRef instance : m_session.children(repeat)) {
      std::vector<std::pair<std::uint32_t, Item>> cells;
      collectCells(instance, cells);
      std::vector<std::string> row(table.columns.size());
      for (auto& [definition, item] : cells) {
        auto known = std::ranges::find(definitions, definition);
        if (known == definitions.end()) {
          // Columns stand in the order of the form, whatever the order in which rows have them.
          known = std::ranges::upper_bound(definitions, definition);
          const auto at = known - definitions.begin();
          known = definitions.insert(known, definition);
          table.columns.insert(table.columns.begin() + at, item);
          row.insert(row.begin() + at, std::string());
          for (auto& earlier : table.rows) earlier.insert(earlier.begin() + at, std::string());
        }
        row[static_cast<std::size_t>(known - definitions.begin())] = std::move(item.value);
      }
      if (!cells.empty()) table.rows.push_back(std::move(row));
    }
    for (Item& column : table.columns) column.value.clear();
    m_warned = nullptr;
    if (!table.rows.empty()) section.parts.emplace_back(std::move(table));
  }

  void collectCells(NodeRef group, std::vector<std::pair<std::uint32_t, Item>>& cells) {
    std::string words;  // the texts of a row that someone signs: name and role
    for (const NodeRef child : m_session.children(group)) {
      if (!m_session.relevant(child)) continue;
      if (m_session.kind(child) == forms::NodeKind::Group) {
        collectCells(child, cells);
        continue;
      }
      if (m_session.kind(child) == forms::NodeKind::Repeat) {
        Item item{.label = tidy(m_session.label(child)), .value = innerRows(child)};
        if (!item.value.empty()) cells.emplace_back(m_session.definition(child), std::move(item));
        continue;
      }
      const v1::FormNode& question = m_session.describe(child);
      if (question.control() == v1::CONTROL_NOTE) continue;
      if (visits::isSignature(question)) {
        addSignatureOfRow(group, child);
        cells.clear();
        return;
      }
      Item item = itemOf(child, cells.empty() ? std::string() : cells.front().second.value);
      if (!item.label.empty() && !item.value.empty()) cells.emplace_back(m_session.definition(child), std::move(item));
    }
  }

  /// A repeat within a row, as text: "Khay, 20; Quạt, 2".
  std::string innerRows(NodeRef repeat) {
    std::string out;
    for (const NodeRef instance : m_session.children(repeat)) {
      std::vector<std::pair<std::uint32_t, Item>> cells;
      collectCells(instance, cells);
      std::string row;
      for (const auto& [definition, item] : cells) {
        row += (row.empty() ? "" : ", ") + item.value + (item.unit.empty() ? "" : " " + item.unit);
      }
      if (!row.empty()) out += (out.empty() ? "" : "; ") + row;
    }
    return out;
  }

  void addSignatureOfRow(NodeRef row, NodeRef signature) {
    std::vector<std::string> texts;
    for (const NodeRef child : m_session.children(row)) {
      if (m_session.kind(child) != forms::NodeKind::Question || child == signature || !m_session.relevant(child))
        continue;
      std::string words = said(child);
      if (!words.empty()) texts.push_back(std::move(words));
    }
    const std::string who = texts.empty() ? std::string() : texts.front();
    addSignature(texts.size() > 1 ? texts[1] : tidy(m_session.label(signature)), who, signature, false);
  }

  void addSignature(const std::string& role, std::string who, NodeRef node, bool refused) {
    m_signatures.push_back({upperCase(role), std::move(who), picture(node), refused});
  }

  void closing() {
    const std::string copies = code("copies");
    m_summary.copies = copies.size() <= 2 ? std::atoi(copies.c_str()) : 0;
    const std::string readBack = code("read_back");
    // Only what somebody answered: a form may not ask it.
    m_summary.readBack = readBack == "1" || readBack == "yes";
    const bool refused = code("sig_refused") == "1" || code("sig_refused") == "yes";
    if (refused) {
      m_summary.refusal = said("sig_refused_why");
      if (m_summary.refusal.empty()) m_summary.refusal = words("không nêu lý do", "no reason given");
    }
    // Left the site, right the head of the team, then whoever else has signed.
    if (hasNode("sig_site")) {
      const std::string side =
          m_site.empty() ? words("cơ sở được kiểm tra", "the inspected site") : m_site.front().first;
      m_summary.signatures.push_back({upperCase(fmt::format("{} {}", words("Đại diện", "For"), side)),
                                      m_site.empty() ? std::string() : m_site.front().second, picture(find("sig_site")),
                                      refused});
    }
    if (hasNode("sig_lead")) {
      m_summary.signatures.push_back({upperCase(words("Trưởng đoàn", "Head of the team")),
                                      m_head.empty() ? m_sources.inspector.full_name() : m_head.front().second,
                                      picture(find("sig_lead")), false});
    }
    std::ranges::move(m_signatures, std::back_inserter(m_summary.signatures));
  }

  [[nodiscard]] bool hasNode(std::string_view wanted) const {
    const auto& nodes = m_session.form().compiled().nodes();
    return std::ranges::any_of(nodes, [&](const v1::FormNode& node) { return node.name() == wanted; });
  }

  void head() {
    const v1::Facility& facility = m_sources.facility;
    const std::string province = code("province").empty() ? facility.province() : code("province");
    const std::string commune = code("commune").empty() ? facility.commune() : code("commune");
    const auto* provinceUnit = m_units.province(province);
    const auto* communeUnit = m_units.commune(commune);
    if (provinceUnit != nullptr) m_summary.place = english() ? provinceUnit->nameEn : provinceUnit->name;
    m_summary.site = english() ? facility.address() : lowerFirst(facility.address());
    addPlace(communeUnit);
    addPlace(provinceUnit);
    title();
    bases();
  }

  /// Adds a unit to the place that the address does not name already.
  void addPlace(const registers::AdministrativeUnit* unit) {
    if (unit == nullptr || fold(m_summary.site).find(fold(unit->name)) != std::string::npos) return;
    m_summary.site +=
        (m_summary.site.empty() ? "" : ", ") + (english() ? unit->fullNameEn : lowerFirst(unit->fullName));
  }

  void title() {
    const v1::Project& project = m_sources.project;
    const std::string purpose = said("visit_purpose");
    std::string line = purpose.empty() ? m_summary.formTitle : purpose;
    const bool ofProject =
        !project.name().empty() && fold(line).find(fold(words("đề án", "project"))) == std::string::npos;
    if (ofProject) {
      if (line.ends_with("tiến độ")) line += " thực hiện";
      const std::string level = fold(project.level());
      const char* of = level == "kcqg"   ? words(" quốc gia", " national")
                       : level == "kcdp" ? words(" địa phương", " local")
                                         : "";
      line += english() ? fmt::format(" of a{} promotion project", of) : fmt::format(" đề án khuyến công{}", of);
    } else if (!purpose.empty() && !m_summary.formTitle.empty()) {
      line += " - " + m_summary.formTitle;
    }
    const std::string facility =
        m_sources.visit.facility_name().empty() ? m_sources.facility.name() : m_sources.visit.facility_name();
    m_summary.subject = {line};
    if (!facility.empty()) m_summary.subject.push_back(fmt::format("{} {}", words("tại", "at"), facility));
    m_summary.openingTail = fmt::format("{} {}", words("tiến hành", "carried out:"), lowerFirst(line));
    if (!project.name().empty()) m_summary.openingTail += fmt::format(" “{}”", project.name());
    if (!facility.empty()) m_summary.openingTail += fmt::format(" {} {}", words("tại", "at"), facility);
  }

  void bases() {
    m_summary.bases = m_sources.legalBases;
    const std::string decision = tidy(said("decision_no"));
    const char* pursuant = words("Căn cứ", "Pursuant to");
    if (!decision.empty()) {
      const bool number = decision.front() >= '0' && decision.front() <= '9';
      m_summary.bases.push_back(
          fmt::format("{} {}{}", pursuant, number ? words("văn bản số ", "document ") : "", decision));
    }
    const std::string contract = said("contract_no").empty() ? m_sources.project.contract_no() : said("contract_no");
    if (contract.empty()) return;
    const std::string day = code("contract_date").empty() ? m_sources.project.contract_date() : code("contract_date");
    const auto date = parseIsoDate(day);
    std::string basis = fmt::format("{} {} {}", pursuant, words("Hợp đồng số", "Contract"), contract);
    if (date) basis += " " + (english() ? "of " + formatDate(*date, Language::English) : documentDate(*date));
    if (!m_sources.project.name().empty()) {
      basis += fmt::format(" {} “{}”", words("về việc thực hiện đề án", "on the project"), m_sources.project.name());
    }
    m_summary.bases.push_back(std::move(basis));
  }

  void seal() {
    if (!m_sources.seal) return;
    const v1::VisitSeal& sealed = *m_sources.seal;
    Seal seal;
    seal.sealedBy = m_sources.sealedBy;
    if (const auto device = DeviceId::fromBytes(sealed.device_id())) seal.device = device->text();
    seal.sealedAt = fromMicros(sealed.sealed_at());
    seal.sha256 = hex(raw(sha256(sealed.content())));
    seal.qrText = sealQrText(m_summary.visitId, sealed.revision(), seal.sha256);
    m_summary.seal = std::move(seal);
  }

  Session& m_session;
  const SummarySources& m_sources;
  const registers::AdministrativeUnits& m_units;
  forms::AnswerMap m_stored;
  VisitSummary m_summary;
  Item* m_warned = nullptr;                                 ///< the item whose warning a reason may follow
  std::vector<std::pair<std::string, std::string>> m_head;  ///< side and name of those of the team
  std::vector<std::pair<std::string, std::string>> m_site;  ///< and of the others
  std::vector<Signature> m_signatures;
};

}  // namespace

VisitSummary buildSummary(forms::Session& session, const SummarySources& sources,
                          const registers::AdministrativeUnits& units) {
  return Builder(session, sources, units).build();
}

}  // namespace thucdia::core::reports
