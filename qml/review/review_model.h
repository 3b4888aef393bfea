#pragma once

#include <vector>

#include <QtCore/QAbstractListModel>
#include <QtCore/QHash>
#include <QtCore/QMap>
#include <QtCore/QTimer>
#include <QtQml/qqmlregistration.h>

#include "qml/review/review_lists.h"
#include "qml/review/review_sheet.h"
#include "qml/workspace/workspace.h"

namespace thucdia::app {

/// The review desk: one visit beside last time and beside the contract, comments on single answers, and the decision.
/// What is written stays with its visit, also over a restart, until the visit is decided upon. GUI thread.
class ReviewModel : public QAbstractListModel {
  Q_OBJECT
  QML_ELEMENT
  Q_PROPERTY(
      thucdia::app::Workspace* workspace READ workspace WRITE setWorkspace NOTIFY workspaceChanged REQUIRED FINAL)
  /// UUID; empty: none.
  Q_PROPERTY(QString visit READ visit WRITE setVisit NOTIFY visitChanged FINAL)
  /// Only questions whose answer is not that of last time, or that a rule or a comment is on.
  Q_PROPERTY(bool onlyDifferent READ onlyDifferent WRITE setOnlyDifferent NOTIFY shownChanged FINAL)
  Q_PROPERTY(bool ready READ ready NOTIFY loaded FINAL)
  Q_PROPERTY(bool missing READ missing NOTIFY loaded FINAL)
  Q_PROPERTY(QString facility READ facility NOTIFY loaded FINAL)
  Q_PROPERTY(QString form READ form NOTIFY loaded FINAL)
  Q_PROPERTY(QString project READ project NOTIFY loaded FINAL)
  Q_PROPERTY(QString inspector READ inspector NOTIFY loaded FINAL)
  Q_PROPERTY(QString province READ province NOTIFY loaded FINAL)
  Q_PROPERTY(QString signedAt READ signedAt NOTIFY loaded FINAL)
  Q_PROPERTY(QString day READ day NOTIFY loaded FINAL)
  Q_PROPERTY(QString previousDay READ previousDay NOTIFY loaded FINAL)
  Q_PROPERTY(QString returned READ returned NOTIFY loaded FINAL)
  Q_PROPERTY(int revision READ revision NOTIFY loaded FINAL)
  Q_PROPERTY(int status READ status NOTIFY loaded FINAL)
  Q_PROPERTY(bool contested READ contested NOTIFY loaded FINAL)
  Q_PROPERTY(int serious READ serious NOTIFY loaded FINAL)
  Q_PROPERTY(int findings READ findings NOTIFY loaded FINAL)
  Q_PROPERTY(int answers READ answers NOTIFY loaded FINAL)
  Q_PROPERTY(bool decidable READ decidable NOTIFY loaded FINAL)
  Q_PROPERTY(thucdia::app::ReviewWarnings* warnings READ warnings CONSTANT FINAL)
  Q_PROPERTY(thucdia::app::ReviewPhotoList* photos READ photos CONSTANT FINAL)
  /// Answers with a comment, and one for the word on the whole visit.
  Q_PROPERTY(int comments READ comments NOTIFY commentsChanged FINAL)
  /// The word on the whole visit.
  Q_PROPERTY(QString generalComment READ generalComment NOTIFY commentsChanged FINAL)
  Q_PROPERTY(bool busy READ busy NOTIFY busyChanged FINAL)
  /// Why the last decision was not taken: an ErrorCode's name; empty when it was.
  Q_PROPERTY(QString refusal READ refusal NOTIFY busyChanged FINAL)

 public:
  enum Role {
    KindRole = Qt::UserRole + 1,
    KeyRole,
    LabelRole,
    ContractRole,
    PreviousRole,
    NowRole,
    DiffersRole,
    WarningRole,
    ReasonRole,
    PhotoRole,
    CommentRole
  };
  enum Kind { Section, Group, Question };
  Q_ENUM(Kind)

