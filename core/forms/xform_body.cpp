#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "core/forms/limits.h"
#include "core/forms/xform_builder.h"
#include "core/forms/xlsform_table.h"

namespace thucdia::core::forms {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 2> kParameters{
    {{"accuracyThreshold", "capture-accuracy"}, {"unacceptableAccuracyThreshold", "warning-accuracy"}}};

v1::Control controlOf(std::string_view name, std::string_view media) {
  if (name == "input") return v1::CONTROL_INPUT;
  if (name == "secret") return v1::CONTROL_SECRET;
  if (name == "select1") return v1::CONTROL_SELECT_ONE;
  if (name == "select") return v1::CONTROL_SELECT_MULTIPLE;
  if (name == "rank") return v1::CONTROL_RANK;
  if (name == "range") return v1::CONTROL_RANGE;
  if (name == "trigger") return v1::CONTROL_TRIGGER;
  if (name != "upload") return v1::CONTROL_UNSPECIFIED;
  if (media.starts_with("image/")) return v1::CONTROL_IMAGE;
  if (media.starts_with("audio/")) return v1::CONTROL_AUDIO;
  if (media.starts_with("video/")) return v1::CONTROL_VIDEO;
  return v1::CONTROL_FILE;
}

std::string escapedList(std::string_view query, std::string_view& predicate) {
  // instance('cities')/root/item[…]: the list's name, and what stands between the outer brackets.
  const auto open = query.find_first_of("'\"");
  const auto close = open == std::string_view::npos ? open : query.find(query[open], open + 1);
  if (close == std::string_view::npos) return {};
  const auto from = query.find('[', close);
  const auto to = query.rfind(']');
  predicate = from != std::string_view::npos && to != std::string_view::npos && from < to
                  ? query.substr(from + 1, to - from - 1)
                  : std::string_view();
  return std::string(query.substr(open + 1, close - open - 1));
}

}  // namespace

void XFormBuilder::readTexts(const pugi::xml_node& element, Node* node) {
  for (const auto& child : element.children()) {
    if (child.type() != pugi::node_element) continue;
    const auto name = localName(child.name());
    if (name == "label" && !node->form.has_label()) {
      v1::Text text;
      putText(&text, child);
      if (text.variants_size() > 0) *node->form.mutable_label() = std::move(text);
    }
    if (name == "hint" && !node->form.has_hint()) {
      v1::Text text;
      v1::Text guidance;
      putText(&text, child, &guidance);
      const bool words =
          std::ranges::any_of(text.variants(), [](const v1::Variant& variant) { return variant.segments_size() > 0; });
      if (words) *node->form.mutable_hint() = std::move(text);
      if (guidance.variants_size() > 0) *node->form.mutable_guidance() = std::move(guidance);
    }
  }
}

void XFormBuilder::readAttributes(const pugi::xml_node& element, Node* node) {
  for (const auto& attribute : element.attributes()) {
    const auto name = localName(attribute.name());
    const std::string_view written(attribute.name());
    if (name == "ref" || name == "nodeset" || name == "bind" || name == "mediatype" || name == "query" ||
        name == "accept" || name == "count" || name == "noAddRemove" || written.starts_with("xmlns"))
      continue;
    if (name == "appearance") {
      node->form.set_appearance(attribute.value());
    } else if (name == "autoplay") {
      node->form.set_autoplay(attribute.value());
    } else if (name == "intent") {
      (*node->form.mutable_attributes())["bind::intent"] = attribute.value();
    } else if (element.type() == pugi::node_element && localName(element.name()) != "group" &&
               localName(element.name()) != "repeat") {
      auto key = std::string(written.find(':') == std::string_view::npos ? written : name);
      for (const auto& [known, parameter] : kParameters) {
        if (key == known) key = std::string(parameter);
      }
      (*node->form.mutable_parameters())[key] = attribute.value();
    }
  }
}

void XFormBuilder::readBody(const pugi::xml_node& parent, Node* context, int depth) {
  if (depth > static_cast<int>(limits::kNodeDepth)) {
    stop(fmt::format("groups are nested deeper than {} (kNodeDepth)", limits::kNodeDepth), parent);
    return;
  }
  for (const auto& child : parent.children()) {
    if (m_stopped) return;
    if (child.type() != pugi::node_element) continue;
    const auto name = localName(child.name());
    if (name == "group") {
      readGroup(child, context, depth);
    } else if (name == "repeat") {
      readRepeat(child, {}, context, depth);
    } else if (name == "setvalue" || name == "setgeopoint") {
      if (attributeOf(parent, "ref").empty() && attributeOf(parent, "nodeset").empty())
        report(Severity::Warning, "action_nowhere",
               fmt::format("a {} that stands neither in the model nor in a question, group or repeat never runs", name),
               child);
      else
        readAction(child, context);
    } else if (name != "label" && name != "hint" && name != "help") {
      readControl(child, context);
    }
  }
}

