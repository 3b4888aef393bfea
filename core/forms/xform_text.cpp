#include <algorithm>

#include <fmt/format.h>

#include "core/forms/limits.h"
#include "core/forms/program.h"
#include "core/forms/xform_builder.h"
#include "core/forms/xlsform_table.h"

namespace thucdia::core::forms {

void XFormBuilder::readItext(const pugi::xml_node& itext) {
  for (const auto& translation : itext.children()) {
    if (localName(translation.name()) != "translation") continue;
    Translation texts;
    for (const auto& text : translation.children()) {
      if (localName(text.name()) != "text") continue;
      auto& values = texts[std::string(attributeOf(text, "id"))];
      for (const auto& value : text.children()) {
        if (localName(value.name()) != "value") continue;
        Value read{.segments = {}, .form = std::string(attributeOf(value, "form"))};
        for (const auto& part : value.children()) {
          if (part.type() == pugi::node_pcdata || part.type() == pugi::node_cdata)
            read.segments.emplace_back(false, part.value());
          if (part.type() == pugi::node_element && localName(part.name()) == "output") {
            const auto expression =
                attributeOf(part, "value").empty() ? attributeOf(part, "ref") : attributeOf(part, "value");
            read.segments.emplace_back(true, std::string(expression));
          }
        }
        values.push_back(std::move(read));
      }
    }
    // The attribute counts, whatever it says: default="" is met too.
    const bool standard = std::ranges::any_of(translation.attributes(), [](const pugi::xml_attribute& attribute) {
      return std::string_view(attribute.name()) == "default";
    });
    if (standard && attributeOf(translation, "default") != "false()")
      m_read.form.set_default_language(static_cast<std::uint32_t>(m_translations.size()));
    if (m_translations.size() >= limits::kLanguages) {
      stop(fmt::format("the form has more than {} languages (kLanguages)", limits::kLanguages), translation);
      return;
    }
    m_translations.emplace_back(attributeOf(translation, "lang"), std::move(texts));
  }
}

void XFormBuilder::putItext(v1::Text* text, std::string_view id, v1::Text* guidance) {
  std::uint32_t language = 0;
  for (const auto& [name, texts] : m_translations) {
    const auto found = texts.find(id);
    if (found != texts.end()) {
      std::size_t pieces = 1;
      std::size_t bytes = 0;
      for (const auto& value : found->second)
        for (const auto& [expression, part] : value.segments) {
          ++pieces;
          bytes += part.size();
        }
      if (!fits(pieces, bytes)) return;
      auto* filled = text->add_variants();
      filled->set_language(language);
      for (const auto& value : found->second) {
        auto* into = filled;
        if (value.form == "guidance") {
          if (guidance == nullptr) continue;
          into = guidance->add_variants();
          into->set_language(language);
        } else if (!value.form.empty() && value.form != "long") {
          std::string file;
          for (const auto& [expression, part] : value.segments) file += part;
          if (file == "-") continue;
          if (file.starts_with("jr://")) file = file.substr(file.rfind('/') + 1);
          if (value.form == "image") filled->set_image(file);
          if (value.form == "big-image") filled->set_big_image(file);
          if (value.form == "audio") filled->set_audio(file);
          if (value.form == "video") filled->set_video(file);
          continue;
        }
        into->clear_segments();
        for (const auto& [expression, part] : value.segments) {
          if (expression) {
            into->add_segments()->set_expression(part);
          } else {
            into->add_segments()->set_text(part);
          }
        }
      }
    }
    ++language;
  }
}

namespace {

// The id of "jr:itext('id')"; nothing for any other text.
std::string_view itextId(std::string_view reference) {
  reference = trimmed(reference);
  if (!reference.starts_with("jr:itext(") || !reference.ends_with(")")) return {};
  auto inside = trimmed(reference.substr(9, reference.size() - 10));
  if (inside.size() < 2 || (inside.front() != '\'' && inside.front() != '"') || inside.back() != inside.front())
    return {};
  return inside.substr(1, inside.size() - 2);
}

}  // namespace

void XFormBuilder::putText(v1::Text* text, const pugi::xml_node& element, v1::Text* guidance) {
  const auto reference = attributeOf(element, "ref");
  if (const auto id = itextId(reference); !id.empty()) {
    putItext(text, id, guidance);
    return;
  }
  v1::Variant written;
  if (!reference.empty()) written.add_segments()->set_expression(std::string(reference));
  bool any = !reference.empty();
  for (const auto& part : element.children()) {
    if (part.type() == pugi::node_pcdata || part.type() == pugi::node_cdata) {
      written.add_segments()->set_text(part.value());
      any = any || part.value()[0] != 0;
    }
    if (part.type() == pugi::node_element && localName(part.name()) == "output") {
      written.add_segments()->set_expression(
          std::string(attributeOf(part, "value").empty() ? attributeOf(part, "ref") : attributeOf(part, "value")));
      any = true;
    }
  }
  if (!any) return;
  const auto languages = std::max<std::size_t>(1, m_translations.size());
  if (!fits(languages * (1 + static_cast<std::size_t>(written.segments_size())), languages * written.ByteSizeLong()))
    return;
  for (std::uint32_t language = 0; language < languages; ++language) {
    auto* copy = text->add_variants();
    *copy = written;
    copy->set_language(language);
  }
}

void XFormBuilder::putMessage(v1::Text* text, std::string_view attribute) {
  if (const auto id = itextId(attribute); !id.empty()) {
    putItext(text, id, nullptr);
    return;
  }
  const auto languages = std::max<std::size_t>(1, m_translations.size());
  if (!fits(2 * languages, languages * attribute.size())) return;
  for (std::uint32_t language = 0; language < languages; ++language) {
    auto* variant = text->add_variants();
    variant->set_language(language);
    variant->add_segments()->set_text(std::string(attribute));
  }
}

// Where an expression calls jr:itext(), the texts are put into a list that it looks them up in.
void XFormBuilder::addTextList() {
  const auto calls = [](const std::string& expression) { return expression.find("jr:itext(") != std::string::npos; };
  const auto& form = m_read.form;
  const bool called =
      std::ranges::any_of(form.nodes(),
                          [&](const v1::FormNode& node) {
                            return calls(node.relevant()) || calls(node.calculate()) || calls(node.constraint()) ||
                                   calls(node.required()) || calls(node.readonly());
                          }) ||
      std::ranges::any_of(form.actions(), [&](const v1::Action& action) { return calls(action.value()); });
  if (!called) return;
  std::set<std::string_view> ids;
  for (const auto& [language, texts] : m_translations)
    for (const auto& [id, values] : texts) ids.insert(id);
  auto* list = addList({});
  if (list == nullptr) return;
  list->set_id(std::string(kITextList));
  list->add_columns("name");
  for (const auto id : ids) {
    auto* row = list->add_rows();
    row->add_cells()->set_text(std::string(id));
    putItext(row->mutable_label(), id, nullptr);
  }
}

}  // namespace thucdia::core::forms
