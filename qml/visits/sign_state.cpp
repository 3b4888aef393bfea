// What the sign page says of a visit: how complete it is, what rules remark, who signs.

#include <algorithm>
#include <charconv>

#include <QtCore/QUrl>

#include "core/base/dates.h"
#include "core/base/text.h"
#include "core/records/blob_rows.h"
#include "core/reports/answer_words.h"
#include "core/reports/minutes_words.h"
#include "core/visits/answer_text.h"
#include "core/visits/next_revision.h"
#include "core/visits/visit_queries.h"
#include "qml/visits/sign_model.h"

namespace thucdia::app {

namespace {

namespace v1 = ::thucdia::records::v1;
using core::forms::NodeKind;
using core::forms::NodeRef;
using core::forms::Session;

constexpr int kLabelsShown = 4;
constexpr std::string_view kTeam = "doan";  // code of the list participant_side

QString text(const std::string& utf8) { return QString::fromStdString(utf8); }

class StateReader {
 public:
  StateReader(const RunningVisit& running, core::db::ReadTransaction& transaction, const VisitTools& tools,
              core::replica::BlobStore& blobs)
      : m_running(running),
        m_session(*running.session),
        m_transaction(transaction),
        m_language(tools.language),
        m_blobs(blobs) {}

  SignModel::State read() {
    people(m_session.root());
    walk(m_session.root());
    completeness();
    findings();
    return std::move(m_state);
  }

 private:
  struct Participant {
    std::string side;
    QString name;
    QString title;
  };

  [[nodiscard]] std::string_view name(NodeRef node) const { return m_session.describe(node).name(); }
  [[nodiscard]] QString valueOf(NodeRef node) const { return qt(m_session.value(node)); }

  /// The rows of the common block's table of participants.
  void people(NodeRef node) {
    for (const NodeRef child : m_session.children(node)) {
      const auto kind = m_session.kind(child);
      if (kind == NodeKind::Group) people(child);
      if (kind != NodeKind::Repeat || name(child) != "participants") continue;
      for (const NodeRef row : m_session.children(child)) {
        Participant who;
        for (const NodeRef field : m_session.children(row)) {
          if (name(field) == "p_side") who.side = std::string(m_session.value(field));
          if (name(field) == "p_name") who.name = valueOf(field);
          if (name(field) == "p_title") who.title = valueOf(field);
        }
        if (!who.name.isEmpty()) m_people.push_back(std::move(who));
      }
    }
  }

  void walk(NodeRef node) {
    for (const NodeRef child : m_session.children(node)) {
      if (!m_session.relevant(child)) {
        if (m_session.kind(child) == NodeKind::Question && name(child) == "sig_refused") m_state.mayRefuse = true;
        continue;
      }
      if (m_session.kind(child) != NodeKind::Question) {
        walk(child);
        continue;
      }
      question(child);
    }
  }

  void question(NodeRef node) {
    const v1::FormNode& definition = m_session.describe(node);
    const std::string& named = definition.name();
    if (definition.control() == v1::CONTROL_NOTE) return note(node, definition);
    if (core::visits::isSignature(definition)) return pad(node);
    if (m_warned && named.ends_with("_reason")) {
      if (m_session.value(node).empty()) ++m_state.warningsWithoutReason;
      m_warned = false;
    }
    if (definition.control() == v1::CONTROL_IMAGE && !m_session.value(node).empty()) ++m_state.photos;
    if (named == "conclusion") m_state.conclusion = text(m_session.displayText(node));
    if (named == "read_back") m_state.readBack = m_session.value(node) == "1";
    if (named == "copies") {
      const auto digits = m_session.value(node);
      std::from_chars(digits.data(), digits.data() + digits.size(), m_state.copies);
    }
    if (named == "sig_refused") {
      m_state.mayRefuse = true;
      m_state.refused = m_session.value(node) == "1";
    }
    if (named == "sig_refused_why") m_state.refusedWhy = valueOf(node);
  }

  void note(NodeRef node, const v1::FormNode& definition) {
    if (definition.appearance().find("warning") == std::string::npos) return;
    const QString facts = text(core::reports::factsOfWarning(core::tidy(m_session.label(node)), m_language));
    if (facts.isEmpty()) return;
    ++m_state.warnings;
    m_warned = true;
    if (m_state.warnings <= 2)
      m_state.warningText += (m_state.warningText.isEmpty() ? QString() : QStringLiteral(" ")) + facts;
  }