void XFormBuilder::readGroup(const pugi::xml_node& element, Node* context, int depth) {
  // <group ref="r"><label/><repeat nodeset="r">: the group is the repeat's frame.
  pugi::xml_node repeat;
  bool framesRepeat = true;
  for (const auto& child : element.children()) {
    if (child.type() != pugi::node_element) continue;
    const auto name = localName(child.name());
    if (name == "label" || name == "hint" || name == "help") continue;
    if (name != "repeat" || repeat) framesRepeat = false;
    if (name == "repeat") repeat = child;
  }
  const auto reference = attributeOf(element, "ref");
  if (repeat && framesRepeat) {
    const auto nodeset =
        attributeOf(repeat, "nodeset").empty() ? attributeOf(repeat, "ref") : attributeOf(repeat, "nodeset");
    if (!reference.empty() && absolute(reference, context->path) == absolute(nodeset, context->path)) {
      readRepeat(repeat, element, context, depth);
      return;
    }
  }
  Node* node = reference.empty() ? nullptr : find(reference, context);
  if (!reference.empty() && node == nullptr)
    report(Severity::Warning, "unknown_name",
           fmt::format("a group for \"{}\", which the instance does not have", reference), element);
  if (node != nullptr && node != &m_nodes.front()) {
    markShown(node);
    readTexts(element, node);
    readAttributes(element, node);
    readBody(element, node, depth + 1);
    return;
  }
  // A group of the screen alone: it takes in those children of its surroundings that it shows.
  auto* group = add(nullptr, "", v1::NODE_KIND_GROUP, element);
  group->path = context->path;
  group->parent = context;
  markShown(group);
  readTexts(element, group);
  readAttributes(element, group);
  const auto before = m_controls;
  readBody(element, context, depth + 1);
  if (m_stopped) return;
  const auto mine = [&](const Node* child) { return child->controlled > before; };
  const auto first = std::ranges::find_if(context->children, mine);
  auto last = context->children.end();
  for (auto child = first; child != context->children.end(); ++child) {
    if (mine(*child)) last = child;
  }
  std::vector<Node*> kept;
  bool placed = false;
  for (auto child = context->children.begin(); child != context->children.end(); ++child) {
    // What the model alone holds stays where it stands, among those that are shown.
    const bool between =
        child > first && last != context->children.end() && child < last && !m_shown.contains((*child)->path);
    if (!mine(*child) && !between) {
      kept.push_back(*child);
      continue;
    }
    if (!placed) kept.push_back(group);
    placed = true;
    (*child)->parent = group;
    group->children.push_back(*child);
  }
  if (placed) context->children = std::move(kept);
}

void XFormBuilder::readRepeat(const pugi::xml_node& element, const pugi::xml_node& group, Node* context, int depth) {
  const auto nodeset =
      attributeOf(element, "nodeset").empty() ? attributeOf(element, "ref") : attributeOf(element, "nodeset");
  auto* node = find(nodeset, context);
  if (node == nullptr || node == &m_nodes.front()) {
    report(Severity::Error, "unknown_name",
           fmt::format("a repeat over \"{}\", which the instance does not have", nodeset), element);
    return;
  }
  markShown(node);
  if (group) {
    readTexts(group, node);
    readAttributes(group, node);
  }
  readTexts(element, node);
  readAttributes(element, node);
  node->form.set_repeat_count(std::string(trimmed(attributeOf(element, "count"))));
  const auto fixed = attributeOf(element, "noAddRemove");
  node->form.set_no_add_remove(fixed == "true()" || fixed == "true");
  if (!node->form.repeat_count().empty()) {
    node->form.set_initial_count(0);
    node->form.set_template_count(0);
  }
  readBody(element, node, depth + 1);
}

