#include <algorithm>

#include <fmt/format.h>

#include "core/forms/limits.h"
#include "core/forms/xform_builder.h"

namespace thucdia::core::forms {
namespace {

bool isTemplate(const pugi::xml_node& element) {
  return std::ranges::any_of(element.attributes(), [](const pugi::xml_attribute& attribute) {
    return localName(attribute.name()) == "template";
  });
}

bool hasElements(const pugi::xml_node& element) {
  return std::ranges::any_of(element.children(),
                             [](const pugi::xml_node& child) { return child.type() == pugi::node_element; });
}

// Whether a position path leads through another than the first row of a repeat.
bool hasFurtherRow(std::string_view position) {
  for (auto at = position.find('['); at != std::string_view::npos; at = position.find('[', at + 1))
    if (!position.substr(at).starts_with("[1]")) return true;
  return false;
}

}  // namespace

void XFormBuilder::readInstances(const pugi::xml_node& model) {
  bool primary = true;
  for (const auto& child : model.children()) {
    if (localName(child.name()) != "instance") continue;
    if (primary) {
      readPrimary(child);
      primary = false;
    } else {
      readSecondary(child);
    }
  }
}

void XFormBuilder::readPrimary(const pugi::xml_node& instance) {
  pugi::xml_node root;
  for (const auto& child : instance.children()) {
    if (child.type() == pugi::node_element) {
      root = child;
      break;
    }
  }
  if (!root) return;
  auto* node = add(nullptr, root.name(), v1::NODE_KIND_ROOT, root);
  auto& form = m_read.form;
  for (const auto& attribute : root.attributes()) {
    const std::string_view name(attribute.name());
    if (name == "id") {
      form.set_form_id(attribute.value());
    } else if (localName(attribute.name()) == "version") {
      form.set_version(attribute.value());
      if (form.version().empty() || name != "version")
        (*form.mutable_root_attributes())[std::string(name)] = attribute.value();
    } else if (name == "xmlns") {
      if (form.form_id().empty()) form.set_form_id(attribute.value());
    } else if (!name.starts_with("xmlns:")) {
      (*form.mutable_root_attributes())[std::string(name)] = attribute.value();
    }
  }
  for (const auto& child : root.children()) {
    if (child.type() == pugi::node_element) readElement(child, node, 1);
  }
  readValues(root, node, "");
}

void XFormBuilder::readElement(const pugi::xml_node& element, Node* parent, int depth) {
  if (depth > static_cast<int>(limits::kNodeDepth))
    stop(fmt::format("elements stand within elements deeper than {} (kNodeDepth)", limits::kNodeDepth), element);
  if (m_stopped) return;
  const auto path = parent->path + "/" + element.name();
  if (path.size() > limits::kPathBytes) {
    stop(fmt::format("the path to an element is longer than {} bytes (kPathBytes)", limits::kPathBytes), element);
    return;
  }
  const bool repeat = m_repeats.contains(path);
  const bool group = hasElements(element) || m_withAttributes.contains(path);
  const auto known = m_byPath.find(path);
  if (known != m_byPath.end()) {
    // A further instance of a repeat: its values are read later. Nodes that the first did not have are added.
    if (!repeat)
      report(Severity::Warning, "duplicate_name", fmt::format("\"{}\" stands twice in the instance", path), element);
    for (const auto& child : element.children()) {
      if (child.type() == pugi::node_element && !m_byPath.contains(path + "/" + child.name()))
        readElement(child, known->second, depth + 1);
    }
    return;
  }
  auto* node = add(parent, element.name(),
                   repeat  ? v1::NODE_KIND_REPEAT
                   : group ? v1::NODE_KIND_GROUP
                           : v1::NODE_KIND_QUESTION,
                   element);
  for (const auto& attribute : element.attributes()) {
    const std::string_view name(attribute.name());
    if (localName(attribute.name()) == "template" || name == "xmlns" || name.starts_with("xmlns:")) continue;
    if (m_withAttributes.contains(path) && node->form.kind() == v1::NODE_KIND_GROUP) {
      auto* added = add(node, "@" + std::string(name), v1::NODE_KIND_QUESTION, element);
      added->form.set_type(v1::BIND_TYPE_STRING);
      added->form.set_default_value(attribute.value());
    } else {
      (*node->form.mutable_attributes())[std::string(name)] = attribute.value();
    }
  }
  if (node->form.kind() == v1::NODE_KIND_QUESTION) {
    node->form.set_type(v1::BIND_TYPE_STRING);
    if (!inInstance(element, node)) node->form.set_default_value(textOf(element));
  }
  if (repeat) {
    // Instances that a new instance of what is around brings along.
    bool nested = false;
    for (const auto* outer = parent; outer != nullptr && !nested; outer = outer->parent)
      nested = outer->form.kind() == v1::NODE_KIND_REPEAT;
    node->form.set_template_count(nested ? instancesOf(element) : 0);
  }
  for (const auto& child : element.children()) {
    if (child.type() == pugi::node_element) readElement(child, node, depth + 1);
  }
}

// How many elements of its name stand beside an element and itself, templates left out.
std::uint32_t XFormBuilder::instancesOf(const pugi::xml_node& element) {
  const auto parent = element.parent();
  const auto [known, fresh] = m_instances.try_emplace(parent.hash_value());
  if (fresh)
    for (const auto& child : parent.children())
      if (child.type() == pugi::node_element && !isTemplate(child)) ++known->second[child.name()];
  return known->second[element.name()];
}

// Whether an element's values are those of one instance only: its repeat has no template, new instances begin empty.
bool XFormBuilder::inInstance(pugi::xml_node element, const Node* node) {
  for (; node != nullptr; node = node->parent, element = element.parent()) {
    if (isTemplate(element)) return false;
    if (node->form.kind() == v1::NODE_KIND_REPEAT) return true;
  }
  return false;
}

void XFormBuilder::putValue(std::string position, std::string text, const pugi::xml_node& element) {
  if (m_read.form.initial_values_size() >= static_cast<int>(limits::kLiveNodes))
    stop(fmt::format("the instance has more than {} values of its own (kLiveNodes)", limits::kLiveNodes), element);
  if (fits(0, position.size() + text.size()))
    (*m_read.form.mutable_initial_values())[std::move(position)] = std::move(text);
}

// Values of instances that differ from the node's default (which is that of the first element met: the template).
void XFormBuilder::readValues(const pugi::xml_node& element, Node* node, const std::string& position) {
  std::map<std::string_view, std::size_t> rows;
  for (const auto& child : element.children()) {
    if (m_stopped) return;
    if (child.type() != pugi::node_element || isTemplate(child)) continue;
    const auto found = m_byPath.find(node->path + "/" + child.name());
    if (found == m_byPath.end()) continue;
    auto* inner = found->second;
    const auto here = position.empty() ? std::string(child.name()) : position + "/" + child.name();
    if (inner->form.kind() == v1::NODE_KIND_QUESTION) {
      if (auto text = textOf(child); text != inner->form.default_value() && !hasElements(child))
        putValue(here, std::move(text), child);
    } else if (inner->form.kind() != v1::NODE_KIND_REPEAT) {
      readValues(child, inner, here);
    } else {
      const auto number = ++rows[child.name()];
      if (number > limits::kRepeatInstances) {
        stop(fmt::format("the repeat \"{}\" has more than {} instances (kRepeatInstances)", inner->form.name(),
                         limits::kRepeatInstances),
             child);
        return;
      }
      if (!hasFurtherRow(position)) inner->form.set_initial_count(static_cast<std::uint32_t>(number));
      readValues(child, inner, here + fmt::format("[{}]", number));
    }
  }
  // A fresh form has as many as its first surroundings have; where others have more or less, "r[2]/s[*]" says how many.
  if (!hasFurtherRow(position)) return;
  for (const auto& [name, count] : rows) {
    const auto* repeat = m_byPath.find(node->path + "/" + std::string(name))->second;
    if (repeat->form.initial_count() != count)
      putValue(fmt::format("{}/{}[*]", position, name), std::to_string(count), element);
  }
}

// A list more; null once there are more than a form may have.
v1::ChoiceList* XFormBuilder::addList(const pugi::xml_node& element) {
  if (m_read.form.lists_size() + m_read.form.instances_size() >= static_cast<int>(limits::kTables))
    stop(fmt::format("the form has more than {} lists and files (kTables)", limits::kTables), element);
  return m_stopped ? nullptr : m_read.form.add_lists();
}

void XFormBuilder::readSecondary(const pugi::xml_node& instance) {
  const auto id = attributeOf(instance, "id");
  const auto src = attributeOf(instance, "src");
  pugi::xml_node root;
  for (const auto& child : instance.children()) {
    if (child.type() == pugi::node_element) {
      root = child;
      break;
    }
  }
  if (!src.empty() || !root) {
    if (m_read.form.lists_size() + m_read.form.instances_size() >= static_cast<int>(limits::kTables))
      stop(fmt::format("the form has more than {} lists and files (kTables)", limits::kTables), instance);
    if (m_stopped) return;
    auto* external = m_read.form.add_instances();
    external->set_id(std::string(id));
    external->set_src(std::string(src));
    return;
  }
  auto* list = addList(instance);
  if (list == nullptr) return;
  if (!id.empty()) m_listNamed.try_emplace(std::string(id), m_read.form.lists_size() - 1);
  list->set_id(std::string(id));
  if (std::string_view(root.name()) != "root") list->set_root(root.name());
  std::map<std::string, std::uint32_t> columns;
  list->add_columns("name");
  columns["name"] = 0;
  for (const auto& item : root.children()) {
    if (item.type() != pugi::node_element) continue;
    if (list->rows_size() == 0 && std::string_view(item.name()) != "item") list->set_item(item.name());
    auto* row = list->add_rows();
    for (const auto& cell : item.children()) {
      if (cell.type() != pugi::node_element) continue;
      const auto [column, fresh] = columns.try_emplace(cell.name(), static_cast<std::uint32_t>(list->columns_size()));
      if (fresh) list->add_columns(cell.name());
      auto* added = row->add_cells();
      added->set_column(column->second);
      added->set_text(textOf(cell));
    }
  }
}

}  // namespace thucdia::core::forms
