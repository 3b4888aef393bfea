#include "core/visits/last_time.h"

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "core/registers/datasets.h"
#include "core/visits/visit_commands.h"
#include "core/visits/visit_session.h"

namespace thucdia::core::visits {

namespace {

namespace rv1 = ::thucdia::records::v1;
using forms::NodeKind;
using forms::NodeRef;
using forms::Session;

bool isAsked(const rv1::FormNode& node) {
  return node.control() != rv1::CONTROL_UNSPECIFIED && node.control() != rv1::CONTROL_NOTE;
}

/// What of last time may stand again.
bool carriesOver(const rv1::FormNode& node) {
  switch (node.control()) {
    case rv1::CONTROL_IMAGE:
    case rv1::CONTROL_AUDIO:
    case rv1::CONTROL_VIDEO:
    case rv1::CONTROL_FILE:
      return false;
    default:
      break;
  }
  switch (node.type()) {
    case rv1::BIND_TYPE_BINARY:
    case rv1::BIND_TYPE_DATE_TIME:
    case rv1::BIND_TYPE_GEOPOINT:
    case rv1::BIND_TYPE_GEOTRACE:
    case rv1::BIND_TYPE_GEOSHAPE:
      return false;
    default:
      return isAsked(node) && node.calculate().empty();
  }
}

/// Whether the form itself gave it an answer when the visit began.
bool isPrefilled(const Session& session, NodeRef question) {
  if (session.value(question).empty()) return false;
  const auto& actions = session.form().compiled().actions();
  return std::ranges::any_of(
      actions, [&](const rv1::Action& action) { return action.target() == session.definition(question); });
}

/// The answers that may stand again, by position path.
std::vector<std::pair<std::string, std::string>> standing(const Session& then) {
  std::vector<std::pair<std::string, std::string>> answers;
  const auto visit = [&](auto& self, NodeRef node) -> void {
    for (const NodeRef child : then.children(node)) {
      const auto& described = then.describe(child);
      if (described.kind() == rv1::NODE_KIND_REPEAT && described.name() == "findings") continue;
      if (then.kind(child) != NodeKind::Question)
        self(self, child);
      else if (carriesOver(described) && !then.value(child).empty())
        answers.emplace_back(then.path(child), std::string(then.value(child)));
    }
  };
  visit(visit, then.root());
  return answers;
}

class Edits {
 public:
  void add(const forms::Changes& changes) {
    for (const auto& edit : changes.edits) m_last[edit.key] = edit.text;
  }
  [[nodiscard]] std::vector<forms::AnswerEdit> take() {
    std::vector<forms::AnswerEdit> edits;
    for (auto& [key, text] : m_last) edits.push_back({key, std::move(text)});
    return edits;
  }

 private:
  std::map<std::string, std::optional<std::string>> m_last;
};

}  // namespace

Result<> beginAsLastTime(changes::RecordWriter& writer, const rv1::Person& by, VisitId visit) {
  auto& transaction = writer.transaction();
  const auto& author = writer.author();
  FormLibrary forms;
  THUCDIA_ASSIGN(const OpenedVisit opened, openVisit(transaction, forms, visit));
  if (opened.previous.empty()) return {};
  VisitHost host(opened, *author.clock, *author.random, author.device, by,
                 std::make_shared<registers::Datasets>(transaction));
  THUCDIA_ASSIGN(const auto session, Session::begin(opened.form, host));
  Edits edits;
  edits.add(session->takeStartChanges());
  // Last time, by the form of today: what of it has a place here, in the order of the form.
  THUCDIA_ASSIGN(const auto then, Session::begin(opened.form, host, opened.previous));
  std::vector<std::pair<std::string, std::string>> waiting = standing(*then);
  // A row may wait for an answer further down that says how many there are: then the second round finds it.
  for (int round = 0; round < 2; ++round) {
    std::erase_if(waiting, [&](const auto& last) {
      forms::Changes added;
      const auto question = findOrAddQuestion(*session, last.first, added);
      edits.add(added);
      if (!question) return false;
      if (!session->readOnly(*question) && !isPrefilled(*session, *question)) {
        if (const auto set = session->set(*question, last.second)) edits.add(*set);
      }
      return true;
    });
  }
  return saveAnswers(writer, by, visit, *opened.form, edits.take());
}

std::vector<SinceLastTime> sinceLastTime(const Session& session) {
  std::vector<SinceLastTime> found;
  const auto visit = [&](auto& self, NodeRef node) -> void {
    for (const NodeRef child : session.children(node)) {
      if (session.kind(child) != NodeKind::Question) {
        self(self, child);
      } else if (isAsked(session.describe(child))) {
        auto then = session.previousText(child);
        if (!then || then->empty()) continue;
        const bool same = *then == session.value(child);
        found.push_back({child, std::move(*then), same});
      }
    }
  };
  visit(visit, session.root());
  return found;
}

}  // namespace thucdia::core::visits