void XFormBuilder::readControl(const pugi::xml_node& element, Node* context) {
  const auto kind = controlOf(localName(element.name()), attributeOf(element, "mediatype"));
  if (kind == v1::CONTROL_UNSPECIFIED) {
    report(Severity::Note, "unknown_control", fmt::format("<{}> is passed over", element.name()), element);
    return;
  }
  Node* node = nullptr;
  if (const auto bind = attributeOf(element, "bind"); !bind.empty() && m_byBind.contains(bind)) {
    node = m_byBind.find(bind)->second;
  } else {
    node = find(attributeOf(element, "ref"), context);
  }
  if (node == nullptr || node == &m_nodes.front()) {
    report(Severity::Warning, "unknown_name",
           fmt::format("a question for \"{}\", which the instance does not have, is passed over",
                       attributeOf(element, "ref")),
           element);
    return;
  }
  if (node->controlled > 0) {
    report(Severity::Warning, "duplicate_control",
           fmt::format("\"{}\" is asked a second time; the first stays", node->path), element);
    return;
  }
  markShown(node);
  auto& form = node->form;
  form.set_control(kind);
  readTexts(element, node);
  readAttributes(element, node);
  readItems(element, node);
  for (const auto& child : element.children()) readAction(child, node);
  if (kind == v1::CONTROL_INPUT && form.type() == v1::BIND_TYPE_STRING && trimmed(form.readonly()) == "true()" &&
      form.calculate().empty())
    form.set_control(v1::CONTROL_NOTE);
}

void XFormBuilder::readItems(const pugi::xml_node& element, Node* node) {
  auto& form = node->form;
  if (const auto query = attributeOf(element, "query"); !query.empty()) {
    // select_one_external: the choices lie in itemsets.csv, one table for all lists.
    std::string_view predicate;
    const auto list = escapedList(query, predicate);
    auto* items = form.mutable_items();
    const auto listed = fmt::format("list_name = '{}'", list);
    items->set_nodeset(fmt::format("instance('itemsets')/root/item[{}]",
                                   predicate.empty() ? listed : fmt::format("{} and ({})", listed, predicate)));
    items->set_value_ref("name");
    items->set_label_ref("label");
    const auto known = std::ranges::any_of(
        m_read.form.instances(), [](const v1::ExternalInstance& instance) { return instance.id() == "itemsets"; });
    if (!known) {
      auto* external = m_read.form.add_instances();
      external->set_id("itemsets");
      external->set_src("jr://file-csv/itemsets.csv");
    }
    return;
  }
  v1::ChoiceList written;
  for (const auto& child : element.children()) {
    if (child.type() != pugi::node_element) continue;
    const auto name = localName(child.name());
    if (name == "itemset") {
      auto* items = form.mutable_items();
      const std::string nodeset(trimmed(attributeOf(child, "nodeset")));
      for (const auto& part : child.children()) {
        if (localName(part.name()) == "value" || localName(part.name()) == "copy")
          items->set_value_ref(std::string(attributeOf(part, "ref")));
        if (localName(part.name()) == "label") items->set_label_ref(std::string(attributeOf(part, "ref")));
      }
      const std::string& label = items->label_ref();
      eachQuoted(nodeset, [&](std::string_view quoted) {
        const auto named = m_listNamed.find(quoted);
        if (named == m_listNamed.end()) return;
        const auto& list = m_read.form.lists(named->second);
        if (label.starts_with("jr:itext("))
          m_itextColumns.emplace(list.id(), std::string(trimmed(std::string_view(label).substr(9, label.size() - 10))));
        const auto whole = fmt::format("instance('{}')/{}/{}", list.id(), list.root().empty() ? "root" : list.root(),
                                       list.item().empty() ? "item" : list.item());
        if (nodeset == whole && items->value_ref() == "name")
          items->set_list(static_cast<std::uint32_t>(named->second) + 1);
      });
      if (items->list() == 0) items->set_nodeset(nodeset);
    } else if (name == "item") {
      auto* row = written.add_rows();
      for (const auto& part : child.children()) {
        if (localName(part.name()) == "value") {
          auto* cell = row->add_cells();
          cell->set_text(part.text().get());
        } else if (localName(part.name()) == "label") {
          putText(row->mutable_label(), part);
        }
      }
    }
  }
  if (written.rows_size() > 0 && !form.has_items()) {
    auto* list = addList(element);
    if (list == nullptr) return;
    written.add_columns("name");
    *list = std::move(written);
    form.mutable_items()->set_list(static_cast<std::uint32_t>(m_read.form.lists_size()));
    form.mutable_items()->set_value_ref("name");
    form.mutable_items()->set_label_ref("jr:itext(itextId)");
  }
}

}  // namespace thucdia::core::forms