  void pad(NodeRef node) {
    SignModel::Pad pad;
    pad.key = m_session.key(node);
    const QString label = text(core::tidy(m_session.label(node)));
    const NodeRef row = m_session.parent(node);
    if (m_session.kind(row) == NodeKind::Instance) {
      // A table of those who sign: its texts are name and role.
      for (const NodeRef field : m_session.children(row)) {
        if (field == node || m_session.value(field).empty()) continue;
        (pad.name.isEmpty() ? pad.name : pad.title) = text(m_session.displayText(field));
      }
    } else {
      const bool team = name(node) == "sig_lead";
      const auto who =
          std::ranges::find_if(m_people, [team](const Participant& person) { return (person.side == kTeam) == team; });
      if (who != m_people.end()) {
        pad.name = who->name;
        pad.title = who->title.isEmpty() ? label : QString(label + QStringLiteral(" · ") + who->title);
      }
    }
    if (pad.name.isEmpty()) pad.name = label;
    if (pad.title.isEmpty() && pad.name != label) pad.title = label;
    pad.required = m_session.required(node);
    const std::string hash = core::visits::attachmentHash(m_session.value(node));
    if (!hash.empty()) {
      if (const auto path = m_blobs.path(hash)) pad.picture = QUrl::fromLocalFile(text(*path)).toString();
      if (const auto blob = core::records::blobRow(m_transaction, hash)) {
        pad.time = text(core::formatTime(blob->addedAt));
      }
    }
    m_state.pads.push_back(std::move(pad));
  }

  void completeness() {
    for (const auto& section : m_session.sections()) m_state.answered += static_cast<int>(section.answered);
    for (const auto& violation : m_session.missing()) {
      if (core::visits::isSignature(m_session.describe(violation.node))) {
        ++m_state.missingSignatures;
        continue;
      }
      ++m_state.missing;
      if (m_state.missingLabels.size() < kLabelsShown) {
        m_state.missingLabels.push_back(text(core::reports::labelAndUnit(m_session, violation.node).label));
      }
    }
  }

  void findings() {
    QStringList dues;
    for (const auto& finding : core::visits::findings(m_transaction, {.visit = m_running.opened.id}, 100)) {
      ++m_state.findings;
      m_state.serious += finding.severity == "nghiem_trong" ? 1 : 0;
      if (const auto due = core::parseIsoDate(finding.dueOn); due && dues.size() < 3) {
        const QString day = text(core::formatDate(*due, m_language));
        if (!dues.contains(day)) dues.push_back(day);
      }
    }
    m_state.findingText = dues.join(QStringLiteral(" · "));
  }

  const RunningVisit& m_running;
  const Session& m_session;
  core::db::ReadTransaction& m_transaction;
  core::Language m_language;
  core::replica::BlobStore& m_blobs;
  std::vector<Participant> m_people;
  bool m_warned = false;
  SignModel::State m_state;
};

}  // namespace

core::Result<SignModel::State> readSignState(core::db::ReadTransaction& transaction, const VisitTools& tools,
                                             core::replica::BlobStore& blobs, core::VisitId visit) {
  THUCDIA_ASSIGN(const RunningVisit running, runVisit(transaction, tools, visit));
  SignModel::State state = StateReader(running, transaction, tools, blobs).read();
  state.facility = qt(running.opened.visit.facility_name());
  state.form = qt(running.opened.form->compiled().title());
  if (const auto form = core::visits::currentForm(transaction, running.opened.visit.form_id())) {
    state.form =
        qt(tools.language == core::Language::English && !form->titleEn.empty() ? form->titleEn : form->titleVi);
  }
  const auto started = core::fromMicros(running.opened.visit.started_at());
  state.day = text(core::formatDate(core::localDate(started), tools.language));
  state.status = static_cast<int>(running.opened.state.status);
  state.revision = running.opened.state.revision;
  state.sealed = core::visits::isSealed(running.opened.state.status);
  state.mine = running.opened.visit.inspector_id() == tools.person.id();
  if (state.sealed) {
    for (const auto& seal : core::visits::sealsOf(transaction, visit)) {
      if (seal.revision() != state.revision) continue;
      state.sealedAt = text(core::formatDateTime(core::fromMicros(seal.sealed_at()), tools.language));
    }
  }
  return state;
}

}  // namespace thucdia::app
