#include "qml/review/review_sheet.h"

#include <algorithm>
#include <charconv>
#include <map>

#include <QtCore/QUrl>

#include "core/base/dates.h"
#include "core/base/money.h"
#include "core/base/text.h"
#include "core/records/blob_rows.h"
#include "core/registers/administrative_units.h"
#include "core/registers/registers_queries.h"
#include "core/reports/answer_words.h"
#include "core/reports/minutes_words.h"
#include "core/review/review_queries.h"
#include "core/visits/answer_text.h"
#include "core/visits/next_revision.h"
#include "core/visits/visit_queries.h"
#include "qml/workspace/workspace.h"

namespace thucdia::app {

namespace {

namespace v1 = ::thucdia::records::v1;
using core::forms::NodeKind;
using core::forms::NodeRef;
using core::forms::Session;

QString text(const std::string& utf8) { return QString::fromStdString(utf8); }

/// Which values of the file and the contract each question begins with: the columns of the dataset `visit` in the
/// expression of its default.
std::map<std::uint32_t, std::vector<std::string>> contractColumns(const core::forms::Form& form) {
  static constexpr std::string_view kItem = "instance('visit')/root/item/";
  std::map<std::uint32_t, std::vector<std::string>> columns;
  for (const v1::Action& action : form.compiled().actions()) {
    const std::string& value = action.value();
    for (auto at = value.find(kItem); at != std::string::npos; at = value.find(kItem, at + 1)) {
      const auto from = at + kItem.size();
      const auto to = std::min(value.find_first_not_of("abcdefghijklmnopqrstuvwxyz_0123456789", from), value.size());
      columns[action.target()].push_back(value.substr(from, to - from));
    }
  }
  return columns;
}

class SheetReader {
 public:
  SheetReader(RunningVisit& now, std::optional<RunningVisit>& before, const VisitTools& tools,
              core::db::ReadTransaction& transaction, core::replica::BlobStore& blobs)
      : m_now(now),
        m_session(*now.session),
        m_before(before),
        m_language(tools.language),
        m_blobs(blobs),
        m_contract(contractColumns(*now.opened.form)) {
    for (const auto& blob : core::records::blobsOfVisit(transaction, now.opened.id))
      m_added[blob.sha256] = blob.addedAt;
  }

  void read(ReviewSheet& sheet) {
    m_sheet = &sheet;
    for (const NodeRef child : m_session.children(m_session.root())) read(child);
  }

 private:
  void read(NodeRef node) {
    if (!m_session.relevant(node)) return;
    switch (m_session.kind(node)) {
      case NodeKind::Group:
        return group(node);
      case NodeKind::Repeat:
        return repeat(node);
      case NodeKind::Question:
        return question(node);
      default:
        return;
    }
  }

  void group(NodeRef node) {
    const std::size_t before = m_sheet->rows.size();
    if (m_session.parent(node) == m_session.root())
      addHead(ReviewRow::Section, node, core::tidy(m_session.label(node)));
    m_warned.reset();
    for (const NodeRef child : m_session.children(node)) read(child);
    if (m_sheet->rows.size() == before + 1 && m_sheet->rows.back().kind == ReviewRow::Section) m_sheet->rows.pop_back();
  }

  void repeat(NodeRef node) {
    for (const NodeRef instance : m_session.children(node)) {
      const std::size_t head = m_sheet->rows.size();
      addHead(ReviewRow::Group, instance,
              core::tidy(m_session.label(node)) + " " + std::to_string(m_session.position(instance)));
      m_warned.reset();
      for (const NodeRef child : m_session.children(instance)) read(child);
      if (m_sheet->rows.size() == head + 1) m_sheet->rows.pop_back();
    }
  }

  void addHead(ReviewRow::Kind kind, NodeRef node, const std::string& label) {
    if (label.empty()) return;
    ReviewRow row;
    row.kind = kind;
    row.key = text(m_session.key(node));
    row.label = text(label);
    m_sheet->rows.push_back(std::move(row));
  }

