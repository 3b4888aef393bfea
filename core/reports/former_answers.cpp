#include "core/reports/former_answers.h"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include <thucdia/records/v1/registers.pb.h>

#include "core/registers/form_tables.h"
#include "core/reports/answer_words.h"

namespace thucdia::core::reports {

namespace {

/// "facts/fax@2.3" → "facts/fax", "2.3".
std::pair<std::string, std::string> questionAndVersion(const std::string& key) {
  const auto at = key.rfind('@');
  return at == std::string::npos ? std::pair(key, std::string()) : std::pair(key.substr(0, at), key.substr(at + 1));
}

/// Whether the version's name is that of a key, as form_carry writes it; a copy has a number behind it.
bool isOf(std::string version, std::string_view inKey) {
  std::ranges::replace_if(
      version, [](char c) { return c == '/' || c == ':'; }, '-');
  return inKey.empty() || inKey == version || inKey.starts_with(version + '.');
}

}  // namespace

FormerAnswers formerAnswers(db::ReadTransaction& transaction, const visits::OpenedVisit& opened,
                            const forms::Session& session, const FormerTools& tools) {
  std::map<std::string, std::string> unread;
  for (const auto& [key, text] : session.foreign()) {
    const auto stored = opened.visit.answers().find(key);
    if (!text.empty() && (stored == opened.visit.answers().end() || !stored->second.has_row())) unread[key] = text;
  }
  FormerAnswers read;
  for (const std::string& version : visits::formVersions(transaction, opened.visit.form_id())) {
    if (unread.empty()) break;
    if (version == opened.visit.form_version()) continue;
    const auto form = tools.forms.form(transaction, opened.visit.form_id(), version);
    if (!form) continue;
    visits::OpenedVisit then = opened;
    then.form = *form;
    then.tables = registers::formTables(transaction, (*form)->compiled());
    for (const auto& [key, text] : unread) {
      const auto [question, of] = questionAndVersion(key);
      if (!of.empty() && isOf(version, of)) then.answers[question] = text;
    }
    visits::VisitHost host(then, tools.clock, tools.random, 0, ::thucdia::records::v1::Person(), tools.datasets);
    const auto former = forms::Session::begin(then.form, host, then.answers);
    if (!former) continue;
    setLanguage(**former, tools.language);
    std::erase_if(unread, [&](const auto& answer) {
      const auto [question, of] = questionAndVersion(answer.first);
      const auto node = isOf(version, of) ? (*former)->findKey(question) : forms::NodeRef();
      if (!node || (*former)->kind(node) != forms::NodeKind::Question) return false;
      const auto [label, unit] = labelAndUnit(**former, node);
      std::string words = answerWords(**former, node, answer.second, tools.language);
      if (words.empty()) return false;
      read[answer.first] = {label, unit.empty() ? std::move(words) : words + ' ' + unit};
      return true;
    });
  }
  return read;
}

}  // namespace thucdia::core::reports
