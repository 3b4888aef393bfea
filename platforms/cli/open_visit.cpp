#include "platforms/cli/open_visit.h"

#include <map>
#include <optional>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "core/records/record_rows.h"
#include "core/visits/next_revision.h"
#include "platforms/cli/visit_json.h"

namespace thucdia::cli {

using core::Result;

Result<std::unique_ptr<OpenVisit>> OpenVisit::open(World& world, const std::string& folder, const std::string& visit) {
  THUCDIA_ASSIGN(const auto id, typedId<core::VisitId>(visit));
  THUCDIA_ASSIGN(auto replica, world.open(folder));
  auto opened = std::unique_ptr<OpenVisit>(new OpenVisit(world, std::move(replica)));
  THUCDIA_ASSIGN(opened->m_person, opened->m_replica->currentPerson());
  THUCDIA_ASSIGN(opened->m_opened, opened->m_replica->store().read([&](core::db::ReadTransaction& transaction) {
    opened->m_datasets = std::make_shared<core::registers::Datasets>(transaction);
    return core::visits::openVisit(transaction, opened->m_forms, id);
  }));
  return opened;
}

Result<core::forms::Session*> OpenVisit::session() {
  if (!m_session) {
    m_host = std::make_unique<core::visits::VisitHost>(m_opened, m_world.clock, m_world.random,
                                                       m_replica->author().device, m_person, m_datasets);
    THUCDIA_ASSIGN(m_session, core::forms::Session::begin(m_opened.form, *m_host, m_opened.answers));
    m_session->setPrevious(m_opened.previous);
  }
  return m_session.get();
}

Result<> OpenVisit::save(const std::vector<core::forms::Changes>& changes,
                         const std::function<Result<>(core::changes::RecordWriter&)>& first) {
  // The last word on each key is what is saved.
  std::map<std::string, std::optional<std::string>> last;
  if (m_session) {
    for (const auto& edit : m_session->takeStartChanges().edits) last[edit.key] = edit.text;
  }
  for (const auto& change : changes) {
    for (const auto& edit : change.edits) last[edit.key] = edit.text;
  }
  std::vector<core::forms::AnswerEdit> edits;
  for (auto& [key, text] : last) edits.push_back({key, std::move(text)});
  const auto saved = m_replica->write([&](core::changes::RecordWriter& writer) -> Result<> {
    if (first) THUCDIA_TRY(first(writer));
    return core::visits::saveAnswers(writer, m_person, m_opened.id, *m_opened.form, edits);
  });
  if (saved) tellSignaturesGone();
  return saved;
}

void OpenVisit::tellSignaturesGone() {
  const auto now = m_replica->read([&](core::db::ReadTransaction& transaction) {
    return core::records::get<core::records::v1::Visit>(transaction, m_opened.id);
  });
  if (!now || !*now || (*now)->revision() == m_opened.visit.revision()) return;
  auto gone = core::visits::drawnSignatures(*m_opened.form, m_opened.visit);
  std::erase_if(gone, [&](const std::string& key) { return (*now)->answers().contains(key); });
  if (gone.empty()) return;
  for (std::string& key : gone) key = pathOf(*m_session, key);
  m_world.err << fmt::format(
      "revision {} begins: what was signed has changed, so these are to be signed again: {}; revision {} keeps its "
      "signatures\n",
      (*now)->revision(), fmt::join(gone, ", "), m_opened.visit.revision());
}

}  // namespace thucdia::cli
