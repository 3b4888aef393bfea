#pragma once

#include <vector>

#include <QtCore/QAbstractListModel>
#include <QtQml/qqmlregistration.h>

#include "core/visits/visit_queries.h"
#include "qml/workspace/workspace.h"

namespace thucdia::app {

/// Visits, newest first, read page by page; kept true to what is committed. GUI thread.
class VisitListModel : public QAbstractListModel {
  Q_OBJECT
  QML_ELEMENT
  Q_PROPERTY(
      thucdia::app::Workspace* workspace READ workspace WRITE setWorkspace NOTIFY workspaceChanged REQUIRED FINAL)
  /// Words of the facility or the number, without marks.
  Q_PROPERTY(QString search READ search WRITE setSearch NOTIFY filterChanged FINAL)
  /// UUID text; empty: of all facilities.
  Q_PROPERTY(QString facility READ facility WRITE setFacility NOTIFY filterChanged FINAL)
  Q_PROPERTY(thucdia::app::VisitListModel::Group group READ group WRITE setGroup NOTIFY filterChanged FINAL)
  /// Only those of the person who uses the device.
  Q_PROPERTY(bool mine READ mine WRITE setMine NOTIFY filterChanged FINAL)
  /// Of the whole list, not only of what is loaded.
  Q_PROPERTY(int total READ total NOTIFY totalChanged FINAL)
  Q_PROPERTY(bool loading READ loading NOTIFY loadingChanged FINAL)

 public:
  /// Which part of a visit's life.
  enum Group { All, InWork, ToSend, WithReviewer, Returned, Done, ToIssue, ToFile };
  Q_ENUM(Group)
  enum Role {
    IdRole = Qt::UserRole + 1,
    TitleRole,
    FormRole,
    DetailRole,
    StatusRole,
    UnsentRole,
    RefusedRole,
    ConflictsRole,
    FindingsRole,
    DayRole,
    InspectorRole,
    MayAnswerRole,
  };

  explicit VisitListModel(QObject* parent = nullptr);

  [[nodiscard]] Workspace* workspace() const { return m_workspace; }
  void setWorkspace(Workspace* workspace);
  [[nodiscard]] QString search() const { return m_search; }
  void setSearch(const QString& search);
  [[nodiscard]] QString facility() const { return m_facility; }
  void setFacility(const QString& facility);
  [[nodiscard]] Group group() const { return m_group; }
  void setGroup(Group group);
  [[nodiscard]] bool mine() const { return m_mine; }
  void setMine(bool mine);
  [[nodiscard]] int total() const { return m_total; }
  [[nodiscard]] bool loading() const { return m_loading; }

  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
  [[nodiscard]] QHash<int, QByteArray> roleNames() const override;
  [[nodiscard]] bool canFetchMore(const QModelIndex& parent) const override;
  void fetchMore(const QModelIndex& parent) override;

 signals:
  void workspaceChanged();
  void filterChanged();
  void totalChanged();
  void loadingChanged();

 private:
  struct Row {
    core::visits::VisitLine line;
    QString form;
    QString inspector;
    bool operator==(const Row&) const = default;
  };
  struct Page {
    std::vector<Row> rows;
    std::int64_t total = 0;
  };

  void changeFilter();
  void reload();
  void request(std::optional<core::visits::VisitCursor> after, int limit);
  void take(Page page, bool more, int limit);
  [[nodiscard]] core::visits::VisitFilter filter() const;

  Workspace* m_workspace = nullptr;
  QString m_search;
  QString m_facility;
  Group m_group = All;
  bool m_mine = false;
  std::vector<Row> m_rows;
  int m_total = 0;
  bool m_atEnd = false;
  bool m_loading = false;
  Receiver m_receiver;
};

}  // namespace thucdia::app
