#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>

#include <QtCore/QObject>
#include <QtCore/QTimer>
#include <QtCore/QUrl>
#include <QtQml/qqmlregistration.h>

#include "core/forms/session.h"
#include "core/review/review_queries.h"
#include "core/visits/visit_session.h"
#include "qml/visits/choice_list_model.h"
#include "qml/visits/question_list_model.h"
#include "qml/visits/section_list_model.h"
#include "qml/workspace/workspace.h"

namespace thucdia::app {

/// A visit being filled in or read. The form session lives here, in memory: an answer recomputes the page in the same
/// frame and goes to the writer thread at once; `saveState` turns to saved when it is durable. GUI thread.
class VisitModel : public QObject {
  Q_OBJECT
  QML_ELEMENT
  Q_PROPERTY(
      thucdia::app::Workspace* workspace READ workspace WRITE setWorkspace NOTIFY workspaceChanged REQUIRED FINAL)
  /// UUID text.
  Q_PROPERTY(QString visit READ visit WRITE setVisit NOTIFY visitChanged REQUIRED FINAL)
  Q_PROPERTY(bool ready READ ready NOTIFY opened FINAL)
  /// Why it could not be opened, for the curious; empty when it could.
  Q_PROPERTY(QString problem READ problem NOTIFY opened FINAL)
  Q_PROPERTY(QString title READ title NOTIFY opened FINAL)
  Q_PROPERTY(QString formTitle READ formTitle NOTIFY stateChanged FINAL)
  Q_PROPERTY(QString day READ day NOTIFY opened FINAL)
  Q_PROPERTY(QString previousDay READ previousDay NOTIFY opened FINAL)
  /// VisitStatus of the core: 1 planned … 11 cancelled.
  Q_PROPERTY(int status READ status NOTIFY stateChanged FINAL)
  Q_PROPERTY(int revision READ revision NOTIFY stateChanged FINAL)
  /// Answers cannot be changed: sealed, cancelled, or another person's.
  Q_PROPERTY(bool locked READ locked NOTIFY stateChanged FINAL)
  Q_PROPERTY(bool mine READ mine NOTIFY stateChanged FINAL)
  /// A clerk uses the device: who gives numbers and files.
  Q_PROPERTY(bool clerk READ clerk NOTIFY stateChanged FINAL)
  /// The clerk's number; empty before it is issued.
  Q_PROPERTY(QString number READ number NOTIFY stateChanged FINAL)
  /// What was said when it was returned last; empty when it was not.
  Q_PROPERTY(QString returnReason READ returnReason NOTIFY stateChanged FINAL)
  Q_PROPERTY(QString returnedBy READ returnedBy NOTIFY stateChanged FINAL)
  Q_PROPERTY(int returnComments READ returnComments NOTIFY stateChanged FINAL)
  /// The form has drawn signatures: each revision takes its own.
  Q_PROPERTY(bool asksForSignatures READ asksForSignatures NOTIFY opened FINAL)
  /// Answers that several people wrote without knowing of each other.
  Q_PROPERTY(int conflicts READ conflicts NOTIFY stateChanged FINAL)
  /// 0 nothing to say, 1 saving (for long), 2 saved, 3 not saved yet.
  Q_PROPERTY(int saveState READ saveState NOTIFY saveStateChanged FINAL)
  Q_PROPERTY(QString savedAt READ savedAt NOTIFY saveStateChanged FINAL)
  /// Required answers that lack and answers that cannot be so; signatures are asked for at the end, on their own page.
  Q_PROPERTY(int missing READ missing NOTIFY progressChanged FINAL)
  Q_PROPERTY(int section READ section WRITE goToSection NOTIFY placeChanged FINAL)
  Q_PROPERTY(QString sectionTitle READ sectionTitle NOTIFY placeChanged FINAL)
  /// The row of a repeat that is open; empty on a section's own page.
  Q_PROPERTY(QString rowTitle READ rowTitle NOTIFY placeChanged FINAL)
  Q_PROPERTY(thucdia::app::SectionListModel* sections READ sections CONSTANT FINAL)
  Q_PROPERTY(thucdia::app::QuestionListModel* questions READ questions CONSTANT FINAL)
  /// The choices of the question whose searchable list is open.
  Q_PROPERTY(thucdia::app::ChoiceListModel* choices READ choices CONSTANT FINAL)

