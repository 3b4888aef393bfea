#include "qml/visits/choice_list_model.h"

#include "qml/workspace/words.h"

namespace thucdia::app {

void ChoiceListModel::show(const std::vector<core::forms::ChoiceView>& choices, std::string chosen) {
  m_all.clear();
  m_all.reserve(choices.size());
  for (const auto& choice : choices) m_all.push_back({qt(choice.value), qt(choice.label)});
  m_found = core::forms::ChoiceSearch(choices);
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
  beginResetModel();
  m_shown = m_found.find(m_search.toStdString());
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
