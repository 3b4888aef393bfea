#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "core/forms/form_files.h"
#include "core/forms/limits.h"
#include "core/forms/xform_builder.h"
#include "core/forms/xlsform_table.h"

namespace thucdia::core::forms {
namespace {

constexpr std::size_t kLargestXForm = 64u << 20;

pugi::xml_node childNamed(const pugi::xml_node& parent, std::string_view name) {
  for (const auto& child : parent.children()) {
    if (child.type() == pugi::node_element && localName(child.name()) == name) return child;
  }
  return {};
}

v1::BindType bindType(std::string_view name) {
  const auto type = lowered(localName(std::string(name).c_str()));
  constexpr std::array<std::pair<std::string_view, v1::BindType>, 17> kTypes{{{"int", v1::BIND_TYPE_INT},
                                                                              {"integer", v1::BIND_TYPE_INT},
                                                                              {"long", v1::BIND_TYPE_INT},
                                                                              {"short", v1::BIND_TYPE_INT},
                                                                              {"decimal", v1::BIND_TYPE_DECIMAL},
                                                                              {"double", v1::BIND_TYPE_DECIMAL},
                                                                              {"float", v1::BIND_TYPE_DECIMAL},
                                                                              {"boolean", v1::BIND_TYPE_BOOLEAN},
                                                                              {"date", v1::BIND_TYPE_DATE},
                                                                              {"time", v1::BIND_TYPE_TIME},
                                                                              {"datetime", v1::BIND_TYPE_DATE_TIME},
                                                                              {"geopoint", v1::BIND_TYPE_GEOPOINT},
                                                                              {"geotrace", v1::BIND_TYPE_GEOTRACE},
                                                                              {"geoshape", v1::BIND_TYPE_GEOSHAPE},
                                                                              {"binary", v1::BIND_TYPE_BINARY},
                                                                              {"barcode", v1::BIND_TYPE_BARCODE},
                                                                              {"intent", v1::BIND_TYPE_INTENT}}};
  for (const auto& [known, bound] : kTypes) {
    if (type == known) return bound;
  }
  return v1::BIND_TYPE_STRING;
}

}  // namespace

namespace {

/// Whether an element has so many attributes that looking for one of them again and again is dear.
bool hasWideElement(const pugi::xml_document& document) {
  struct Walker final : pugi::xml_tree_walker {
    bool for_each(pugi::xml_node& node) override {
      std::size_t count = 0;
      for (auto attribute = node.first_attribute(); attribute; attribute = attribute.next_attribute()) ++count;
      return count <= limits::kXmlAttributes;
    }
  };
  Walker walker;
  return !pugi::xml_node(document).traverse(walker);
}

}  // namespace

std::string_view localName(const char* name) {
  const std::string_view whole(name);
  const auto colon = whole.rfind(':');
  return colon == std::string_view::npos ? whole : whole.substr(colon + 1);
}

std::string textOf(const pugi::xml_node& element) {
  std::string text;
  for (const auto& child : element.children()) {
    if (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata) text += child.value();
  }
  return text;
}

std::string_view attributeOf(const pugi::xml_node& node, std::string_view local) {
  for (const auto& known : node.attributes()) {
    if (localName(known.name()) == local) return known.value();
  }
  return {};
}

XFormBuilder::XFormBuilder(const pugi::xml_document& document, std::string_view source, const FormFiles& files)
    : m_document(document), m_files(files) {
  for (std::size_t at = 0; at < source.size(); ++at) {
    if (source[at] == '\n') m_lines.push_back(at);
  }
}

std::uint32_t XFormBuilder::line(const pugi::xml_node& element) const {
  const auto offset = element.offset_debug();
  if (offset < 0) return 0;
  return static_cast<std::uint32_t>(std::ranges::lower_bound(m_lines, static_cast<std::size_t>(offset)) -
                                    m_lines.begin()) +
         1;
}

void XFormBuilder::report(Severity severity, std::string code, std::string message, const pugi::xml_node& element) {
  Diagnostic found;
  found.severity = severity;
  found.code = std::move(code);
  found.message = std::move(message);
  found.row = line(element);
  addBounded(m_read.diagnostics, std::move(found));
}

void XFormBuilder::stop(std::string message, const pugi::xml_node& element) {
  if (m_stopped) return;
  m_stopped = true;
  // Told even where a thousand others are told already.
  auto& found = m_read.diagnostics.emplace_back();
  found.code = "limit";
  found.message = std::move(message);
  if (element) found.row = line(element);
}

bool XFormBuilder::fits(std::size_t pieces, std::size_t bytes) {
  m_pieces += pieces;
  m_bytes += bytes;
  if (m_pieces > limits::kTextPieces)
    stop(fmt::format("the form's texts have more than {} pieces in all languages (kTextPieces)", limits::kTextPieces));
  if (m_bytes > limits::kFormBytes)
    stop(fmt::format("the form's texts and values have more than {} bytes (kFormBytes)", limits::kFormBytes));
  return !m_stopped;
}

XFormBuilder::Node* XFormBuilder::add(Node* parent, const std::string& name, v1::NodeKind kind,
                                      const pugi::xml_node& element) {
  if (m_nodes.size() >= limits::kNodes)
    stop(fmt::format("the form has more than {} nodes (kNodes)", limits::kNodes), element);
  auto& node = m_nodes.emplace_back();
  node.form.set_name(name);
  node.form.set_kind(kind);
  node.form.mutable_place()->set_row(line(element));
  node.parent = parent;
  node.path = (parent == nullptr ? std::string() : parent->path) + (name.empty() ? "" : "/" + name);
  if (parent != nullptr) parent->children.push_back(&node);
  if (!name.empty()) m_byPath.try_emplace(node.path, &node);
  return &node;
}

Result<ReadForm> XFormBuilder::build(const std::string& file) {
  const auto html = m_document.document_element();
  const auto head = childNamed(html, "head");
  const auto model = childNamed(head, "model");
  if (!model) return fail(ErrorCode::ParseError, "no XForm: there is no h:html/h:head/model", placeIn(file));
  const auto body = childNamed(html, "body");
  if (hasWideElement(m_document))
    return fail(ErrorCode::LimitExceeded,
                fmt::format("an element has more than {} attributes (kXmlAttributes)", limits::kXmlAttributes),
                placeIn(file));
  collectRepeats(body);
  collectAttributes(html);
  if (const auto itext = childNamed(model, "itext")) readItext(itext);
  readInstances(model);
  if (m_stopped) return std::move(m_read);
  if (m_nodes.empty()) return fail(ErrorCode::ParseError, "no XForm: the model has no instance", placeIn(file));
  auto& form = m_read.form;
  if (form.form_id().empty()) form.set_form_id(file.substr(0, file.rfind('.')));
  form.set_title(textOf(childNamed(head, "title")));
  if (form.title().empty()) form.set_title(form.form_id());
  for (const auto& child : model.children()) {
    if (child.type() != pugi::node_element) continue;
    const auto name = localName(child.name());
    if (name == "bind") readBind(child);
    if (name == "submission") {
      constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kSettings{
          {{"action", "submission_url"},
           {"base64RsaPublicKey", "public_key"},
           {"auto-send", "auto_send"},
           {"auto-delete", "auto_delete"},
           {"client-editable", "client_editable"}}};
      for (const auto& [attribute, setting] : kSettings) {
        if (const auto value = attributeOf(child, attribute); !value.empty())
          (*form.mutable_settings())[std::string(setting)] = std::string(value);
      }
    }
  }
  if (const auto style = attributeOf(body, "class"); !style.empty())
    (*form.mutable_settings())["style"] = std::string(style);
  for (const auto& child : model.children()) readAction(child, &m_nodes.front());
  addMeta(html);
  readNamespaces(html, childNamed(childNamed(model, "instance"), m_nodes.front().form.name()));
  collectControls(body);
  readBody(body, &m_nodes.front(), 0);
  if (m_stopped) return std::move(m_read);
  flatten();
  finishLists();
  addTextList();
  std::uint32_t index = 0;
  for (const auto& [name, texts] : m_translations) {
    form.add_languages(m_translations.size() == 1 && name == "default" ? std::string() : name);
    ++index;
  }
  if (index == 0) form.add_languages();
  return std::move(m_read);
}

// Every submission has an id: where the form has no place for it, one is made (OpenRosa metadata schema).
void XFormBuilder::addMeta(const pugi::xml_node& html) {
  auto* root = &m_nodes.front();
  const auto local = [](const Node* node) { return localName(node->form.name().c_str()); };
  const auto found = std::ranges::find(root->children, std::string_view("meta"), local);
  auto* meta = found == root->children.end() ? add(root, "orx:meta", v1::NODE_KIND_GROUP, html) : *found;
  if (std::ranges::find(meta->children, std::string_view("instanceID"), local) != meta->children.end()) return;
  const auto& name = meta->form.name();
  meta->form.set_kind(v1::NODE_KIND_GROUP);
  auto* id = add(meta, name.substr(0, name.size() - 4) + "instanceID", v1::NODE_KIND_QUESTION, html);
  id->form.set_type(v1::BIND_TYPE_STRING);
  id->form.set_preload("uid");
}

// The namespaces of the prefixes that names in the instance have.
void XFormBuilder::readNamespaces(const pugi::xml_node& html, const pugi::xml_node& instance) {
  std::set<std::string> prefixes;
  const auto look = [&](std::string_view name) {
    if (name.starts_with('@')) name.remove_prefix(1);
    if (const auto colon = name.find(':'); colon != std::string_view::npos)
      prefixes.insert(std::string(name.substr(0, colon)));
  };
  for (const auto& node : m_nodes) {
    look(node.form.name());
    for (const auto& [name, value] : node.form.attributes())
      if (!name.starts_with("bind::")) look(name);
  }
  for (const auto& [name, value] : m_read.form.root_attributes()) look(name);
  for (const auto& prefix : prefixes) {
    const auto declared = "xmlns:" + prefix;
    std::string_view uri = instance.attribute(declared.c_str()).value();
    if (uri.empty()) uri = html.attribute(declared.c_str()).value();
    if (uri.empty() && prefix == "orx") uri = "http://openrosa.org/xforms";
    if (!uri.empty()) (*m_read.form.mutable_namespaces())[prefix] = std::string(uri);
  }
}

// Calls take(element, path) for what the body shows, as deep as a form may be.
template <class Take>
void XFormBuilder::eachShown(const pugi::xml_node& body, const std::string& context, Take take) const {
  struct Open {
    pugi::xml_node element;
    std::string path;
    std::size_t depth;
  };
  std::vector<Open> open{{body, context, 0}};
  while (!open.empty() && !m_stopped) {
    const auto [parent, path, depth] = std::move(open.back());
    open.pop_back();
    if (depth > limits::kNodeDepth) continue;
    for (const auto& child : parent.children()) {
      if (child.type() != pugi::node_element) continue;
      auto reference = attributeOf(child, "nodeset");
      if (reference.empty()) reference = attributeOf(child, "ref");
      auto inner = reference.empty() ? path : absolute(reference, path);
      if (!reference.empty()) take(child, inner);
      const auto name = localName(child.name());
      if (name == "group" || name == "repeat") open.push_back({child, std::move(inner), depth + 1});
    }
  }
}

// Which nodes the body shows: the others belong to the model alone.
void XFormBuilder::collectControls(const pugi::xml_node& body) {
  eachShown(body, m_nodes.front().path, [&](const pugi::xml_node&, const std::string& path) {
    if (m_byPath.contains(path)) m_shown.insert(path);
  });
}

// The paths of all repeats, so that the instance can be told apart into groups and repeats.
void XFormBuilder::collectRepeats(const pugi::xml_node& body) {
  eachShown(body, "", [&](const pugi::xml_node& element, const std::string& path) {
    if (localName(element.name()) != "repeat") return;
    m_repeats.insert(path);
    if (m_repeats.size() > limits::kNodes)
      stop(fmt::format("the form has more than {} repeats (kNodes)", limits::kNodes), element);
  });
}

// Elements with an attribute that a bind or an action names: their attributes become nodes "@name".
void XFormBuilder::collectAttributes(const pugi::xml_node& html) {
  std::vector<pugi::xml_node> open{html};
  while (!open.empty()) {
    const auto parent = open.back();
    open.pop_back();
    for (const auto& child : parent.children()) {
      if (child.type() != pugi::node_element) continue;
      for (const std::string_view name : {"nodeset", "ref"}) {
        const auto reference = attributeOf(child, name);
        const auto at = reference.find("/@");
        if (at == std::string_view::npos) continue;
        m_withAttributes.insert(absolute(reference.substr(0, at), ""));
        if (m_withAttributes.size() > limits::kNodes) {
          stop(fmt::format("more than {} elements with attributes of their own (kNodes)", limits::kNodes), child);
          return;
        }
      }
      if (localName(child.name()) != "instance") open.push_back(child);
    }
  }
}

std::string XFormBuilder::absolute(std::string_view reference, const std::string& context) const {
  reference = trimmed(reference);
  std::string path;
  if (!reference.starts_with('/')) path = context;
  while (!reference.empty()) {
    const auto slash = reference.find('/');
    auto step = trimmed(reference.substr(0, slash));
    reference.remove_prefix(slash == std::string_view::npos ? reference.size() : slash + 1);
    step = step.substr(0, step.find('['));
    if (step.empty() || step == ".") continue;
    if (step == "..") {
      path.erase(std::min(path.rfind('/'), path.size()));
    } else if (step == "current()" || step.starts_with("instance(")) {
      continue;
    } else {
      path += '/';
      path += step;
      if (path.size() > limits::kPathBytes) return {};  // no node has such a path
    }
  }
  return path;
}

XFormBuilder::Node* XFormBuilder::find(std::string_view reference, const Node* context) {
  const auto found = m_byPath.find(absolute(reference, context->path));
  return found == m_byPath.end() ? nullptr : found->second;
}

void XFormBuilder::readBind(const pugi::xml_node& bind) {
  auto reference = attributeOf(bind, "nodeset");
  if (reference.empty()) reference = attributeOf(bind, "ref");
  auto* node = find(reference, &m_nodes.front());
  if (node == nullptr) {
    if (reference.find('@') != std::string_view::npos) return;
    report(Severity::Warning, "unknown_name",
           fmt::format("a bind for \"{}\", which the instance does not have", reference), bind);
    return;
  }
  for (const auto& attribute : bind.attributes()) {
    const auto name = localName(attribute.name());
    const std::string value(attribute.value());
    auto& form = node->form;
    if (name == "nodeset" || name == "ref") continue;
    if (name == "id") {
      m_byBind[value] = node;
    } else if (name == "type") {
      if (form.kind() == v1::NODE_KIND_QUESTION) form.set_type(bindType(value));
    } else if (name == "relevant") {
      form.set_relevant(value);
    } else if (name == "readonly") {
      form.set_readonly(value);
    } else if (name == "required") {
      form.set_required(value);
    } else if (name == "constraint") {
      form.set_constraint(value);
    } else if (name == "calculate") {
      form.set_calculate(value);
    } else if (name == "constraintMsg") {
      putMessage(form.mutable_constraint_message(), value);
    } else if (name == "requiredMsg") {
      putMessage(form.mutable_required_message(), value);
    } else if (name == "preload") {
      form.set_preload(value);
    } else if (name == "preloadParams") {
      form.set_preload_params(value);
    } else if (name == "max-pixels" || name == "quality" || name == "allow-mock-accuracy") {
      (*form.mutable_parameters())[std::string(name)] = value;
    } else {
      (*form.mutable_attributes())[fmt::format("bind::{}", attribute.name())] = value;
    }
  }
}

void XFormBuilder::readAction(const pugi::xml_node& action, Node* context) {
  const auto name = localName(action.name());
  if (name != "setvalue" && name != "setgeopoint") return;
  Pending pending;
  pending.trigger = context;
  const auto reference = attributeOf(action, "ref");
  pending.target = reference.empty() && m_byBind.contains(attributeOf(action, "bind"))
                       ? m_byBind.find(attributeOf(action, "bind"))->second
                       : find(reference, context);
  if (pending.target == nullptr) {
    report(Severity::Warning, "unknown_name",
           fmt::format("a {} for \"{}\", which the instance does not have", name, reference), action);
    return;
  }
  pending.action.set_kind(name == "setvalue" ? v1::ACTION_KIND_SET_VALUE : v1::ACTION_KIND_SET_GEOPOINT);
  pending.action.mutable_place()->set_row(line(action));
  for (std::string_view rest = attributeOf(action, "event"); !rest.empty();) {
    const auto end = rest.find(' ');
    const auto event = rest.substr(0, end);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    if (event == "odk-instance-first-load") pending.action.add_events(v1::ACTION_EVENT_FIRST_LOAD);
    if (event == "odk-instance-load") pending.action.add_events(v1::ACTION_EVENT_LOAD);
    if (event == "odk-new-repeat" || event == "jr-insert") pending.action.add_events(v1::ACTION_EVENT_NEW_REPEAT);
    if (event == "xforms-value-changed") pending.action.add_events(v1::ACTION_EVENT_VALUE_CHANGED);
  }
  if (pending.action.events_size() == 0) {
    report(Severity::Warning, "unknown_event",
           fmt::format("the event \"{}\" is not known; the action never runs", attributeOf(action, "event")), action);
    return;
  }
  pending.action.set_value(std::string(attributeOf(action, "value")));
  if (pending.action.value().empty()) pending.action.set_literal(textOf(action));
  if (m_actions.size() >= limits::kActions)
    stop(fmt::format("more than {} actions (kActions)", limits::kActions), action);
  else
    m_actions.push_back(std::move(pending));
}

void XFormBuilder::flatten() {
  std::vector<Node*> open{&m_nodes.front()};
  while (!open.empty()) {
    auto* node = open.back();
    open.pop_back();
    node->index = static_cast<std::uint32_t>(m_read.form.nodes_size());
    auto* form = m_read.form.add_nodes();
    form->Swap(&node->form);
    form->set_parent(node->parent == nullptr ? 0 : node->parent->index);
    open.insert(open.end(), node->children.rbegin(), node->children.rend());
  }
  for (auto& pending : m_actions) {
    pending.action.set_target(pending.target->index);
    pending.action.set_trigger(pending.trigger->index);
    *m_read.form.add_actions() = std::move(pending.action);
  }
  orderActions(m_read.form);
}

// Columns that name an itext become the rows' own texts.
void XFormBuilder::finishLists() {
  for (auto& list : *m_read.form.mutable_lists()) {
    m_itextColumns.emplace(list.id(), "itextId");
    for (auto named = m_itextColumns.lower_bound({list.id(), {}});
         named != m_itextColumns.end() && named->first == list.id(); ++named) {
      const auto& name = named->second;
      const auto found = std::ranges::find(list.columns(), name);
      if (found == list.columns().end()) continue;
      const auto column = static_cast<std::uint32_t>(found - list.columns().begin());
      for (auto& row : *list.mutable_rows()) {
        for (int at = 0; at < row.cells_size(); ++at) {
          if (row.cells(at).column() != column) continue;
          putItext(row.mutable_label(), row.cells(at).text(), nullptr);
          row.mutable_cells()->DeleteSubrange(at, 1);
          break;
        }
        for (auto& cell : *row.mutable_cells()) {
          if (cell.column() > column) cell.set_column(cell.column() - 1);
        }
      }
      list.mutable_columns()->DeleteSubrange(static_cast<int>(column), 1);
      break;
    }
  }
}

Result<ReadForm> readXForm(std::string_view xml, const std::string& file, const FormFiles& files) {
  if (xml.size() > kLargestXForm)
    return fail(ErrorCode::LimitExceeded,
                fmt::format("the XForm has {} bytes, the limit is {}", xml.size(), kLargestXForm), placeIn(file));
  if (!isBoundedXml(xml))
    return fail(ErrorCode::LimitExceeded,
                fmt::format("the XForm has more than {} elements and attributes (kXmlMarkup)", limits::kXmlMarkup),
                placeIn(file));
  pugi::xml_document document;
  const auto parsed = document.load_buffer(xml.data(), xml.size(), pugi::parse_default | pugi::parse_ws_pcdata);
  if (!parsed) {
    auto place = placeIn(file);
    place.row = 1 + std::ranges::count(
                        xml.substr(0, static_cast<std::size_t>(std::max<std::ptrdiff_t>(0, parsed.offset))), '\n');
    return fail(ErrorCode::ParseError, fmt::format("not well-formed XML: {}", parsed.description()), std::move(place));
  }
  return XFormBuilder(document, xml, files).build(file);
}

}  // namespace thucdia::core::forms
