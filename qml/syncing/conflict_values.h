#pragma once

#include <vector>

#include <QtCore/QAbstractListModel>
#include <QtQml/qqmlregistration.h>

namespace thucdia::app {

/// The values among which one conflict lets a person choose. GUI thread.
class ConflictValues : public QAbstractListModel {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("belongs to a ConflictModel")

 public:
  enum Role {
    TextRole = Qt::UserRole + 1,
    PersonRole,
    DeviceRole,
    InitialsRole,
    TimeRole,
    MineRole,
    PictureRole,
    PercentRole
  };

  struct Value {
    QString text;  ///< as a person reads it; empty when the answer was cleared
    QString person;
    QString device;
    QString time;
    bool mine = false;
    QString picture;      ///< URL of an image that is on this device
    double percent = -1;  ///< of 1, for answers in per cent
    bool operator==(const Value&) const = default;
  };

  using QAbstractListModel::QAbstractListModel;

  void show(std::vector<Value> values);

  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
  [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

 private:
  std::vector<Value> m_values;
};

}  // namespace thucdia::app
