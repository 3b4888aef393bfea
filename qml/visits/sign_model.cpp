#include "qml/visits/sign_model.h"

#include "core/base/dates.h"
#include "core/visits/visit_commands.h"

namespace thucdia::app {

namespace {

namespace v1 = ::thucdia::records::v1;

/// Saves answers and what starting the session recalculated.
core::Result<> save(core::changes::RecordWriter& writer, const VisitTools& tools, core::VisitId visit,
                    RunningVisit& running, const std::vector<core::forms::AnswerEdit>& edits) {
  if (edits.empty()) return {};
  return core::visits::saveAnswers(writer, tools.person, visit, *running.opened.form, edits);
}

}  // namespace

SignModel::SignModel(QObject* parent) : QAbstractListModel(parent) {}

void SignModel::setWorkspace(Workspace* workspace) {
  if (workspace == m_workspace) return;
  if (m_workspace) m_workspace->disconnect(this);
  m_workspace = workspace;
  emit workspaceChanged();
  if (!m_workspace) return;
  connect(m_workspace, &Workspace::recordsChanged, this, &SignModel::refresh);
  connect(m_workspace, &Workspace::languageChanged, this, &SignModel::refresh);
  refresh();
}

void SignModel::setVisit(const QString& visit) {
  if (visit == m_visit) return;
  m_visit = visit;
  emit visitChanged();
  refresh();
}

void SignModel::refresh() {
  const auto id = core::VisitId::parse(m_visit.toStdString());
  if (!m_workspace || !id) return;
  m_workspace->read(
      m_receiver,
      [tools = visitTools(*m_workspace), &blobs = m_workspace->replica().blobs(),
       id = *id](core::db::ReadTransaction& transaction) { return readSignState(transaction, tools, blobs, id); },
      [this](core::Result<State> state) {
        if (state) take(std::move(*state));
      });
}

void SignModel::take(State state) {
  const bool same = state.pads.size() == m_state.pads.size();
  if (!same) beginResetModel();
  m_state = std::move(state);
  if (!same) endResetModel();
  m_ready = true;
  if (same && rowCount() > 0) emit dataChanged(index(0), index(rowCount() - 1));
  emit loaded();
}

void SignModel::run(Command command, std::function<void()> then) {
  if (m_busy || !m_workspace) return;
  m_busy = true;
  m_refusal.clear();
  emit busyChanged();
  m_workspace->write(m_receiver, std::move(command), [this, then = std::move(then)](const core::Result<>& done) {
    m_busy = false;
    if (done) {
      m_savedAt = QString::fromStdString(core::formatTime(m_workspace->replica().clock().now()));
    } else {
      m_refusal = qt(core::name(done.error().code));
    }
    emit busyChanged();
    refresh();
    if (done && then) then();
  });
}

void SignModel::answer(std::vector<std::pair<std::string, std::string>> answers) {
  const auto id = core::VisitId::parse(m_visit.toStdString());
  if (!m_workspace || !id) return;
  run([tools = visitTools(*m_workspace), id = *id,
       answers = std::move(answers)](core::changes::RecordWriter& writer) -> core::Result<> {
    THUCDIA_ASSIGN(RunningVisit running, runVisit(writer.transaction(), tools, id));
    auto edits = running.session->takeStartChanges().edits;
    for (const auto& [path, text] : answers) {
      auto node = running.session->findKey(path);
      if (!node) node = core::visits::findQuestion(*running.session, path);
      if (!node) return core::fail(core::ErrorCode::NotFound, path);
      THUCDIA_ASSIGN(auto changes, running.session->set(node, text));
      std::ranges::move(changes.edits, std::back_inserter(edits));
    }
    return save(writer, tools, id, running, edits);
  });
}

void SignModel::keepSignature(int row, const QByteArray& png) {
  const auto id = core::VisitId::parse(m_visit.toStdString());
  if (!m_workspace || !id || row < 0 || row >= rowCount() || png.isEmpty()) return;
  run([tools = visitTools(*m_workspace), id = *id, key = m_state.pads[static_cast<std::size_t>(row)].key,
       bytes = png.toStdString(),
       &blobs = m_workspace->replica().blobs()](core::changes::RecordWriter& writer) -> core::Result<> {
    // Durable before a row speaks of it.
    THUCDIA_ASSIGN(const auto blob, blobs.put(bytes));
    THUCDIA_ASSIGN(RunningVisit running, runVisit(writer.transaction(), tools, id));
    THUCDIA_ASSIGN(const std::string text,
                   core::visits::addAttachment(writer, blob.sha256, blob.size, "image/png", "signature.png"));
    auto edits = running.session->takeStartChanges().edits;
    const auto node = running.session->findKey(key);
    if (!node) return core::fail(core::ErrorCode::NotFound, key);
    THUCDIA_ASSIGN(auto changes, running.session->set(node, text));
    std::ranges::move(changes.edits, std::back_inserter(edits));
    return save(writer, tools, id, running, edits);
  });
}

void SignModel::eraseSignature(int row) {
  if (row >= 0 && row < rowCount()) answer({{m_state.pads[static_cast<std::size_t>(row)].key, ""}});
}

void SignModel::refuse(const QString& why) {
  const std::string said = why.trimmed().toStdString();
  if (said.empty()) {
    answer({{"sig_refused_why", ""}, {"sig_refused", "0"}});
  } else {
    answer({{"sig_refused", "1"}, {"sig_refused_why", said}});
  }
}

void SignModel::seal() {
  const auto id = core::VisitId::parse(m_visit.toStdString());
  if (!m_workspace || !id) return;
  const auto enrolment = m_workspace->replica().enrolment();
  const core::DeviceId device = enrolment ? enrolment->device : core::DeviceId();
  run(
      [tools = visitTools(*m_workspace), id = *id, device,
       &key = m_workspace->replica().deviceKey()](core::changes::RecordWriter& writer) -> core::Result<> {
        THUCDIA_ASSIGN(RunningVisit running, runVisit(writer.transaction(), tools, id));
        THUCDIA_TRY(core::visits::signVisit(writer, tools.person, device, key, id, *running.session));
        return {};
      },
      [this] { emit sealingDone(); });
}

void SignModel::handIn() {
  const auto id = core::VisitId::parse(m_visit.toStdString());
  if (!m_workspace || !id) return;
  run(
      [tools = visitTools(*m_workspace), id = *id](core::changes::RecordWriter& writer) -> core::Result<> {
        THUCDIA_TRY(core::visits::decide(writer, tools.person, {.visit = id, .kind = v1::DECISION_KIND_SUBMITTED}));
        return {};
      },
      [this] { emit handedIn(); });
}

void SignModel::reopen(const QString& why) {
  const auto id = core::VisitId::parse(m_visit.toStdString());
  if (!m_workspace || !id) return;
  run([tools = visitTools(*m_workspace), id = *id,
       reason = why.trimmed().toStdString()](core::changes::RecordWriter& writer) -> core::Result<> {
    THUCDIA_TRY(core::visits::decide(writer, tools.person,
                                     {.visit = id, .kind = v1::DECISION_KIND_REOPENED, .reason = reason}));
    return {};
  });
}

int SignModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(m_state.pads.size());
}

QVariant SignModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid() || index.row() >= rowCount()) return {};
  const Pad& pad = m_state.pads[static_cast<std::size_t>(index.row())];
  switch (role) {
    case NameRole:
      return pad.name;
    case TitleRole:
      return pad.title;
    case TimeRole:
      return pad.time;
    case PictureRole:
      return pad.picture;
    case RequiredRole:
      return pad.required;
    default:
      return {};
  }
}

QHash<int, QByteArray> SignModel::roleNames() const {
  return {{NameRole, "person"},
          {TitleRole, "title"},
          {TimeRole, "signedAt"},
          {PictureRole, "picture"},
          {RequiredRole, "required_"}};
}

}  // namespace thucdia::app
