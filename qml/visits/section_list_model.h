#pragma once

#include <vector>

#include <QtCore/QAbstractListModel>
#include <QtQml/qqmlregistration.h>

#include "core/forms/session.h"

namespace thucdia::app {

/// The stops of a visit's section rail. Filled by VisitModel. GUI thread.
class SectionListModel : public QAbstractListModel {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("part of VisitModel")
  Q_PROPERTY(int count READ count NOTIFY countChanged FINAL)

 public:
  enum Role {
    TitleRole = Qt::UserRole + 1,
    QuestionsRole,
    AnsweredRole,
    MissingRole,
    BrokenRole,
    WarningsRole,
    RowsRole
  };
  struct Row {
    core::forms::Section section;
    QString title;
    int rows = -1;  ///< instances, when the section is a repeat
    bool operator==(const Row&) const = default;
  };

  using QAbstractListModel::QAbstractListModel;

  void show(std::vector<Row> rows);
  [[nodiscard]] int count() const { return static_cast<int>(m_rows.size()); }
  [[nodiscard]] const Row* at(int row) const;

  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
  [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

 signals:
  void countChanged();

 private:
  std::vector<Row> m_rows;
};

}  // namespace thucdia::app
