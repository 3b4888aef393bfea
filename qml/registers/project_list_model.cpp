#include "qml/registers/project_list_model.h"

namespace thucdia::app {

void ProjectListModel::show(std::vector<Row> rows) {
  if (rows == m_rows) return;
  beginResetModel();
  m_rows = std::move(rows);
  endResetModel();
  emit countChanged();
}

int ProjectListModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : count(); }

QVariant ProjectListModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid() || index.row() >= count()) return {};
  const Row& row = m_rows[static_cast<std::size_t>(index.row())];
  switch (role) {
    case ProjectRole:
      return row.project;
    case BeneficiaryRole:
      return row.beneficiary;
    case NameRole:
      return row.name;
    case DetailRole:
      return row.detail;
    case SupportRole:
      return row.support;
    case ContentRole:
      return row.content;
    default:
      return {};
  }
}

QHash<int, QByteArray> ProjectListModel::roleNames() const {
  return {{ProjectRole, "projectId"}, {BeneficiaryRole, "beneficiaryId"}, {NameRole, "name"},
          {DetailRole, "detail"},     {SupportRole, "support"},           {ContentRole, "content"}};
}

}  // namespace thucdia::app