 public:
  explicit VisitModel(QObject* parent = nullptr);
  ~VisitModel() override;

  [[nodiscard]] Workspace* workspace() const { return m_workspace; }
  void setWorkspace(Workspace* workspace);
  [[nodiscard]] QString visit() const { return m_id; }
  void setVisit(const QString& visit);
  [[nodiscard]] bool ready() const { return m_session != nullptr; }
  [[nodiscard]] QString problem() const { return m_problem; }
  [[nodiscard]] QString title() const { return m_title; }
  [[nodiscard]] QString formTitle() const;
  [[nodiscard]] QString day() const { return m_day; }
  [[nodiscard]] QString previousDay() const { return m_previousDay; }
  [[nodiscard]] int status() const { return static_cast<int>(m_state.status); }
  [[nodiscard]] int revision() const { return m_state.revision; }
  [[nodiscard]] bool locked() const;
  [[nodiscard]] bool mine() const { return m_mine; }
  [[nodiscard]] bool clerk() const { return m_workspace != nullptr && m_workspace->clerk(); }
  [[nodiscard]] QString number() const { return qt(m_state.number); }
  [[nodiscard]] QString returnReason() const { return m_return ? qt(m_return->reason) : QString(); }
  [[nodiscard]] QString returnedBy() const { return m_return ? qt(m_return->person) : QString(); }
  [[nodiscard]] int returnComments() const { return m_return ? static_cast<int>(m_return->comments.size()) : 0; }
  [[nodiscard]] bool asksForSignatures() const;
  [[nodiscard]] int conflicts() const { return m_conflicts; }
  [[nodiscard]] int saveState() const { return m_saveState; }
  [[nodiscard]] QString savedAt() const { return m_savedAt; }
  [[nodiscard]] int missing() const { return m_missing; }
  [[nodiscard]] int section() const { return m_section; }
  [[nodiscard]] QString sectionTitle() const;
  [[nodiscard]] QString rowTitle() const;
  [[nodiscard]] SectionListModel* sections() { return &m_sections; }
  [[nodiscard]] QuestionListModel* questions() { return &m_questions; }
  [[nodiscard]] ChoiceListModel* choices() { return &m_choices; }

  /// Answers the question in a row with lexical text ("" clears).
  Q_INVOKABLE void answer(int row, const QString& text);
  /// Chooses or, when it is chosen already, unchooses.
  Q_INVOKABLE void choose(int row, const QString& value);
  Q_INVOKABLE void step(int row, int by);
  Q_INVOKABLE void takePrevious(int row);
  /// Puts the choice at one place of a ranking at another; from a place to itself: the order is right as it stands.
  Q_INVOKABLE void rank(int row, int from, int to);
  /// Adds a point ("lat lon alt accuracy") to a line or an area, or takes its last one back.
  Q_INVOKABLE void addPoint(int row, const QString& lexical);
  Q_INVOKABLE void takeBackPoint(int row);
  /// Copies the file into the store and answers with it; where a photo is asked, only a picture is taken. Refusals come
  /// as fileRefused().
  Q_INVOKABLE void attachFile(int row, const QUrl& file);
  Q_INVOKABLE void attachSignature(int row, const QByteArray& png);
  /// Adds a row to the repeat and opens it.
  Q_INVOKABLE void addRow(int row);
  Q_INVOKABLE void copyRow(int row);
  Q_INVOKABLE void removeRow(int row);
  /// Brings back the row removed last.
  Q_INVOKABLE void takeBackRow();
  Q_INVOKABLE void openRow(int row);
  /// From a repeat's row back to its section; false when there is no row open.
  Q_INVOKABLE bool closeRow();
  Q_INVOKABLE void goToSection(int section);
  /// Goes to the next answer that lacks, after a row of the page, and around; returns its row, -1 when none lacks.
  Q_INVOKABLE int goToMissing(int after = -1);
  /// As goToMissing(), to the answers that the reviewer has commented on.
  Q_INVOKABLE int goToComment(int after = -1);
  /// Fills `choices` for the question in a row.
  Q_INVOKABLE void openChoices(int row);