  void question(NodeRef node) {
    const v1::FormNode& definition = m_session.describe(node);
    if (definition.control() == v1::CONTROL_NOTE) return note(node, definition);
    if (definition.control() == v1::CONTROL_UNSPECIFIED) return;
    const std::string stored = storedText(node);
    if (m_warned && definition.name().ends_with("_reason")) {
      m_sheet->rows[*m_warned].reason = text(stored);
      return;
    }
    const auto [label, unit] = core::reports::labelAndUnit(m_session, node);
    ReviewRow row;
    row.key = text(m_session.key(node));
    row.label = text(label);
    row.contract = contract(node, unit);
    const NodeRef then = m_before ? m_before->session->find(m_session.path(node)) : NodeRef{};
    const std::string thenText = then ? std::string(m_before->session->value(then)) : std::string();
    if (core::visits::isSignature(definition)) {
      row.now = stored.empty() ? QString() : QStringLiteral("✓");
    } else if (definition.control() == v1::CONTROL_IMAGE) {
      if (!stored.empty()) photo(stored, row);
    } else {
      row.now = words(m_session, node, stored, unit);
      if (then) row.previous = words(*m_before->session, then, thenText, unit);
      row.differs = m_before && row.previous != row.now;
    }
    if (row.now.isEmpty() && row.previous.isEmpty() && row.contract.isEmpty() && row.photo < 0) return;
    m_sheet->answers += stored.empty() ? 0 : 1;
    m_warned.reset();
    m_sheet->rows.push_back(std::move(row));
  }

  /// What a rule remarks belongs to the answer before it.
  void note(NodeRef node, const v1::FormNode& definition) {
    if (definition.appearance().find("warning") == std::string::npos || m_sheet->rows.empty()) return;
    ReviewRow& row = m_sheet->rows.back();
    if (row.kind != ReviewRow::Question) return;
    const QString facts = text(core::reports::factsOfWarning(core::tidy(m_session.label(node)), m_language));
    if (facts.isEmpty()) return;
    row.warning += (row.warning.isEmpty() ? QString() : QStringLiteral(" ")) + facts;
    m_warned = m_sheet->rows.size() - 1;
  }

  void photo(const std::string& stored, ReviewRow& row) {
    row.photo = static_cast<int>(m_sheet->photos.size());
    ReviewPhoto photo;
    photo.key = row.key;
    photo.question = row.label;
    photo.caption = QString::number(row.photo + 1);
    const std::string hash = core::visits::attachmentHash(stored);
    if (const auto added = m_added.find(hash); added != m_added.end() && added->second != core::Timestamp()) {
      photo.caption += QStringLiteral(" · ") + text(core::formatTime(added->second));
    }
    if (!hash.empty() && m_blobs.has(hash).value_or(false)) {
      if (const auto path = m_blobs.path(hash)) photo.source = QUrl::fromLocalFile(text(*path)).toString();
    }
    m_sheet->photos.push_back(std::move(photo));
  }

  /// As it was stored; of a sealed visit nothing is calculated anew.
  std::string storedText(NodeRef node) const {
    const auto stored = m_now.opened.answers.find(m_session.key(node));
    if (stored != m_now.opened.answers.end()) return stored->second;
    return core::visits::isSealed(m_now.opened.state.status) ? std::string() : std::string(m_session.value(node));
  }

  QString words(const Session& session, NodeRef node, const std::string& answer, const std::string& unit) const {
    if (session.describe(node).appearance().find("money") != std::string::npos) {
      std::int64_t dong = 0;
      const auto [end, error] = std::from_chars(answer.data(), answer.data() + answer.size(), dong);
      if (error == std::errc() && !answer.empty()) return text(core::formatMoney(dong, m_language));
    }
    std::string words = core::reports::answerWords(session, node, answer, m_language);
    if (!words.empty() && !unit.empty()) words += " " + unit;
    return text(words);
  }

