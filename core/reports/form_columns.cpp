#include "core/reports/form_columns.h"

#include <algorithm>

namespace thucdia::core::reports {
namespace {

namespace v1 = ::thucdia::records::v1;

/// A form says so by the parameter `personal=yes`; a telephone number is one whatever the form says.
bool isPersonal(const v1::FormNode& node) {
  const auto said = node.parameters().find("personal");
  if (said != node.parameters().end()) return said->second == "yes" || said->second == "true";
  return node.control() == v1::CONTROL_INPUT && node.name().find("phone") != std::string::npos;
}

bool hasAnswers(const v1::FormNode& node) {
  return node.kind() == v1::NODE_KIND_QUESTION && node.control() != v1::CONTROL_NOTE;
}

}  // namespace

void FormColumns::add(const v1::CompiledForm& form) {
  std::vector<std::string> paths(static_cast<std::size_t>(form.nodes_size()));
  std::vector<std::uint32_t> tables(paths.size(), 0);
  for (std::size_t index = 1; index < paths.size(); ++index) {
    const v1::FormNode& node = form.nodes(static_cast<int>(index));
    const std::string& above = paths[node.parent()];
    // A group without a name stands in no path.
    paths[index] = node.name().empty() ? above : above.empty() ? node.name() : above + "/" + node.name();
    tables[index] = tables[node.parent()];
    if (node.kind() == v1::NODE_KIND_REPEAT) tables[index] = addTable(paths[index], node.name());
    if (!hasAnswers(node)) continue;
    auto& questions = m_tables[tables[index]].questions;
    const ColumnPlace place{tables[index], static_cast<std::uint32_t>(questions.size())};
    if (!m_places.try_emplace(paths[index], place).second) continue;
    questions.push_back({paths[index], node.type() == v1::BIND_TYPE_GEOPOINT, isPersonal(node)});
  }
}

std::uint32_t FormColumns::addTable(const std::string& repeat, const std::string& name) {
  if (const auto known = m_repeats.find(repeat); known != m_repeats.end()) return known->second;
  const bool taken = std::ranges::any_of(m_tables, [&](const ColumnTable& table) { return table.name == name; });
  std::string dotted = repeat;
  std::ranges::replace(dotted, '/', '.');
  const auto table = static_cast<std::uint32_t>(m_tables.size());
  m_tables.push_back({repeat, taken ? std::move(dotted) : name, {}});
  m_repeats.emplace(repeat, table);
  return table;
}

const ColumnPlace* FormColumns::find(std::string_view path) const {
  const auto found = m_places.find(path);
  return found == m_places.end() ? nullptr : &found->second;
}

std::uint32_t FormColumns::tableOf(std::string_view repeat) const {
  const auto found = m_repeats.find(repeat);
  return found == m_repeats.end() ? 0 : found->second;
}

void pathOfKey(std::string_view key, std::string& out) {
  out.clear();
  std::size_t from = 0;
  while (from < key.size()) {
    const std::size_t colon = std::min(key.find(':', from), key.size());
    out.append(key.substr(from, colon - from));
    from = std::min(key.find('/', colon), key.size());
  }
}

}  // namespace thucdia::core::reports
