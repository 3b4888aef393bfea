#pragma once

#include <vector>

#include <QtQml/qqmlregistration.h>

#include "qml/workspace/record_list.h"

namespace thucdia::app {

/// How far visits have travelled: those with something to send first, then those whole at the hub, newest first. GUI
/// thread.
class SyncVisitsModel : public thucdia::app::RecordList {
  Q_OBJECT
  QML_ELEMENT

 public:
  enum Role { VisitRole = Qt::UserRole + 1, TitleRole, DetailRole, ReachRole, PhotosRole, PhotosSentRole, BytesRole };
  /// As sync::VisitReach.
  enum Reach { OnThisDevice, ChangesWait, DataReceived, ReceivedWhole, Refused, HubLacksPart };
  Q_ENUM(Reach)

  explicit SyncVisitsModel(QObject* parent = nullptr);

  [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

  struct Row {
    QString visit;
    QString title;
    QString form;
    QString started;
    QString status;
    int reach = OnThisDevice;
    int photos = 0;
    int photosSent = 0;
    double bytes = 0;  ///< of photos not sent
    bool operator==(const Row&) const = default;
  };

 protected:
  [[nodiscard]] std::size_t size() const override { return m_rows.size(); }
  [[nodiscard]] QVariant at(std::size_t row, int role) const override;
  void request(bool more, int limit) override;

 private:
  std::vector<Row> m_rows;
};

/// Changes that the hub did not take, with why. GUI thread.
class RefusedModel : public thucdia::app::RecordList {
  Q_OBJECT
  QML_ELEMENT

 public:
  /// `visit`: the UUID of the visit it belongs to, or empty. `code`: a name of core/base/error.h.
  enum Role { TitleRole = Qt::UserRole + 1, TableRole, CodeRole, DetailRole, VisitRole };

  explicit RefusedModel(QObject* parent = nullptr);

  [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

 protected:
  [[nodiscard]] std::size_t size() const override { return m_rows.size(); }
  [[nodiscard]] QVariant at(std::size_t row, int role) const override;
  void request(bool more, int limit) override;

 private:
  struct Row {
    QString title;
    QString table;
    QString code;
    QString detail;
    QString visit;
    bool operator==(const Row&) const = default;
  };

  std::vector<Row> m_rows;
};

}  // namespace thucdia::app
