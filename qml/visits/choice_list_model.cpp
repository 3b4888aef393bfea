#include "qml/visits/choice_list_model.h"

#include <algorithm>

#include "core/base/text.h"
#include "qml/workspace/words.h"

namespace thucdia::app {

void ChoiceListModel::show(const std::vector<core::forms::ChoiceView>& choices, std::string chosen) {
  m_all.clear();
  m_all.reserve(choices.size());
  for (const auto& choice : choices) {
    m_all.push_back({qt(choice.value), qt(choice.label), core::fold(choice.label) + ' ' + core::fold(choice.value)});
  }
  m_chosen = qt(chosen);
  m_search.clear();
  narrow();
}

void ChoiceListModel::setSearch(const QString& search) {
  if (search == m_search) return;
  m_search = search;
  narrow();
}

void ChoiceListModel::narrow() {
  std::vector<std::string> words;
  core::forEachWord(core::fold(m_search.toStdString()), [&](std::string_view word) { words.emplace_back(word); });
  beginResetModel();
  m_shown.clear();
  for (std::size_t at = 0; at < m_all.size(); ++at) {
    const auto holds = [&](const std::string& word) { return m_all[at].folded.find(word) != std::string::npos; };
    if (std::all_of(words.begin(), words.end(), holds)) m_shown.push_back(at);
  }
  if (!words.empty()) {
    // Those that begin with what was typed come first.
    std::stable_partition(m_shown.begin(), m_shown.end(),
                          [&](std::size_t at) { return m_all[at].folded.starts_with(words.front()); });
  }
  endResetModel();
  emit searchChanged();
}

QString ChoiceListModel::valueAt(int row) const {
  return row >= 0 && row < count() ? m_all[m_shown[static_cast<std::size_t>(row)]].value : QString();
}

int ChoiceListModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : count(); }

QVariant ChoiceListModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid() || index.row() >= count()) return {};
  const Choice& choice = m_all[m_shown[static_cast<std::size_t>(index.row())]];
  switch (role) {
    case ValueRole:
      return choice.value;
    case LabelRole:
      return choice.label;
    case ChosenRole:
      return choice.value == m_chosen;
    default:
      return {};
  }
}

QHash<int, QByteArray> ChoiceListModel::roleNames() const {
  return {{ValueRole, "value"}, {LabelRole, "label"}, {ChosenRole, "chosen_"}};
}

}  // namespace thucdia::app
