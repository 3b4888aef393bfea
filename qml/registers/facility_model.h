#pragma once

#include <QtCore/QObject>
#include <QtQml/qqmlregistration.h>

#include "qml/registers/project_list_model.h"
#include "qml/workspace/workspace.h"

namespace thucdia::app {

/// One facility's file: what the register knows of it, ready for reading, and the projects that support it. Kept true
/// to what is committed. GUI thread.
class FacilityModel : public QObject {
  Q_OBJECT
  QML_ELEMENT
  Q_PROPERTY(
      thucdia::app::Workspace* workspace READ workspace WRITE setWorkspace NOTIFY workspaceChanged REQUIRED FINAL)
  /// UUID text.
  Q_PROPERTY(QString facility READ facility WRITE setFacility NOTIFY facilityChanged REQUIRED FINAL)
  Q_PROPERTY(bool found READ found NOTIFY changed FINAL)
  Q_PROPERTY(QString name READ name NOTIFY changed FINAL)
  Q_PROPERTY(QString place READ place NOTIFY changed FINAL)
  Q_PROPERTY(QString oldPlace READ oldPlace NOTIFY changed FINAL)
  /// FacilityKind: 1 establishment, 2 cluster, 3 market, 4 power grid.
  Q_PROPERTY(int kind READ kind NOTIFY changed FINAL)
  Q_PROPERTY(QString code READ code NOTIFY changed FINAL)
  Q_PROPERTY(QString taxCode READ taxCode NOTIFY changed FINAL)
  Q_PROPERTY(QString industry READ industry NOTIFY changed FINAL)
  Q_PROPERTY(QString products READ products NOTIFY changed FINAL)
  Q_PROPERTY(QString head READ head NOTIFY changed FINAL)
  Q_PROPERTY(QString phone READ phone NOTIFY changed FINAL)
  Q_PROPERTY(QString workers READ workers NOTIFY changed FINAL)
  Q_PROPERTY(QString capital READ capital NOTIFY changed FINAL)
  /// "22,66410° B 104,61830° Đ"; empty where unknown.
  Q_PROPERTY(QString position READ position NOTIFY changed FINAL)
  Q_PROPERTY(bool madeOnSite READ madeOnSite NOTIFY changed FINAL)
  Q_PROPERTY(bool hardArea READ hardArea NOTIFY changed FINAL)
  /// Something should have been done here before today.
  Q_PROPERTY(bool late READ late NOTIFY changed FINAL)
  Q_PROPERTY(thucdia::app::ProjectListModel* projects READ projects CONSTANT FINAL)

 public:
  explicit FacilityModel(QObject* parent = nullptr);

  [[nodiscard]] Workspace* workspace() const { return m_workspace; }
  void setWorkspace(Workspace* workspace);
  [[nodiscard]] QString facility() const { return m_id; }
  void setFacility(const QString& facility);
  [[nodiscard]] bool found() const { return m_found; }
  [[nodiscard]] QString name() const { return m_file.name; }
  [[nodiscard]] QString place() const { return m_file.place; }
  [[nodiscard]] QString oldPlace() const { return m_file.oldPlace; }
  [[nodiscard]] int kind() const { return m_file.kind; }
  [[nodiscard]] QString code() const { return m_file.code; }
  [[nodiscard]] QString taxCode() const { return m_file.taxCode; }
  [[nodiscard]] QString industry() const { return m_file.industry; }
  [[nodiscard]] QString products() const { return m_file.products; }
  [[nodiscard]] QString head() const { return m_file.head; }
  [[nodiscard]] QString phone() const { return m_file.phone; }
  [[nodiscard]] QString workers() const { return m_file.workers; }
  [[nodiscard]] QString capital() const { return m_file.capital; }
  [[nodiscard]] QString position() const { return m_file.position; }
  [[nodiscard]] bool madeOnSite() const { return m_file.madeOnSite; }
  [[nodiscard]] bool hardArea() const { return m_file.hardArea; }
  [[nodiscard]] bool late() const { return m_file.late; }
  [[nodiscard]] ProjectListModel* projects() { return &m_projects; }

 signals:
  void workspaceChanged();
  void facilityChanged();
  void changed();

 private:
  struct File {
    QString name;
    QString place;
    QString oldPlace;
    int kind = 0;
    QString code;
    QString taxCode;
    QString industry;
    QString products;
    QString head;
    QString phone;
    QString workers;
    QString capital;
    QString position;
    bool madeOnSite = false;
    bool hardArea = false;
    bool late = false;
    std::vector<ProjectListModel::Row> projects;
  };

  void load();

  Workspace* m_workspace = nullptr;
  QString m_id;
  bool m_found = false;
  File m_file;
  ProjectListModel m_projects;
  Receiver m_receiver;
};

}  // namespace thucdia::app
