#pragma once

#include <vector>

#include <QtCore/QAbstractListModel>
#include <QtQml/qqmlregistration.h>

#include "core/visits/form_library.h"
#include "qml/workspace/workspace.h"

namespace thucdia::app {

/// The forms that a visit can be made with, and the beginning of one. GUI thread.
class StartVisitModel : public QAbstractListModel {
  Q_OBJECT
  QML_ELEMENT
  Q_PROPERTY(thucdia::app::Workspace* workspace READ workspace WRITE setWorkspace NOTIFY changed REQUIRED FINAL)
  /// UUID texts; project and beneficiary empty: on the facility itself.
  Q_PROPERTY(QString facility MEMBER m_facility NOTIFY changed REQUIRED FINAL)
  Q_PROPERTY(QString project MEMBER m_project NOTIFY changed FINAL)
  Q_PROPERTY(QString beneficiary MEMBER m_beneficiary NOTIFY changed FINAL)
  /// The row of the form that suits the facility's kind and the project's content.
  Q_PROPERTY(int suggested READ suggested NOTIFY loaded FINAL)
  /// The day of the last visit whose answers can be taken over; empty when there is none.
  Q_PROPERTY(QString lastDay READ lastDay NOTIFY loaded FINAL)

 public:
  enum Role { FormRole = Qt::UserRole + 1, TitleRole, VersionRole };

  explicit StartVisitModel(QObject* parent = nullptr);

  [[nodiscard]] Workspace* workspace() const { return m_workspace; }
  void setWorkspace(Workspace* workspace);
  [[nodiscard]] int suggested() const { return m_suggested; }
  [[nodiscard]] QString lastDay() const { return m_lastDay; }

  /// Reads the forms for what is set; call when facility or project change.
  Q_INVOKABLE void load();
  /// Begins a visit with the form in a row; `started` or `refused` follows.
  Q_INVOKABLE void start(int row, bool fromPrevious);

  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
  [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

 signals:
  void changed();
  void loaded();
  void started(const QString& visit);
  /// The error's code.
  void refused(const QString& code);

 private:
  struct Loaded {
    std::vector<core::visits::FormLine> forms;
    int suggested = 0;
    QString lastDay;
  };

  Workspace* m_workspace = nullptr;
  QString m_facility;
  QString m_project;
  QString m_beneficiary;
  std::vector<core::visits::FormLine> m_forms;
  int m_suggested = 0;
  QString m_lastDay;
  Receiver m_receiver;
};

}  // namespace thucdia::app
