#pragma once

#include <vector>

#include <QtCore/QAbstractListModel>
#include <QtCore/QByteArray>
#include <QtCore/QStringList>
#include <QtQml/qqmlregistration.h>

#include "core/forms/session.h"
#include "qml/workspace/running_visit.h"
#include "qml/workspace/workspace.h"

namespace thucdia::app {

/// The end of a visit: what is complete and what is missing, the people who sign (its rows: the form's signature
/// questions), sealing, and handing in. GUI thread; each step is one command of its own on the writer thread.
class SignModel : public QAbstractListModel {
  Q_OBJECT
  QML_ELEMENT
  Q_PROPERTY(
      thucdia::app::Workspace* workspace READ workspace WRITE setWorkspace NOTIFY workspaceChanged REQUIRED FINAL)
  /// UUID.
  Q_PROPERTY(QString visit READ visit WRITE setVisit NOTIFY visitChanged REQUIRED FINAL)
  Q_PROPERTY(bool ready READ ready NOTIFY loaded FINAL)
  Q_PROPERTY(QString facility READ facility NOTIFY loaded FINAL)
  Q_PROPERTY(QString form READ form NOTIFY loaded FINAL)
  Q_PROPERTY(QString day READ day NOTIFY loaded FINAL)
  /// core::visits::VisitStatus.
  Q_PROPERTY(int status READ status NOTIFY loaded FINAL)
  Q_PROPERTY(int revision READ revision NOTIFY loaded FINAL)
  /// Locked by a seal, whatever came after.
  Q_PROPERTY(bool sealed READ sealed NOTIFY loaded FINAL)
  Q_PROPERTY(bool mine READ mine NOTIFY loaded FINAL)
  Q_PROPERTY(int answered READ answered NOTIFY loaded FINAL)
  /// Required answers that are missing and answers that cannot be, signatures not counted.
  Q_PROPERTY(int missing READ missing NOTIFY loaded FINAL)
  /// Labels of the first of them.
  Q_PROPERTY(QString missingLabels READ missingLabels NOTIFY loaded FINAL)
  Q_PROPERTY(int missingSignatures READ missingSignatures NOTIFY loaded FINAL)
  Q_PROPERTY(int warnings READ warnings NOTIFY loaded FINAL)
  Q_PROPERTY(int warningsWithoutReason READ warningsWithoutReason NOTIFY loaded FINAL)
  Q_PROPERTY(QString warningText READ warningText NOTIFY loaded FINAL)
  Q_PROPERTY(int photos READ photos NOTIFY loaded FINAL)
  Q_PROPERTY(int serious READ serious NOTIFY loaded FINAL)
  Q_PROPERTY(int findings READ findings NOTIFY loaded FINAL)
  Q_PROPERTY(QString findingText READ findingText NOTIFY loaded FINAL)
  Q_PROPERTY(QString conclusion READ conclusion NOTIFY loaded FINAL)
  Q_PROPERTY(bool readBack READ readBack NOTIFY loaded FINAL)
  Q_PROPERTY(int copies READ copies NOTIFY loaded FINAL)
  /// The form knows that a site may refuse to sign.
  Q_PROPERTY(bool mayRefuse READ mayRefuse NOTIFY loaded FINAL)
  Q_PROPERTY(bool refused READ refused NOTIFY loaded FINAL)
  Q_PROPERTY(QString refusedWhy READ refusedWhy NOTIFY loaded FINAL)
  Q_PROPERTY(QString sealedAt READ sealedAt NOTIFY loaded FINAL)
  Q_PROPERTY(bool busy READ busy NOTIFY busyChanged FINAL)
  /// When something was saved last: "11:56".
  Q_PROPERTY(QString savedAt READ savedAt NOTIFY busyChanged FINAL)
  /// Why the last step was not taken: an ErrorCode's name; empty when it was.
  Q_PROPERTY(QString refusal READ refusal NOTIFY busyChanged FINAL)

 public:
  enum Role { NameRole = Qt::UserRole + 1, TitleRole, TimeRole, PictureRole, RequiredRole };

  explicit SignModel(QObject* parent = nullptr);

