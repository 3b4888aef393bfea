#include "qml/visits/section_list_model.h"

#include <algorithm>

namespace thucdia::app {

void SectionListModel::show(std::vector<Row> rows) {
  const bool sameStops = std::equal(rows.begin(), rows.end(), m_rows.begin(), m_rows.end(),
                                    [](const Row& a, const Row& b) { return a.section.node == b.section.node; });
  if (!sameStops) {
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
    emit countChanged();
    return;
  }
  for (std::size_t at = 0; at < rows.size(); ++at) {
    if (m_rows[at] == rows[at]) continue;
    m_rows[at] = std::move(rows[at]);
    emit dataChanged(index(static_cast<int>(at)), index(static_cast<int>(at)));
  }
}

const SectionListModel::Row* SectionListModel::at(int row) const {
  return row >= 0 && row < count() ? &m_rows[static_cast<std::size_t>(row)] : nullptr;
}

int SectionListModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : count(); }

QVariant SectionListModel::data(const QModelIndex& index, int role) const {
  const Row* row = index.isValid() ? at(index.row()) : nullptr;
  if (row == nullptr) return {};
  switch (role) {
    case TitleRole:
      return row->title;
    case QuestionsRole:
      return static_cast<int>(row->section.questions);
    case AnsweredRole:
      return static_cast<int>(row->section.answered);
    case MissingRole:
      return static_cast<int>(row->section.missing);
    case BrokenRole:
      return static_cast<int>(row->section.broken);
    case WarningsRole:
      return static_cast<int>(row->section.warnings);
    case RowsRole:
      return row->rows;
    default:
      return {};
  }
}

QHash<int, QByteArray> SectionListModel::roleNames() const {
  return {{TitleRole, "title"},     {QuestionsRole, "questionCount"}, {AnsweredRole, "answered"},
          {MissingRole, "missing"}, {BrokenRole, "broken"},           {WarningsRole, "warnings"},
          {RowsRole, "rows"}};
}

}  // namespace thucdia::app
