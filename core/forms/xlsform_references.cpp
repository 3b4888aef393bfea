// What names questions that may stand further down: resolved when all are read.
#include <fmt/format.h>

#include "core/forms/xlsform_builder.h"

namespace thucdia::core::forms {

std::uint32_t XlsFormBuilder::named(std::string_view name) {
  if (m_byName.empty())
    for (int index = 1; index < m_form.nodes_size(); ++index)
      m_byName.try_emplace(m_form.nodes(index).name(), static_cast<std::uint32_t>(index));
  const auto found = m_byName.find(name);
  return found == m_byName.end() ? 0 : found->second;
}

// select_one ${question}: the answers given to that question in a repeat are the choices.
void XlsFormBuilder::resolveLater() {
  for (const auto& later : m_later) {
    Row row;
    row.number = static_cast<int>(later.row);
    const auto question = named(later.reference);
    if (question == 0) {
      auto& found = report(Severity::Error, "unknown_name", fmt::format("there is no question \"{}\"", later.reference),
                           m_survey, &row, "type");
      found.suggestion = guess(later.reference, m_form.nodes(), &v1::FormNode::name);
      continue;
    }
    const auto holder = m_form.nodes(static_cast<int>(question)).parent();
    std::string nodeset;
    if (holder != 0 && isWithin(later.node, holder)) {
      for (auto node = later.node; node != m_form.nodes(static_cast<int>(holder)).parent();
           node = m_form.nodes(static_cast<int>(node)).parent())
        nodeset += "../";
      nodeset += m_form.nodes(static_cast<int>(holder)).name();
    } else {
      nodeset = "/" + m_form.nodes(0).name() + "/" + pathFrom(holder, 0);
    }
    auto filter = fmt::format("./{} != ''", later.reference);
    if (!later.filter.empty()) filter = itemFilter(later.filter, holder);
    if (!fits(filter.size() + nodeset.size(), &row)) return;
    auto* items = m_form.mutable_nodes(static_cast<int>(later.node))->mutable_items();
    auto wrapped = later.randomize;
    wrapped.replace(wrapped.find('\n'), 1, fmt::format("{}[{}]", nodeset, filter));
    items->set_nodeset(wrapped);
    items->set_value_ref(later.reference);
    items->set_label_ref(later.reference);
  }
}

bool XlsFormBuilder::isWithin(std::uint32_t node, std::uint32_t ancestor) const {
  for (; node != 0; node = m_form.nodes(static_cast<int>(node)).parent())
    if (node == ancestor) return true;
  return ancestor == 0;
}

std::string XlsFormBuilder::pathFrom(std::uint32_t node, std::uint32_t ancestor) const {
  std::string path;
  for (; node != ancestor && node != 0; node = m_form.nodes(static_cast<int>(node)).parent()) {
    const auto& name = m_form.nodes(static_cast<int>(node)).name();
    path = path.empty() ? name : name + "/" + path;
  }
  return path;
}

// References to questions of the same repeat mean those of the item.
std::string XlsFormBuilder::itemFilter(std::string_view written, std::uint32_t holder) {
  std::string filter;
  while (filter.size() <= limits::kExpressionBytes) {
    const auto open = written.find("${");
    const auto close = open == std::string_view::npos ? open : written.find('}', open);
    filter += written.substr(0, close == std::string_view::npos ? close : open);
    if (close == std::string_view::npos) break;
    const auto target = named(written.substr(open + 2, close - open - 2));
    if (target != 0 && isWithin(target, holder))
      filter += "./" + pathFrom(target, holder);
    else
      filter += written.substr(open, close + 1 - open);
    written.remove_prefix(close + 1);
  }
  return filter;
}

void XlsFormBuilder::resolveTriggers() {
  for (const auto& trigger : m_triggers) {
    std::string_view rest = trigger.names;
    bool any = false;
    while (true) {
      const auto open = rest.find("${");
      const auto close = open == std::string_view::npos ? open : rest.find('}', open);
      if (close == std::string_view::npos) break;
      any = true;
      const auto name = trimmed(rest.substr(open + 2, close - open - 2));
      rest.remove_prefix(close + 1);
      const auto source = named(name);
      if (source == 0) {
        auto& found = report(Severity::Error, "unknown_name", fmt::format("there is no question \"{}\"", name),
                             m_survey, trigger.row, "trigger");
        found.suggestion = guess(name, m_form.nodes(), &v1::FormNode::name);
        continue;
      }
      auto* action = addAction(trigger.target, trigger.value.size(), trigger.row);
      if (action == nullptr) return;
      action->set_kind(trigger.geopoint ? v1::ACTION_KIND_SET_GEOPOINT : v1::ACTION_KIND_SET_VALUE);
      action->add_events(v1::ACTION_EVENT_VALUE_CHANGED);
      action->set_trigger(source);
      if (!trigger.geopoint) action->set_value(trigger.value);
    }
    if (!any)
      report(Severity::Error, "bad_trigger", "a trigger is written ${question}", m_survey, trigger.row, "trigger");
  }
}

}  // namespace thucdia::core::forms