  [[nodiscard]] Workspace* workspace() const { return m_workspace; }
  void setWorkspace(Workspace* workspace);
  [[nodiscard]] QString visit() const { return m_visit; }
  void setVisit(const QString& visit);
  [[nodiscard]] bool ready() const { return m_ready; }
  [[nodiscard]] QString facility() const { return m_state.facility; }
  [[nodiscard]] QString form() const { return m_state.form; }
  [[nodiscard]] QString day() const { return m_state.day; }
  [[nodiscard]] int status() const { return m_state.status; }
  [[nodiscard]] int revision() const { return m_state.revision; }
  [[nodiscard]] bool sealed() const { return m_state.sealed; }
  [[nodiscard]] bool mine() const { return m_state.mine; }
  [[nodiscard]] int answered() const { return m_state.answered; }
  [[nodiscard]] int missing() const { return m_state.missing; }
  [[nodiscard]] QString missingLabels() const { return m_state.missingLabels.join(QStringLiteral(" · ")); }
  [[nodiscard]] int missingSignatures() const { return m_state.missingSignatures; }
  [[nodiscard]] int warnings() const { return m_state.warnings; }
  [[nodiscard]] int warningsWithoutReason() const { return m_state.warningsWithoutReason; }
  [[nodiscard]] QString warningText() const { return m_state.warningText; }
  [[nodiscard]] int photos() const { return m_state.photos; }
  [[nodiscard]] int serious() const { return m_state.serious; }
  [[nodiscard]] int findings() const { return m_state.findings; }
  [[nodiscard]] QString findingText() const { return m_state.findingText; }
  [[nodiscard]] QString conclusion() const { return m_state.conclusion; }
  [[nodiscard]] bool readBack() const { return m_state.readBack; }
  [[nodiscard]] int copies() const { return m_state.copies; }
  [[nodiscard]] bool mayRefuse() const { return m_state.mayRefuse; }
  [[nodiscard]] bool refused() const { return m_state.refused; }
  [[nodiscard]] QString refusedWhy() const { return m_state.refusedWhy; }
  [[nodiscard]] QString sealedAt() const { return m_state.sealedAt; }
  [[nodiscard]] bool busy() const { return m_busy; }
  [[nodiscard]] QString savedAt() const { return m_savedAt; }
  [[nodiscard]] QString refusal() const { return m_refusal; }

  /// Keeps the drawn signature (PNG bytes) of a row.
  Q_INVOKABLE void keepSignature(int row, const QByteArray& png);
  Q_INVOKABLE void eraseSignature(int row);
  /// The site does not sign: why, and who bears witness. "" takes that back.
  Q_INVOKABLE void refuse(const QString& why);
  /// Seals the visit as it stands; it cannot be changed after that.
  Q_INVOKABLE void seal();
  /// Hands the sealed visit in for review.
  Q_INVOKABLE void handIn();
  /// Opens a sealed visit that was not handed in again.
  Q_INVOKABLE void reopen(const QString& why);

  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
  [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

  /// One who signs.
  struct Pad {
    std::string key;  ///< of the answer
    QString name;
    QString title;
    QString time;
    QString picture;  ///< URL; empty: not signed
    bool required = false;
    bool operator==(const Pad&) const = default;
  };

  /// What the page says, read in one transaction.
  struct State {
    QString facility;
    QString form;
    QString day;
    int status = 0;
    int revision = 1;
    bool sealed = false;
    bool mine = false;
    int answered = 0;
    int missing = 0;
    QStringList missingLabels;
    int missingSignatures = 0;
    int warnings = 0;
    int warningsWithoutReason = 0;
    QString warningText;
    int photos = 0;
    int serious = 0;
    int findings = 0;
    QString findingText;
    QString conclusion;
    bool readBack = false;
    int copies = 0;
    bool mayRefuse = false;
    bool refused = false;
    QString refusedWhy;
    QString sealedAt;
    std::vector<Pad> pads;
  };

 signals:
  void workspaceChanged();
  void visitChanged();
  void loaded();
  void busyChanged();
  void sealingDone();
  void handedIn();

 private:
  using Command = std::function<core::Result<>(core::changes::RecordWriter&)>;

  void refresh();
  void take(State state);
  /// Runs one step; `then` when it was taken.
  void run(Command command, std::function<void()> then = {});
  /// A step that answers questions by their keys.
  void answer(std::vector<std::pair<std::string, std::string>> answers);

  Workspace* m_workspace = nullptr;
  QString m_visit;
  bool m_ready = false;
  bool m_busy = false;
  QString m_savedAt;
  QString m_refusal;
  State m_state;
  Receiver m_receiver;
};

/// Reads it; for the reader thread.
[[nodiscard]] core::Result<SignModel::State> readSignState(core::db::ReadTransaction& transaction,
                                                           const VisitTools& tools, core::replica::BlobStore& blobs,
                                                           core::VisitId visit);

}  // namespace thucdia::app
