#include "qml/visits/carry_model.h"

#include <algorithm>
#include <utility>

#include "core/visits/answer_text.h"
#include "core/visits/life_cycle.h"
#include "core/visits/visit_carry.h"

namespace thucdia::app {

namespace {

namespace v1 = core::records::v1;
using core::forms::CarriedAnswer;

/// A question's label without what it fills in; its name where it has none.
QString labelOf(const core::forms::Form& form, std::uint32_t node, core::Language language) {
  const auto& compiled = form.compiled();
  const auto& described = compiled.nodes(static_cast<int>(node));
  const char* tag = language == core::Language::English ? "(en)" : "(vi)";
  const v1::Variant* chosen = nullptr;
  for (const auto& variant : described.label().variants()) {
    const auto& name = compiled.languages(static_cast<int>(variant.language()));
    if (chosen == nullptr || name.find(tag) != std::string::npos) chosen = &variant;
  }
  QString label;
  if (chosen != nullptr) {
    for (const auto& segment : chosen->segments())
      label += segment.has_expression() ? QStringLiteral("…") : qt(segment.text());
  }
  return label.isEmpty() ? qt(described.name()) : label;
}

/// An answer as a person reads it, where its question can say so.
QString textOf(const core::forms::Session& session, const std::string& key, const std::string& text) {
  const auto node = session.findKey(key);
  if (node && session.kind(node) == core::forms::NodeKind::Question && session.value(node) == text)
    return qt(session.displayText(node));
  return core::visits::attachmentHash(text).empty() ? qt(text) : CarryModel::tr("1 photo");
}

/// The question of a kept key: "facts/fax@1" → "facts/fax".
std::string_view withoutVersion(std::string_view key) { return key.substr(0, key.rfind('@')); }

/// "facts/fax@1" → "fax": what an answer without a question is called.
QString nameOf(std::string_view key) {
  key = withoutVersion(key);
  return qt(std::string(key.substr(key.rfind('/') == std::string_view::npos ? 0 : key.rfind('/') + 1)));
}

}  // namespace

void CarryModel::setWorkspace(Workspace* workspace) {
  if (workspace == m_workspace) return;
  m_workspace = workspace;
  emit workspaceChanged();
}

void CarryModel::setVisit(const QString& visit) {
  if (visit == m_visit) return;
  m_visit = visit;
  emit visitChanged();
}

core::Result<CarryModel::Shown> CarryModel::read(core::db::ReadTransaction& transaction, const VisitTools& tools,
                                                 core::VisitId visit) {
  THUCDIA_ASSIGN(const RunningVisit running, runVisit(transaction, tools, visit));
  const auto& form = *running.opened.form;
  Shown shown;
  shown.version = qt(form.compiled().version());
  const auto labelAt = [&](const core::forms::Form& of, std::string_view key) {
    const auto node = of.nodeOfKey(key);
    return node == core::forms::kNoNode ? nameOf(key) : labelOf(of, node, tools.language);
  };
  for (const auto& [key, text] : running.session->foreign()) {
    if (text.empty()) continue;
    ++shown.kept;
    shown.rows.push_back({Kept, labelAt(form, withoutVersion(key)), textOf(*running.session, key, text), {}});
  }
  const bool mine = running.opened.visit.inspector_id() == tools.person.id();
  const auto newer =
      core::visits::newerForm(transaction, running.opened.visit.form_id(), running.opened.visit.form_version());
  if (!mine || !newer || !core::visits::mayAnswer(running.opened.state.status)) return shown;
  THUCDIA_ASSIGN(const auto preview,
                 core::visits::previewCarry(transaction, *tools.forms, running.opened, *running.host, newer->version));
  shown.newest = qt(newer->version);
  for (const auto& each : preview.plan.answers) {
    if (each.row || each.text.empty()) continue;
    if (each.fate == CarriedAnswer::Fate::Same) {
      ++shown.same;
      continue;
    }
    if (running.session->foreign().contains(each.key)) continue;  // told of already
    Row row;
    row.question = labelAt(form, each.key);
    row.answer = textOf(*running.session, each.key, each.text);
    row.kind = each.fate == CarriedAnswer::Fate::Moved     ? Moved
               : each.fate == CarriedAnswer::Fate::Changed ? Changed
                                                           : NoPlace;
    if (row.kind == Moved) {
      const auto target = preview.to->nodeOfKey(each.newKey);
      const auto group = preview.to->compiled().nodes(static_cast<int>(target)).parent();
      row.becomes = labelOf(*preview.to, group, tools.language);
    } else if (row.kind == Changed) {
      row.becomes = qt(each.newText);
    }
    shown.rows.push_back(std::move(row));
  }
  for (const auto& key : preview.signedBefore) shown.rows.push_back({SignAgain, labelAt(form, key), {}, {}});
  for (const auto& added : preview.plan.added)
    shown.rows.push_back({New, labelOf(*preview.to, added.node, tools.language), {}, qt(added.defaultValue)});
  std::ranges::stable_sort(shown.rows, {}, &Row::kind);
  return shown;
}

void CarryModel::load() {
  const auto id = core::VisitId::parse(m_visit.toStdString());
  if (m_workspace == nullptr || !id) return;
  m_receiver.renew();
  m_workspace->read(
      m_receiver,
      [tools = visitTools(*m_workspace), id = *id](core::db::ReadTransaction& transaction) {
        return read(transaction, tools, id);
      },
      [this](core::Result<Shown> shown) {
        beginResetModel();
        m_shown = shown ? std::move(*shown) : Shown();
        endResetModel();
        emit loaded();
      });
}

void CarryModel::carry() {
  const auto id = core::VisitId::parse(m_visit.toStdString());
  if (m_workspace == nullptr || !id || m_shown.newest.isEmpty()) return;
  m_workspace->write(
      m_receiver,
      [tools = visitTools(*m_workspace), id = *id,
       version = m_shown.newest.toStdString()](core::changes::RecordWriter& writer) -> core::Result<> {
        THUCDIA_TRY(core::visits::carryVisit(writer, tools.person, *tools.forms, id, version));
        return {};
      },
      [this](const core::Result<>& done) {
        if (done) {
          emit carried();
        } else {
          emit refused(qt(core::name(done.error().code)));
        }
      });
}

int CarryModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : count(); }

QVariant CarryModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid() || index.row() >= count()) return {};
  const Row& row = m_shown.rows[static_cast<std::size_t>(index.row())];
  switch (role) {
    case KindRole:
      return row.kind;
    case QuestionRole:
      return row.question;
    case AnswerRole:
      return row.answer;
    case BecomesRole:
      return row.becomes;
    default:
      return {};
  }
}

QHash<int, QByteArray> CarryModel::roleNames() const {
  return {{KindRole, "kind"}, {QuestionRole, "question"}, {AnswerRole, "answer"}, {BecomesRole, "becomes"}};
}

}  // namespace thucdia::app
