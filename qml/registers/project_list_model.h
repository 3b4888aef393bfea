#pragma once

#include <vector>

#include <QtCore/QAbstractListModel>
#include <QtQml/qqmlregistration.h>

namespace thucdia::app {

/// The projects that support one facility; filled by FacilityModel.
class ProjectListModel : public QAbstractListModel {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("part of FacilityModel")
  Q_PROPERTY(int count READ count NOTIFY countChanged FINAL)

 public:
  enum Role { ProjectRole = Qt::UserRole + 1, BeneficiaryRole, NameRole, DetailRole, SupportRole, ContentRole };
  struct Row {
    QString project;      ///< UUID text
    QString beneficiary;  ///< UUID text
    QString name;
    QString detail;   ///< code, year, deadline
    QString support;  ///< "1.000 triệu đồng"
    QString content;
    bool operator==(const Row&) const = default;
  };

  using QAbstractListModel::QAbstractListModel;

  [[nodiscard]] int count() const { return static_cast<int>(m_rows.size()); }
  void show(std::vector<Row> rows);

  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
  [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

 signals:
  void countChanged();

 private:
  std::vector<Row> m_rows;
};

}  // namespace thucdia::app
