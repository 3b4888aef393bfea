#include <algorithm>
#include <array>
#include <map>
#include <utility>
#include <vector>

#include "core/base/crypto.h"
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

constexpr std::array<std::string_view, 7> kEntityAttributes{"dataset",     "create",       "update",  "id",
                                                            "baseVersion", "trunkVersion", "branchId"};

void attribute(std::string& out, std::string_view name, std::string_view value) {
  out += ' ';
  out += name;
  out += "=\"";
  escape(out, value, true);
  out += '"';
}

bool makesEntity(const v1::FormNode& node) {
  return localName(node.name()) == "entity" && node.attributes().contains("create");
}

}  // namespace

std::string Session::Impl::submission() const {
  const auto& form = state.form->compiled();
  std::string out;
  // An entity made by a form has an id that follows from the instance's own, so that sending twice makes it once.
  const auto entityId = [&] {
    std::string instance;
    visit([&](std::uint32_t node) {
      if (source(node).preload() == "uid" || localName(source(node).name()) == "instanceID")
        instance = state.nodes[node].value;
      return true;
    });
    const auto digits = hex(raw(sha256("entity " + instance)));
    return digits.substr(0, 8) + '-' + digits.substr(8, 4) + "-4" + digits.substr(13, 3) + "-8" + digits.substr(17, 3) +
           '-' + digits.substr(20, 12);
  };
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
      for (const auto& [prefix, uri] : form.namespaces())
        attribute(out, prefix.empty() ? "xmlns" : "xmlns:" + prefix, uri);
      if (!form.form_id().empty()) attribute(out, "id", form.form_id());
      // Some forms call it "orx:version".
      const bool prefixed = std::ranges::any_of(
          form.root_attributes(), [](const auto& each) { return std::string_view(each.first).ends_with(":version"); });
      if (!form.version().empty() && !prefixed) attribute(out, "version", form.version());
      const std::map<std::string_view, std::string_view> own(form.root_attributes().begin(),
                                                             form.root_attributes().end());
      for (const auto& [name, value] : own) attribute(out, name, value);
    }
    // Only the instance's own; those of binds are named "bind::…". A form's record keeps no order: those of an entity
    // come as the OpenRosa specification of entities lists them, others by their names.
    std::vector<std::pair<std::string_view, std::string_view>> sorted(described.attributes().begin(),
                                                                      described.attributes().end());
    std::ranges::sort(sorted, {}, [](const auto& each) {
      return std::pair(std::ranges::find(kEntityAttributes, each.first), each.first);
    });
    for (const auto& [name, value] : sorted)
      if (!name.starts_with("bind::"))
        attribute(out, name, name == "id" && value.empty() && makesEntity(described) ? entityId() : std::string(value));
    const auto begin = out.size();
    out += '>';
    if (isQuestion(node))
      escape(out, isEnd(described) && state.nodes[node].value.empty() ? now : state.nodes[node].value, false);
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
