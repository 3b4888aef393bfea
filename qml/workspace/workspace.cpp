#include "qml/workspace/workspace.h"

#include <QtCore/QSet>
#include <QtCore/QStringList>

namespace thucdia::app {

namespace v1 = core::records::v1;

Workspace::Workspace(core::replica::Replica& replica, core::RandomSource& random, QObject* parent)
    : QObject(parent),
      m_replica(replica),
      m_random(random),
      m_reader(std::make_unique<core::ThreadExecutor>("reader")),
      m_writer(std::make_unique<core::ThreadExecutor>("writer")) {
  m_subscription =
      m_replica.store().changes().subscribe([this](std::span<const core::db::Change> changes) { tell(changes); });
  refreshPerson();
}

Workspace::~Workspace() {
  m_subscription = {};
  // What was asked for is saved before the threads end.
  m_writer.reset();
  m_reader.reset();
}

void Workspace::tell(std::span<const core::db::Change> changes) {
  bool first = false;
  {
    const std::scoped_lock lock(m_changedMutex);
    first = m_changed.isEmpty();
    for (const auto& change : changes) m_changed.insert(change.type);
  }
  if (!first) return;
  m_gui.post([this] {
    QSet<quint32> types;
    {
      const std::scoped_lock lock(m_changedMutex);
      types.swap(m_changed);
    }
    emit recordsChanged(types);
  });
}

void Workspace::refreshPerson() {
  const auto enrolment = m_replica.enrolment();
  m_enrolled = enrolment.has_value();
  m_hubUrl = enrolment ? qt(enrolment->hubUrl) : QString();
  m_person = enrolment ? std::optional(enrolment->person) : std::nullopt;
  emit personChanged();
  if (!enrolment) return;
  // The record may have been brought up to date by a sync since.
  m_reader->post([this, receiver = m_receiver.weak()] {
    auto person = std::make_shared<core::Result<v1::Person>>(m_replica.currentPerson());
    m_gui.post([this, receiver, person] {
      if (receiver.expired() || !*person) return;
      m_person = **person;
      emit personChanged();
    });
  });
}

void Workspace::setLanguage(core::Language language) {
  if (language == m_language) return;
  m_language = language;
  emit languageChanged();
}

const core::registers::AdministrativeUnits& Workspace::units() {
  std::call_once(m_unitsOnce, [this] {
    m_units = std::make_unique<core::registers::AdministrativeUnits>(core::registers::AdministrativeUnits::shipped());
  });
  return *m_units;
}

QString Workspace::personName() const { return m_person ? qt(m_person->full_name()) : QString(); }

QString Workspace::organisation() const { return m_person ? qt(m_person->organisation()) : QString(); }

QString Workspace::initials() const {
  // Vietnamese names end with the given name: "Vàng Mí Hoàng" is "MH".
  const QStringList words = personName().split(u' ', Qt::SkipEmptyParts);
  QString letters;
  for (const QString& word : words.mid(qMax<qsizetype>(0, words.size() - 2))) letters += word.at(0).toUpper();
  return letters;
}

bool Workspace::supervisor() const { return m_person && m_person->role() == v1::ROLE_SUPERVISOR; }

bool Workspace::inspector() const { return m_person && m_person->role() == v1::ROLE_INSPECTOR; }

bool Workspace::clerk() const { return m_person && m_person->role() == v1::ROLE_CLERK; }

}  // namespace thucdia::app
