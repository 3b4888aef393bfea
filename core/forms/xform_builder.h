#pragma once

#include <deque>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <pugixml.hpp>

#include "core/forms/form_reader.h"

namespace thucdia::core::forms {

namespace v1 = ::thucdia::records::v1;

/// An element or attribute name without its prefix.
[[nodiscard]] std::string_view localName(const char* name);
[[nodiscard]] std::string_view attributeOf(const pugi::xml_node& node, std::string_view local);
/// The text directly in an element.
[[nodiscard]] std::string textOf(const pugi::xml_node& element);

/// Puts actions into the order in which they are to run: by event, then by what they set.
void orderActions(v1::CompiledForm& form);

/// Reads one XForm's tree into a form. One use.
class XFormBuilder {
 public:
  XFormBuilder(const pugi::xml_document& document, std::string_view source, const FormFiles& files);
  [[nodiscard]] Result<ReadForm> build(const std::string& file);

 private:
  /// A node of the form while its place in the tree may still change.
  struct Node {
    v1::FormNode form;
    Node* parent = nullptr;
    std::vector<Node*> children;
    std::string path;            ///< absolute, without positions: "/data/grp/q"; of an unnamed group that of its parent
    std::size_t controlled = 0;  ///< when the body showed it, counted from 1; 0: it does not
    std::uint32_t index = 0;
  };
  struct Value {                                         ///< one itext <value>
    std::vector<std::pair<bool, std::string>> segments;  ///< expression or text
    std::string form;
  };
  using Translation = std::map<std::string, std::vector<Value>, std::less<>>;
  struct Pending {
    v1::Action action;
    Node* target = nullptr;
    Node* trigger = nullptr;
  };

  // xform_instance.cpp
  void readInstances(const pugi::xml_node& model);
  void readPrimary(const pugi::xml_node& instance);
  void readElement(const pugi::xml_node& element, Node* parent, int depth);
  [[nodiscard]] static bool inInstance(pugi::xml_node element, const Node* node);
  [[nodiscard]] std::uint32_t instancesOf(const pugi::xml_node& element);
  void readValues(const pugi::xml_node& element, Node* node, const std::string& position);
  void putValue(std::string position, std::string text, const pugi::xml_node& element);
  void readSecondary(const pugi::xml_node& instance);
  // xform_reader.cpp: the model
  void readItext(const pugi::xml_node& itext);
  void readBind(const pugi::xml_node& bind);
  void readAction(const pugi::xml_node& action, Node* context);
  template <class Take>
  void eachShown(const pugi::xml_node& body, const std::string& context, Take take) const;
  void collectRepeats(const pugi::xml_node& body);
  void addMeta(const pugi::xml_node& html);
  void readNamespaces(const pugi::xml_node& html, const pugi::xml_node& instance);
  void collectAttributes(const pugi::xml_node& html);
  void collectControls(const pugi::xml_node& body);
  void flatten();
  void finishLists();
  // xform_body.cpp
  void readBody(const pugi::xml_node& parent, Node* context, int depth);
  void readControl(const pugi::xml_node& element, Node* context);
  void readGroup(const pugi::xml_node& element, Node* context, int depth);
  void readRepeat(const pugi::xml_node& element, const pugi::xml_node& group, Node* context, int depth);
  void readItems(const pugi::xml_node& element, Node* node);
  void readTexts(const pugi::xml_node& element, Node* node);
  void readAttributes(const pugi::xml_node& element, Node* node);

  void putText(v1::Text* text, const pugi::xml_node& element, v1::Text* guidance = nullptr);
  void putItext(v1::Text* text, std::string_view id, v1::Text* guidance);
  void putMessage(v1::Text* text, std::string_view attribute);
  void addTextList();
  Node* find(std::string_view reference, const Node* context);
  std::string absolute(std::string_view reference, const std::string& context) const;
  Node* add(Node* parent, const std::string& name, v1::NodeKind kind, const pugi::xml_node& element);
  std::uint32_t line(const pugi::xml_node& element) const;
  void report(Severity severity, std::string code, std::string message, const pugi::xml_node& element);
  /// Reports a limit that was met, once; nothing more is read.
  void stop(std::string message, const pugi::xml_node& element = {});
  /// Counts texts that are written, in pieces and bytes; false once they are more than a form may have.
  bool fits(std::size_t pieces, std::size_t bytes);
  v1::ChoiceList* addList(const pugi::xml_node& element);
  void markShown(Node* node) { node->controlled = ++m_controls; }

  const pugi::xml_document& m_document;
  const FormFiles& m_files;
  std::vector<std::size_t> m_lines;
  ReadForm m_read;
  std::deque<Node> m_nodes;
  std::map<std::string, Node*, std::less<>> m_byPath;
  std::map<std::string, Node*, std::less<>> m_byBind;
  std::set<std::string> m_repeats;
  std::set<std::string> m_withAttributes;
  std::set<std::string> m_shown;  ///< paths that the body has a control, group or repeat for
  std::vector<std::pair<std::string, Translation>> m_translations;
  std::vector<Pending> m_actions;
  std::set<std::pair<std::string, std::string>> m_itextColumns;  ///< list, column
  std::map<std::string, int, std::less<>> m_listNamed;           ///< id → index
  /// Of parents in the instance: how many elements of each name they hold, templates left out.
  std::map<std::size_t, std::map<std::string_view, std::uint32_t>> m_instances;
  std::size_t m_controls = 0;
  std::size_t m_pieces = 0;
  std::size_t m_bytes = 0;
  bool m_stopped = false;
};

}  // namespace thucdia::core::forms
