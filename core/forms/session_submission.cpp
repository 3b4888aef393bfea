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

}  // namespace

std::string Session::Impl::submission() const {
  const auto& form = state.form->compiled();
  std::string out;
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
      for (const auto& [prefix, uri] : form.namespaces())
        attribute(out, prefix.empty() ? "xmlns" : "xmlns:" + prefix, uri);
      if (!form.form_id().empty()) attribute(out, "id", form.form_id());
      if (!form.version().empty()) attribute(out, "version", form.version());
      for (const auto& [name, value] : form.root_attributes()) attribute(out, name, value);
    }
    for (const auto& [name, value] : described.attributes()) attribute(out, name, value);
    const auto begin = out.size();
    out += '>';
    if (isQuestion(node))
      escape(out, state.nodes[node].value, false);
    else
      for (const auto child : children(node)) self(self, child);
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

}  // namespace thucdia::core::forms
