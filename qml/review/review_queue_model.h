#pragma once

#include <vector>

#include <QtQml/qqmlregistration.h>

#include "qml/workspace/record_list.h"

namespace thucdia::app {

/// The visits that wait for this supervisor, those waiting longest first. `total` is of all that wait, whatever is
/// searched. GUI thread.
class ReviewQueueModel : public thucdia::app::RecordList {
  Q_OBJECT
  QML_ELEMENT
  /// Words of the facility, the province or the inspector, marks and case aside.
  Q_PROPERTY(QString search READ search WRITE setSearch NOTIFY filterChanged FINAL)

 public:
  enum Role {
    VisitRole = Qt::UserRole + 1,
    TitleRole,
    PlaceRole,
    InspectorRole,
    DaysRole,
    DayRole,
    SeriousRole,
    WarningsRole
  };

  explicit ReviewQueueModel(QObject* parent = nullptr);

  [[nodiscard]] QString search() const { return m_search; }
  void setSearch(const QString& search) { filterBy(m_search, search); }

  /// The visit at a place of the list; "" beyond its ends.
  Q_INVOKABLE [[nodiscard]] QString visitAt(int row) const;
  /// The place of a visit; -1 when it does not wait (any more).
  Q_INVOKABLE [[nodiscard]] int indexOf(const QString& visit) const;

  [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

 protected:
  [[nodiscard]] std::size_t size() const override { return m_rows.size(); }
  [[nodiscard]] QVariant at(std::size_t row, int role) const override;
  void request(bool more, int limit) override;

 private:
  struct Row {
    QString visit;
    QString title;
    QString place;
    QString inspector;
    QString day;   ///< of the visit
    int days = 0;  ///< that it has been waiting
    int serious = 0;
    int warnings = 0;
    bool operator==(const Row&) const = default;
  };

  QString m_search;
  std::vector<Row> m_rows;
};

}  // namespace thucdia::app
