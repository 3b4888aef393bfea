#pragma once

#include <memory>
#include <string>
#include <vector>

#include <QtCore/QAbstractListModel>
#include <QtQml/qqmlregistration.h>

#include "qml/workspace/running_visit.h"
#include "qml/workspace/workspace.h"

namespace thucdia::app {

/// What carrying a draft to the newest version of its form would do, answer by answer; and the answers that have no
/// place in the version that it has now. Read when load() is called. GUI thread.
class CarryModel : public QAbstractListModel {
  Q_OBJECT
  QML_ELEMENT
  Q_PROPERTY(
      thucdia::app::Workspace* workspace READ workspace WRITE setWorkspace NOTIFY workspaceChanged REQUIRED FINAL)
  /// UUID text.
  Q_PROPERTY(QString visit READ visit WRITE setVisit NOTIFY visitChanged REQUIRED FINAL)
  /// The version that the visit has, and the newest one; the latter is empty where there is nothing to carry to.
  Q_PROPERTY(QString version READ version NOTIFY loaded FINAL)
  Q_PROPERTY(QString newest READ newest NOTIFY loaded FINAL)
  /// Answers that stay as they are.
  Q_PROPERTY(int same READ same NOTIFY loaded FINAL)
  /// Answers that wait beside the form already.
  Q_PROPERTY(int kept READ kept NOTIFY loaded FINAL)
  Q_PROPERTY(int count READ count NOTIFY loaded FINAL)

 public:
  enum Kind { Moved, Changed, NoPlace, SignAgain, New, Kept };
  Q_ENUM(Kind)
  enum Role { KindRole = Qt::UserRole + 1, QuestionRole, AnswerRole, BecomesRole };

  explicit CarryModel(QObject* parent = nullptr) : QAbstractListModel(parent) {}

  [[nodiscard]] Workspace* workspace() const { return m_workspace; }
  void setWorkspace(Workspace* workspace);
  [[nodiscard]] QString visit() const { return m_visit; }
  void setVisit(const QString& visit);
  [[nodiscard]] QString version() const { return m_shown.version; }
  [[nodiscard]] QString newest() const { return m_shown.newest; }
  [[nodiscard]] int same() const { return m_shown.same; }
  [[nodiscard]] int kept() const { return m_shown.kept; }
  [[nodiscard]] int count() const { return static_cast<int>(m_shown.rows.size()); }

  Q_INVOKABLE void load();
  /// Carries the visit over; carried() or refused() follows.
  Q_INVOKABLE void carry();

  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
  [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

 signals:
  void workspaceChanged();
  void visitChanged();
  void loaded();
  void carried();
  void refused(const QString& code);

 private:
  struct Row {
    Kind kind = Moved;
    QString question;
    QString answer;
    QString becomes;
  };
  struct Shown {
    QString version;
    QString newest;
    int same = 0;
    int kept = 0;
    std::vector<Row> rows;
  };
  [[nodiscard]] static core::Result<Shown> read(core::db::ReadTransaction& transaction, const VisitTools& tools,
                                                core::VisitId visit);

  Workspace* m_workspace = nullptr;
  QString m_visit;
  Shown m_shown;
  Receiver m_receiver;
};

}  // namespace thucdia::app
