#pragma once

#include <vector>

#include <QtCore/QAbstractListModel>
#include <QtQml/qqmlregistration.h>

#include "qml/review/review_sheet.h"

namespace thucdia::app {

/// What rules remark on the visit under review. Filled by ReviewModel; GUI thread.
class ReviewWarnings : public QAbstractListModel {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("belongs to a ReviewModel")
  Q_PROPERTY(int count READ count NOTIFY countChanged FINAL)

 public:
  enum Role { KeyRole = Qt::UserRole + 1, QuestionRole, WarningRole, ReasonRole };

  using QAbstractListModel::QAbstractListModel;
  void show(const std::vector<ReviewRow>& rows);

  [[nodiscard]] int count() const { return static_cast<int>(m_rows.size()); }
  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : count(); }
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
  [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

 signals:
  void countChanged();

 private:
  std::vector<ReviewRow> m_rows;
};

/// Its photos. Filled by ReviewModel; GUI thread.
class ReviewPhotoList : public QAbstractListModel {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("belongs to a ReviewModel")
  Q_PROPERTY(int count READ count NOTIFY countChanged FINAL)

 public:
  enum Role { SourceRole = Qt::UserRole + 1, CaptionRole, QuestionRole, KeyRole };

  using QAbstractListModel::QAbstractListModel;
  void show(std::vector<ReviewPhoto> photos);

  [[nodiscard]] int count() const { return static_cast<int>(m_photos.size()); }
  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : count(); }
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
  [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

 signals:
  void countChanged();

 private:
  std::vector<ReviewPhoto> m_photos;
};

}  // namespace thucdia::app
