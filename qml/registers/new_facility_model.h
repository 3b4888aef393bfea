#pragma once

#include <vector>

#include <QtCore/QAbstractListModel>
#include <QtQml/qqmlregistration.h>

#include "core/registers/registers_commands.h"
#include "qml/workspace/workspace.h"

namespace thucdia::app {

/// A facility found during the work that the register does not have: its entry. As a list it is the communes that the
/// typed words name, old names too. GUI thread.
class NewFacilityModel : public QAbstractListModel {
  Q_OBJECT
  QML_ELEMENT
  Q_PROPERTY(thucdia::app::Workspace* workspace READ workspace WRITE setWorkspace NOTIFY changed REQUIRED FINAL)
  Q_PROPERTY(QString name MEMBER m_name NOTIFY changed FINAL)
  /// FacilityKind: 1 establishment, 2 cluster, 3 market, 4 power grid.
  Q_PROPERTY(int kind MEMBER m_kind NOTIFY changed FINAL)
  Q_PROPERTY(QString address MEMBER m_address NOTIFY changed FINAL)
  Q_PROPERTY(QString taxCode MEMBER m_taxCode NOTIFY changed FINAL)
  Q_PROPERTY(QString head MEMBER m_head NOTIFY changed FINAL)
  Q_PROPERTY(QString phone MEMBER m_phone NOTIFY changed FINAL)
  /// "lat lon alt accuracy"; empty: not known yet.
  Q_PROPERTY(QString position MEMBER m_position NOTIFY changed FINAL)
  /// Words of the commune's name, without marks.
  Q_PROPERTY(QString communeSearch READ communeSearch WRITE setCommuneSearch NOTIFY communeSearchChanged FINAL)
  Q_PROPERTY(QString communeName READ communeName NOTIFY changed FINAL)
  Q_PROPERTY(bool complete READ complete NOTIFY changed FINAL)

 public:
  enum Role { LabelRole = Qt::UserRole + 1, FormerlyRole };

  explicit NewFacilityModel(QObject* parent = nullptr);

  [[nodiscard]] Workspace* workspace() const { return m_workspace; }
  void setWorkspace(Workspace* workspace);
  [[nodiscard]] QString communeSearch() const { return m_search; }
  void setCommuneSearch(const QString& search);
  [[nodiscard]] QString communeName() const { return m_communeName; }
  [[nodiscard]] bool complete() const { return !m_name.trimmed().isEmpty() && !m_commune.isEmpty(); }

  Q_INVOKABLE void pickCommune(int row);
  /// Enters it; `created` or `refused` follows.
  Q_INVOKABLE void create();

  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
  [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

 signals:
  void changed();
  void communeSearchChanged();
  void created(const QString& facility);
  /// The error's code.
  void refused(const QString& code);

 private:
  struct Commune {
    QString code;
    QString province;
    QString label;
    QString formerly;
  };

  Workspace* m_workspace = nullptr;
  QString m_name;
  int m_kind = 1;
  QString m_address;
  QString m_taxCode;
  QString m_head;
  QString m_phone;
  QString m_position;
  QString m_search;
  QString m_commune;
  QString m_province;
  QString m_communeName;
  std::vector<Commune> m_communes;
  Receiver m_receiver;
  Receiver m_searchReceiver;
};

}  // namespace thucdia::app