  /// Hands the signed visit in.
  Q_INVOKABLE void submit();
  /// The clerk's moves: the minutes get their number; then they are filed.
  Q_INVOKABLE void issue(const QString& number);
  Q_INVOKABLE void file();
  Q_INVOKABLE void cancel(const QString& reason);
  Q_INVOKABLE void reopen(const QString& reason);

  // For the models that belong to it.
  [[nodiscard]] core::forms::Session* session() const { return m_session.get(); }
  [[nodiscard]] QString shownText(core::forms::NodeRef node, std::string_view text) const;
  [[nodiscard]] QString pictureUrl(std::string_view fileName) const;
  [[nodiscard]] QString commentOn(const std::string& key) const;

 signals:
  void workspaceChanged();
  void visitChanged();
  void opened();
  void stateChanged();
  void saveStateChanged();
  void progressChanged();
  void placeChanged();
  void rowRemoved(const QString& title);
  /// A repeat's row was left; where its card stands.
  void rowClosed(int row);
  void fileRefused(const QString& code);
  /// A decision was refused: the error's code.
  void refused(const QString& code);
  void submitted();

 private:
  struct Opened;
  struct Removed {
    std::string repeat;
    std::uint32_t position = 0;
    std::vector<std::pair<std::string, std::string>> answers;  ///< path within the row → text
  };

  void load();
  void begin(Opened opened);
  void useLanguage();
  void took(const core::forms::Changes& changes);
  void take(core::Result<core::forms::Changes> changes);
  void save();
  std::vector<core::forms::AnswerEdit> takeUnsaved();
  void write(std::vector<core::forms::AnswerEdit> edits, std::function<void(const core::Result<>&)> done);
  void saved(const core::Result<>& result);
  void setSaveState(int state);
  void refreshProgress();
  void mergeFromElsewhere();
  struct Attached {
    std::string sha256;
    std::uint64_t size = 0;
    std::string mime;
    std::string name;
  };
  void attach(const std::string& key, const QByteArray& bytes, const QUrl& file, const QString& name);
  void decide(int kind, const QString& reason, const QString& number = {});
  /// Required questions without an answer and answers that cannot be, signatures left out, in the form's order.
  [[nodiscard]] std::vector<core::forms::NodeRef> lacking() const;
  int goToNext(const std::vector<core::forms::NodeRef>& wanted, int after);
  void show(core::forms::NodeRef question);
  [[nodiscard]] QStringList pointsOf(core::forms::NodeRef node, std::string_view text) const;
  void setPoints(core::forms::NodeRef node, QStringList points);
  [[nodiscard]] core::forms::NodeRef sectionOf(core::forms::NodeRef node) const;
  void copyAnswers(core::forms::NodeRef from, core::forms::NodeRef to);

  Workspace* m_workspace = nullptr;
  QString m_id;
  QString m_problem;
  QString m_title;
  QString m_day;
  QString m_previousDay;
  bool m_mine = false;
  int m_conflicts = 0;
  core::visits::VisitState m_state;
  std::optional<core::review::ReturnNote> m_return;
  std::shared_ptr<const core::forms::Form> m_form;
  std::unique_ptr<core::Clock> m_sealClock;  ///< a sealed visit is calculated as on the day when it was sealed
  std::unique_ptr<core::visits::VisitHost> m_host;
  std::unique_ptr<core::forms::Session> m_session;

  std::map<std::string, core::forms::AnswerEdit> m_unsaved;
  std::vector<core::forms::AnswerEdit> m_inFlight;
  std::map<std::string, Attached> m_attached;  ///< by the text that answers with it: what was attached on this page
  int m_saveState = 0;
  QString m_savedAt;
  QTimer m_slow;   ///< "saving" is only said when it takes long
  QTimer m_retry;  ///< when it could not be saved

  int m_missing = 0;
  int m_section = 0;
  std::optional<Removed> m_removed;
  SectionListModel m_sections;
  QuestionListModel m_questions;
  ChoiceListModel m_choices;
  Receiver m_receiver;
};

}  // namespace thucdia::app
