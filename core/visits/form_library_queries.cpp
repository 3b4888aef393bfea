#include <fmt/format.h>

#include "core/records/record_rows.h"
#include "core/visits/form_library.h"

namespace thucdia::core::visits {

namespace v1 = ::thucdia::records::v1;

namespace {

FormLine lineOf(db::Statement& statement) {
  const auto form = records::recordAt<v1::FormVersion>(statement, 0, 1);
  return {form.form_id(), form.version(), form.title_vi(), form.title_en()};
}

}  // namespace

std::vector<FormLine> currentForms(db::ReadTransaction& transaction) {
  // Of one form the version published last; of two published at once the greater version.
  auto statement = transaction.prepare(
      "SELECT id, body FROM form_version f WHERE retired = 0 AND NOT EXISTS (SELECT 1 FROM form_version g "
      "WHERE g.form_id = f.form_id AND g.retired = 0 AND (g.published_at, g.version) > (f.published_at, f.version)) "
      "ORDER BY form_id");
  std::vector<FormLine> lines;
  while (statement.step()) lines.push_back(lineOf(statement));
  return lines;
}

std::vector<std::string> formIds(db::ReadTransaction& transaction) {
  auto statement = transaction.prepare("SELECT DISTINCT form_id FROM form_version ORDER BY form_id");
  std::vector<std::string> ids;
  while (statement.step()) ids.emplace_back(statement.text(0));
  return ids;
}

std::vector<std::string> formVersions(db::ReadTransaction& transaction, std::string_view formId) {
  auto statement = transaction.prepare(
      "SELECT version FROM form_version WHERE form_id = ?1 ORDER BY published_at DESC, version DESC");
  statement.bind(1, formId);
  std::vector<std::string> versions;
  while (statement.step()) versions.emplace_back(statement.text(0));
  return versions;
}

std::optional<FormLine> currentForm(db::ReadTransaction& transaction, std::string_view formId) {
  for (FormLine& line : currentForms(transaction)) {
    if (line.formId == formId) return std::move(line);
  }
  return std::nullopt;
}

std::optional<FormLine> newerForm(db::ReadTransaction& transaction, std::string_view formId, std::string_view version) {
  auto statement = transaction.prepare(
      "SELECT id, body FROM form_version WHERE form_id = ?1 AND retired = 0 AND (published_at, version) > "
      "(SELECT published_at, version FROM form_version WHERE form_id = ?1 AND version = ?2) "
      "ORDER BY published_at DESC, version DESC LIMIT 1");
  statement.bind(1, formId).bind(2, version);
  if (!statement.step()) return std::nullopt;
  return lineOf(statement);
}

Result<std::shared_ptr<const forms::Form>> FormLibrary::form(db::ReadTransaction& transaction, std::string_view formId,
                                                             std::string_view version) {
  const std::pair<std::string, std::string> key(formId, version);
  {
    const std::scoped_lock lock(m_mutex);
    if (const auto known = m_forms.find(key); known != m_forms.end()) return known->second;
  }
  auto statement = transaction.prepare("SELECT id, body FROM form_version WHERE form_id = ? AND version = ?");
  statement.bind(1, formId).bind(2, version);
  if (!statement.step()) {
    return fail(ErrorCode::NotFound, fmt::format("form {} version {} is not on this device", formId, version));
  }
  const auto record = records::recordAt<v1::FormVersion>(statement, 0, 1);
  THUCDIA_ASSIGN(auto linked, forms::Form::parse(record.compiled()));
  const std::scoped_lock lock(m_mutex);
  return m_forms.emplace(key, std::move(linked)).first->second;
}

}  // namespace thucdia::core::visits