  explicit ReviewModel(QObject* parent = nullptr);
  ~ReviewModel() override;

  [[nodiscard]] Workspace* workspace() const { return m_workspace; }
  void setWorkspace(Workspace* workspace);
  [[nodiscard]] QString visit() const { return m_visit; }
  void setVisit(const QString& visit);
  [[nodiscard]] bool onlyDifferent() const { return m_onlyDifferent; }
  void setOnlyDifferent(bool only);
  [[nodiscard]] bool ready() const { return m_ready; }
  [[nodiscard]] bool missing() const { return m_missing; }
  [[nodiscard]] QString facility() const { return m_sheet.facility; }
  [[nodiscard]] QString form() const { return m_sheet.form; }
  [[nodiscard]] QString project() const { return m_sheet.project; }
  [[nodiscard]] QString inspector() const { return m_sheet.inspector; }
  [[nodiscard]] QString province() const { return m_sheet.province; }
  [[nodiscard]] QString signedAt() const { return m_sheet.signedAt; }
  [[nodiscard]] QString day() const { return m_sheet.day; }
  [[nodiscard]] QString previousDay() const { return m_sheet.previousDay; }
  [[nodiscard]] QString returned() const { return m_sheet.returned; }
  [[nodiscard]] int revision() const { return m_sheet.revision; }
  [[nodiscard]] int status() const { return m_sheet.status; }
  [[nodiscard]] bool contested() const { return m_sheet.contested; }
  [[nodiscard]] int serious() const { return m_sheet.serious; }
  [[nodiscard]] int findings() const { return m_sheet.findings; }
  [[nodiscard]] int answers() const { return m_sheet.answers; }
  /// Waits for a decision of this person.
  [[nodiscard]] bool decidable() const;
  [[nodiscard]] ReviewWarnings* warnings() { return &m_warnings; }
  [[nodiscard]] ReviewPhotoList* photos() { return &m_photos; }
  [[nodiscard]] int comments() const;
  [[nodiscard]] QString generalComment() const { return m_comments.value(QString()); }
  [[nodiscard]] bool busy() const { return m_busy; }
  [[nodiscard]] QString refusal() const { return m_refusal; }

  /// Writes a comment on an answer, by its key; on the whole visit with an empty key. "" takes it away.
  Q_INVOKABLE void comment(const QString& key, const QString& text);
  Q_INVOKABLE [[nodiscard]] QString commentOn(const QString& key) const { return m_comments.value(key); }
  /// The place of an answer among the rows shown; -1.
  Q_INVOKABLE [[nodiscard]] int rowOf(const QString& key) const;
  /// The question above or below a row, heads left out; -1 when there is none.
  Q_INVOKABLE [[nodiscard]] int nextQuestion(int row, int by) const;
  Q_INVOKABLE void approve();
  /// Returns it with the comments written.
  Q_INVOKABLE void returnVisit();

  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
  [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

 signals:
  void workspaceChanged();
  void visitChanged();
  void shownChanged();
  void loaded();
  void commentsChanged();
  void busyChanged();
  /// The visit is decided upon.
  void decided(const QString& visit, bool approved);

 private:
  using Comments = QMap<QString, QString>;

  void refresh();
  void show();
  void decide(bool approve);
  void saveDraft();

  Workspace* m_workspace = nullptr;
  QString m_visit;
  bool m_onlyDifferent = false;
  bool m_ready = false;
  bool m_missing = false;
  bool m_busy = false;
  QString m_refusal;
  ReviewSheet m_sheet;
  std::vector<std::size_t> m_shown;
  Comments m_comments;  ///< by the answer's key
  QTimer m_draftSoon;
  ReviewWarnings m_warnings;
  ReviewPhotoList m_photos;
  Receiver m_receiver;
};

}  // namespace thucdia::app