  QString contract(NodeRef node, const std::string& unit) const {
    const auto columns = m_contract.find(m_session.definition(node));
    if (columns == m_contract.end() || m_session.kind(m_session.parent(node)) == NodeKind::Instance) return {};
    for (const std::string& name : columns->second) {
      const auto column = m_now.opened.context->column(name);
      if (!column) continue;
      const auto cell = m_now.opened.context->cell(0, *column);
      if (!cell || cell->empty()) continue;
      for (const auto& choice : m_session.choices(node)) {
        if (choice.value == *cell) return text(choice.label);
      }
      return words(m_session, node, std::string(*cell), unit);
    }
    return {};
  }

  RunningVisit& m_now;
  Session& m_session;
  std::optional<RunningVisit>& m_before;
  core::Language m_language;
  core::replica::BlobStore& m_blobs;
  std::map<std::uint32_t, std::vector<std::string>> m_contract;
  std::map<std::string, core::Timestamp> m_added;
  ReviewSheet* m_sheet = nullptr;
  std::optional<std::size_t> m_warned;  // the row that a reason would belong to
};

void readHead(core::db::ReadTransaction& transaction, const RunningVisit& running, const VisitTools& tools,
              const core::registers::AdministrativeUnits& units, ReviewSheet& sheet) {
  const v1::Visit& visit = running.opened.visit;
  sheet.visit = text(running.opened.id.text());
  sheet.facility = qt(visit.facility_name());
  sheet.form = qt(running.opened.form->compiled().title());
  if (const auto form = core::visits::currentForm(transaction, visit.form_id())) {
    sheet.form =
        qt(tools.language == core::Language::English && !form->titleEn.empty() ? form->titleEn : form->titleVi);
  }
  if (const auto project = core::ProjectId::fromBytes(visit.project_id())) {
    if (const auto known = core::registers::project(transaction, *project)) sheet.project = qt(known->code());
  }
  if (const auto inspector = core::PersonId::fromBytes(visit.inspector_id())) {
    if (const auto known = core::registers::person(transaction, *inspector)) sheet.inspector = qt(known->full_name());
  }
  if (const auto* province = units.province(visit.province())) {
    sheet.province = text(tools.language == core::Language::English ? province->nameEn : province->name);
  }
  sheet.day = text(core::formatDate(core::localDate(core::fromMicros(visit.started_at())), tools.language));
  if (running.opened.previousVisit) {
    const auto then = core::fromMicros(running.opened.previousVisit->started_at());
    sheet.previousDay = text(core::formatDate(core::localDate(then), tools.language));
  }
  sheet.revision = running.opened.state.revision;
  sheet.status = static_cast<int>(running.opened.state.status);
  sheet.contested = running.opened.state.contested;
  for (const auto& seal : core::visits::sealsOf(transaction, running.opened.id)) {
    if (seal.revision() != sheet.revision) continue;
    sheet.signedAt = text(core::formatDateTime(core::fromMicros(seal.sealed_at()), tools.language));
  }
  for (const auto& finding : core::visits::findings(transaction, {.visit = running.opened.id}, 200)) {
    ++sheet.findings;
    sheet.serious += finding.severity == "nghiem_trong" ? 1 : 0;
  }
  const auto returns = core::review::returnsOf(transaction, running.opened.id);
  if (returns.empty()) return;
  sheet.returned = qt(returns.front().reason);
  for (const auto& comment : returns.front().comments) {
    sheet.returned += (sheet.returned.isEmpty() ? QString() : QStringLiteral(" · ")) + qt(comment.text);
  }
}

}  // namespace

core::Result<ReviewSheet> readReviewSheet(core::db::ReadTransaction& transaction, const VisitTools& tools,
                                          core::replica::BlobStore& blobs,
                                          const core::registers::AdministrativeUnits& units, core::VisitId visit) {
  THUCDIA_ASSIGN(RunningVisit now, runVisit(transaction, tools, visit));
  std::optional<RunningVisit> before;
  if (const auto id = core::VisitId::fromBytes(now.opened.visit.previous_visit_id())) {
    if (auto running = runVisit(transaction, tools, *id)) before = std::move(*running);
  }
  ReviewSheet sheet;
  readHead(transaction, now, tools, units, sheet);
  SheetReader(now, before, tools, transaction, blobs).read(sheet);
  return sheet;
}

}  // namespace thucdia::app
