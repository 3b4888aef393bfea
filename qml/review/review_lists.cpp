#include "qml/review/review_lists.h"

#include <algorithm>
#include <iterator>

namespace thucdia::app {

void ReviewWarnings::show(const std::vector<ReviewRow>& rows) {
  beginResetModel();
  m_rows.clear();
  std::ranges::copy_if(rows, std::back_inserter(m_rows), [](const ReviewRow& row) { return !row.warning.isEmpty(); });
  endResetModel();
  emit countChanged();
}

QVariant ReviewWarnings::data(const QModelIndex& index, int role) const {
  if (!index.isValid() || index.row() >= count()) return {};
  const ReviewRow& row = m_rows[static_cast<std::size_t>(index.row())];
  switch (role) {
    case KeyRole:
      return row.key;
    case QuestionRole:
      return row.label;
    case WarningRole:
      return row.warning;
    case ReasonRole:
      return row.reason;
    default:
      return {};
  }
}

QHash<int, QByteArray> ReviewWarnings::roleNames() const {
  return {{KeyRole, "key"}, {QuestionRole, "question"}, {WarningRole, "warning"}, {ReasonRole, "reason"}};
}

void ReviewPhotoList::show(std::vector<ReviewPhoto> photos) {
  beginResetModel();
  m_photos = std::move(photos);
  endResetModel();
  emit countChanged();
}

QVariant ReviewPhotoList::data(const QModelIndex& index, int role) const {
  if (!index.isValid() || index.row() >= count()) return {};
  const ReviewPhoto& photo = m_photos[static_cast<std::size_t>(index.row())];
  switch (role) {
    case SourceRole:
      return photo.source;
    case CaptionRole:
      return photo.caption;
    case QuestionRole:
      return photo.question;
    case KeyRole:
      return photo.key;
    default:
      return {};
  }
}

QHash<int, QByteArray> ReviewPhotoList::roleNames() const {
  return {{SourceRole, "source"}, {CaptionRole, "caption"}, {QuestionRole, "question"}, {KeyRole, "key"}};
}

}  // namespace thucdia::app
