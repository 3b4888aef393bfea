#include <algorithm>
#include <map>
#include <vector>

#include "core/forms/lexical.h"
#include "core/forms/session_impl.h"

namespace thucdia::core::forms {
namespace {

void escape(std::string& out, std::string_view text, bool attribute) {
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += attribute ? "&quot;" : "\"";
        break;
      default:
        // XML 1.0 has no place for other control characters.
        if (static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t' || c == '\r') out += c;
        break;
    }
  }
}

void attribute(std::string& out, std::string_view name, std::string_view value) {
  out += ' ';
  out += name;
  out += "=\"";
  escape(out, value, true);
  out += '"';
}

bool isAttribute(const v1::FormNode& node) { return node.name().starts_with('@'); }

bool hasPrefix(std::string_view name, std::string_view prefix) {
  return name.size() > prefix.size() && name.starts_with(prefix) && name[prefix.size()] == ':';
}

/// Whether names of the instance use a namespace prefix.
bool usesPrefix(const v1::CompiledForm& form, std::string_view prefix) {
  const auto inMap = [&](const auto& attributes) {
    return std::ranges::any_of(attributes, [&](const auto& each) { return hasPrefix(each.first, prefix); });
  };
  return inMap(form.root_attributes()) || std::ranges::any_of(form.nodes(), [&](const v1::FormNode& node) {
           return hasPrefix(node.name(), prefix) || inMap(node.attributes());
         });
}

}  // namespace

std::string Session::Impl::submission() const {
  const auto& form = state.form->compiled();
  std::string out;
  const auto now = momentText(momentOf(toMicros(state.host->now()), state.zoneMinutes), state.zoneMinutes);
  const auto write = [&](auto& self, std::uint32_t node) -> void {
    if (!has(node, kRelevant) && node != 0) return;
    if (state.isRange(node)) {
      for (const auto instance : children(node)) self(self, instance);
      return;
    }
    const auto& described = source(node);
    if (described.name().empty()) {
      for (const auto child : children(node)) self(self, child);
      return;
    }
    out += '<';
    out += described.name();
    if (node == 0) {
      const std::map<std::string_view, std::string_view> namespaces(form.namespaces().begin(), form.namespaces().end());
      for (const auto& [prefix, uri] : namespaces)
        if (usesPrefix(form, prefix)) attribute(out, "xmlns:" + std::string(prefix), uri);
      if (!form.form_id().empty()) attribute(out, "id", form.form_id());
      // Some forms call it "orx:version".
      const bool prefixed = std::ranges::any_of(
          form.root_attributes(), [](const auto& each) { return std::string_view(each.first).ends_with(":version"); });
      if (!form.version().empty() && !prefixed) attribute(out, "version", form.version());
      const std::map<std::string_view, std::string_view> own(form.root_attributes().begin(),
                                                             form.root_attributes().end());
      for (const auto& [name, value] : own) attribute(out, name, value);
    }
    // Only the instance's own; those of binds are named "bind::…". In the order of their names: a form's record keeps
    // none. Those that the form works out are nodes "@name", in their order.
    const std::map<std::string_view, std::string_view> sorted(described.attributes().begin(),
                                                              described.attributes().end());
    for (const auto& [name, value] : sorted)
      if (!name.starts_with("bind::")) attribute(out, name, value);
    const auto below = isQuestion(node) ? std::vector<std::uint32_t>() : children(node);
    for (const auto child : below)
      if (isAttribute(source(child))) attribute(out, source(child).name().substr(1), state.read(child));
    const auto begin = out.size();
    out += '>';
    if (isQuestion(node))
      escape(out, isEnd(described) && state.nodes[node].value.empty() ? now : state.nodes[node].value, false);
    else
      for (const auto child : below)
        if (!isAttribute(source(child))) self(self, child);
    if (out.size() == begin + 1) {
      out.resize(begin);
      out += "/>";
      return;
    }
    out += "</";
    out += described.name();
    out += '>';
  };
  write(write, 0);
  return out;
}

/// The metadata "end": when the form was finished.
bool Session::Impl::isEnd(const v1::FormNode& node) {
  return node.preload() == "timestamp" && node.preload_params() == "end";
}

Changes Session::Impl::stampEnd() {
  const auto now = momentText(momentOf(toMicros(state.host->now()), state.zoneMinutes), state.zoneMinutes);
  visit([&](std::uint32_t node) {
    if (isEnd(source(node))) answer(node, now, true);
    return true;
  });
  process();
  return finish();
}

}  // namespace thucdia::core::forms
