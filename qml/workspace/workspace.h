#pragma once

#include <memory>
#include <optional>

#include <QtCore/QObject>
#include <QtCore/QSet>
#include <QtCore/QString>
#include <QtQml/qqmlregistration.h>

#include "core/base/executor.h"
#include "core/base/language.h"
#include "core/db/async.h"
#include "core/records/record_type.h"
#include "core/registers/administrative_units.h"
#include "core/replica/replica.h"
#include "core/visits/form_library.h"
#include "qml/workspace/gui_executor.h"
#include "qml/workspace/paper.h"
#include "qml/workspace/words.h"

namespace thucdia::app {

/// By what a result finds its receiver: it is dropped when the receiver has gone. A view model holds one.
class Receiver {
 public:
  [[nodiscard]] std::weak_ptr<const void> weak() const { return m_token; }
  /// What is still under way is dropped from now on.
  void renew() { m_token = std::make_shared<int>(0); }

 private:
  std::shared_ptr<const void> m_token = std::make_shared<int>(0);
};

/// Kinds of records by their numbers, as Workspace::recordsChanged() tells of them.
template <class... Records>
[[nodiscard]] QSet<quint32> kindsOf() {
  return {core::records::RecordType::of<Records>().number()...};
}

/// What every screen works on: the replica of this device, who uses it, and the threads that do its work. Lives in the
/// GUI thread, which itself runs no SQL: queries run on a reader thread, commands on the one writer thread, and their
/// results come back by the event loop.
class Workspace : public QObject {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("made by the program")
  Q_PROPERTY(bool enrolled READ enrolled NOTIFY personChanged FINAL)
  Q_PROPERTY(QString personName READ personName NOTIFY personChanged FINAL)
  Q_PROPERTY(QString initials READ initials NOTIFY personChanged FINAL)
  Q_PROPERTY(QString organisation READ organisation NOTIFY personChanged FINAL)
  Q_PROPERTY(bool supervisor READ supervisor NOTIFY personChanged FINAL)
  Q_PROPERTY(bool inspector READ inspector NOTIFY personChanged FINAL)
  Q_PROPERTY(bool clerk READ clerk NOTIFY personChanged FINAL)
  Q_PROPERTY(QString hubUrl READ hubUrl NOTIFY personChanged FINAL)
  /// Of texts made in C++: forms, dates, sums.
  Q_PROPERTY(bool english READ english NOTIFY languageChanged FINAL)

 public:
  /// The replica, its clock and its random source outlive the workspace.
  Workspace(core::replica::Replica& replica, core::RandomSource& random, QObject* parent = nullptr);
  ~Workspace() override;

  [[nodiscard]] core::replica::Replica& replica() { return m_replica; }
  [[nodiscard]] core::RandomSource& random() { return m_random; }
  [[nodiscard]] core::visits::FormLibrary& forms() { return m_forms; }
  [[nodiscard]] core::Executor& gui() { return m_gui; }
  [[nodiscard]] core::Language language() const { return m_language; }
  void setLanguage(core::Language language);
  /// Made on first use (some tens of milliseconds): call it on the reader thread. Thread-safe.
  [[nodiscard]] const core::registers::AdministrativeUnits& units();

  /// How documents come to paper; nothing where the program has no such means. Outlives the workspace.
  [[nodiscard]] Paper* paper() const { return m_paper; }
  void setPaper(Paper* paper) { m_paper = paper; }

  /// Who uses the device, as last read; nobody before enrolling.
  [[nodiscard]] const std::optional<core::records::v1::Person>& person() const { return m_person; }
  /// Reads the person and the enrolment again: after enrolling and syncing.
  void refreshPerson();

  [[nodiscard]] bool enrolled() const { return m_enrolled; }
  [[nodiscard]] QString personName() const;
  [[nodiscard]] QString initials() const;
  [[nodiscard]] QString organisation() const;
  [[nodiscard]] bool supervisor() const;
  [[nodiscard]] bool inspector() const;
  [[nodiscard]] bool clerk() const;
  [[nodiscard]] QString hubUrl() const { return m_hubUrl; }
  [[nodiscard]] bool english() const { return m_language == core::Language::English; }

  /// Runs a query (`T(db::ReadTransaction&)`) on the reader thread; `done` gets Result<T> in the GUI thread.
  template <class Query, class Done>
  void read(const Receiver& receiver, Query query, Done done) {
    core::db::readAsync(m_replica.store(), *m_reader, m_gui, receiver.weak(), std::move(query), std::move(done));
  }

  /// Runs a command (`Result<T>(changes::RecordWriter&)`) on the writer thread, whether or not the receiver lives;
  /// `done` gets its result in the GUI thread.
  template <class Command, class Done>
  void write(const Receiver& receiver, Command command, Done done) {
    m_writer->post([this, receiver = receiver.weak(), command = std::move(command), done = std::move(done)] {
      auto result = std::make_shared<std::invoke_result_t<const Command&, core::changes::RecordWriter&>>(
          m_replica.write(command));
      m_gui.post([receiver, done, result] {
        if (const auto alive = receiver.lock()) done(std::move(*result));
      });
    });
  }

  /// Runs work that is neither query nor command (files, pictures) on the writer thread, before what is posted after.
  template <class Work, class Done>
  void work(const Receiver& receiver, Work work, Done done) {
    m_writer->post([this, receiver = receiver.weak(), work = std::move(work), done = std::move(done)] {
      auto result = std::make_shared<std::invoke_result_t<const Work&>>(work());
      m_gui.post([receiver, done, result] {
        if (const auto alive = receiver.lock()) done(std::move(*result));
      });
    });
  }

 signals:
  void personChanged();
  void languageChanged();
  /// Records were committed, here or by sync. `types` are their kinds' numbers (RecordOptions.number); told at most
  /// once for each turn of the event loop.
  void recordsChanged(const QSet<quint32>& types);

 private:
  void tell(std::span<const core::db::Change> changes);

  core::replica::Replica& m_replica;
  core::RandomSource& m_random;
  core::visits::FormLibrary m_forms;
  Paper* m_paper = nullptr;
  core::Language m_language = core::Language::Vietnamese;
  std::once_flag m_unitsOnce;
  std::unique_ptr<core::registers::AdministrativeUnits> m_units;
  std::optional<core::records::v1::Person> m_person;
  bool m_enrolled = false;
  QString m_hubUrl;
  Receiver m_receiver;
  std::mutex m_changedMutex;
  QSet<quint32> m_changed;  ///< told of, not yet emitted
  GuiExecutor m_gui;
  std::unique_ptr<core::ThreadExecutor> m_reader;
  std::unique_ptr<core::ThreadExecutor> m_writer;
  core::db::ChangeBus::Subscription m_subscription;
};

}  // namespace thucdia::app
