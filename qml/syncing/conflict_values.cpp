#include "qml/syncing/conflict_values.h"

namespace thucdia::app {

void ConflictValues::show(std::vector<Value> values) {
  if (values == m_values) return;
  beginResetModel();
  m_values = std::move(values);
  endResetModel();
}

int ConflictValues::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(m_values.size());
}

QVariant ConflictValues::data(const QModelIndex& index, int role) const {
  if (!index.isValid() || index.row() >= rowCount()) return {};
  const Value& value = m_values[static_cast<std::size_t>(index.row())];
  switch (role) {
    case TextRole:
      return value.text;
    case PersonRole:
      return value.person;
    case DeviceRole:
      return value.device;
    case InitialsRole: {
      const QStringList words = value.person.split(u' ', Qt::SkipEmptyParts);
      QString letters;
      for (const QString& word : words.mid(qMax<qsizetype>(0, words.size() - 2))) letters += word.at(0).toUpper();
      return letters;
    }
    case TimeRole:
      return value.time;
    case MineRole:
      return value.mine;
    case PictureRole:
      return value.picture;
    case PercentRole:
      return value.percent;
    default:
      return {};
  }
}

QHash<int, QByteArray> ConflictValues::roleNames() const {
  return {{TextRole, "valueText"}, {PersonRole, "person"}, {DeviceRole, "device"},   {InitialsRole, "initials"},
          {TimeRole, "time"},      {MineRole, "mine"},     {PictureRole, "picture"}, {PercentRole, "percent"}};
}

}  // namespace thucdia::app
