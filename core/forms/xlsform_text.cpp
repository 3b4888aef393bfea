#include <algorithm>
#include <cctype>

#include <fmt/format.h>

#include "core/forms/limits.h"
#include "core/forms/xlsform_builder.h"

namespace thucdia::core::forms {
namespace {

bool nameStart(char c) {
  return std::isalpha(static_cast<unsigned char>(c)) != 0 || c == '_' || (static_cast<unsigned char>(c) & 0x80) != 0;
}
bool nameChar(char c) {
  return nameStart(c) || std::isdigit(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '.';
}

std::size_t nameEnd(std::string_view text, std::size_t at) {
  while (at < text.size() && nameChar(text[at])) ++at;
  return at;
}

// The end of "${name}" or "${last-saved#name}" that begins at `at`; npos when none does.
std::size_t referenceEnd(std::string_view text, std::size_t at) {
  if (!text.substr(at).starts_with("${")) return std::string_view::npos;
  auto name = at + 2;
  while (name < text.size() && text[name] == ' ') ++name;
  if (text.substr(name).starts_with("last-saved#")) name += 11;
  if (name >= text.size() || !nameStart(text[name])) return std::string_view::npos;
  auto end = nameEnd(text, name);
  while (end < text.size() && text[end] == ' ') ++end;
  return end < text.size() && text[end] == '}' ? end + 1 : std::string_view::npos;
}

// The end of "instance('x')/root/item[…]/label" that begins at `at`; npos when none does. `open` is set when a bracket
// is not closed before the text ends.
std::size_t lookupEnd(std::string_view text, std::size_t at, bool& open) {
  constexpr std::size_t kLongName = 300;
  if (!text.substr(at).starts_with("instance(")) return std::string_view::npos;
  auto end = text.substr(0, at + kLongName).find(')', at);
  if (end == std::string_view::npos || end + 1 >= text.size() || text[end + 1] != '/') return std::string_view::npos;
  ++end;
  while (end < text.size()) {
    if (text[end] == '/' || nameChar(text[end])) {
      ++end;
    } else if (text[end] == '[') {
      int depth = 0;
      char quote = 0;
      auto inside = end;
      for (; inside < text.size(); ++inside) {
        const char c = text[inside];
        if (quote != 0) {
          if (c == quote) quote = 0;
        } else if (c == '\'' || c == '"') {
          quote = c;
        } else if (c == '[') {
          ++depth;
        } else if (c == ']' && --depth == 0) {
          break;
        }
      }
      open = inside >= text.size();
      if (open) return std::string_view::npos;
      end = inside + 1;
    } else {
      break;
    }
  }
  return end;
}

std::size_t digits(std::string_view text, std::size_t at) {
  std::size_t count = 0;
  while (at + count < text.size() && std::isdigit(static_cast<unsigned char>(text[at + count])) != 0) ++count;
  return count;
}

// The end of a date "2012-12-12" that begins at `at`, or `at`.
std::size_t dateEnd(std::string_view text, std::size_t at) {
  auto end = at + (text[at] == '-' ? 1 : 0);
  if (digits(text, end) < 4 || digits(text, end) > 4) return at;
  end += 4;
  for (int part = 0; part < 2; ++part) {
    if (end >= text.size() || text[end] != '-' || digits(text, end + 1) < 2) return at;
    end += 3;
  }
  return end;
}

// The end of a number, sign included, that begins at `at`, or `at`.
std::size_t numberEnd(std::string_view text, std::size_t at) {
  auto end = at + (text[at] == '-' ? 1 : 0);
  const auto whole = digits(text, end);
  end += whole;
  if (end < text.size() && text[end] == '.' && (whole > 0 || digits(text, end + 1) > 0)) {
    ++end;
    end += digits(text, end);
  } else if (whole == 0) {
    return at;
  }
  return end;
}

}  // namespace

void putSegments(v1::Variant* variant, std::string_view words) {
  const auto plain = [&](std::string_view text) {
    if (!text.empty()) variant->add_segments()->set_text(std::string(text));
  };
  std::size_t from = 0;
  bool open = false;
  for (std::size_t at = 0; at < words.size();) {
    auto end = referenceEnd(words, at);
    if (end == std::string_view::npos && !open) end = lookupEnd(words, at, open);
    if (end == std::string_view::npos) {
      ++at;
      continue;
    }
    plain(words.substr(from, at - from));
    variant->add_segments()->set_expression(std::string(words.substr(at, end - at)));
    from = at = end;
  }
  plain(words.substr(from));
  // pyxform writes texts with references with a blank at both ends.
  if (variant->segments_size() < 2) return;
  if (auto* first = variant->mutable_segments(0); first->has_text()) first->set_text(" " + first->text());
  if (auto* last = variant->mutable_segments(variant->segments_size() - 1); last->has_text())
    last->set_text(last->text() + " ");
  else
    plain(" ");
}

bool isDynamicDefault(std::string_view text, std::string_view type) {
  const auto low = lowered(type);
  const bool hyphens =
      low == "date" || low == "datetime" || low == "geopoint" || low == "geotrace" || low == "geoshape";
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    const auto rest = text.substr(at);
    if (const auto date = dateEnd(text, at); date > at) {
      at = date;
      // The time of a dateTime: "T10:30:00+07:00".
      if (at < text.size() && text[at] == 'T') {
        while (at < text.size() && text[at] != ' ') ++at;
      }
      continue;
    }
    if (const auto number = numberEnd(text, at); number > at) {
      at = number;
      continue;
    }
    if (c == '-' && hyphens) return false;
    if (c == '+' || c == '-' || c == '*' || c == '|') return true;
    if (rest.starts_with(" mod ") || rest.starts_with(" div ")) return true;
    if (referenceEnd(text, at) != std::string_view::npos) return true;
    if (c == '"' || c == '\'') {
      const auto end = text.find(c, at + 1);
      at = end == std::string_view::npos ? at + 1 : end + 1;
      continue;
    }
    if (nameStart(c)) {
      at = nameEnd(text, at);
      if (at + 1 < text.size() && text[at] == ':' && nameStart(text[at + 1])) at = nameEnd(text, at + 1);
      if (at < text.size() && text[at] == '(') return true;
      continue;
    }
    ++at;
  }
  return false;
}

std::map<std::string, std::string> readParameters(std::string_view text, bool* bad) {
  const auto separates = [](char c) { return c == ' ' || c == '\t' || c == '\n' || c == ',' || c == ';'; };
  std::map<std::string, std::string> found;
  std::size_t at = 0;
  while (true) {
    while (at < text.size() && separates(text[at])) ++at;
    if (at >= text.size()) return found;
    if (found.size() >= limits::kParameters) {
      if (bad != nullptr) *bad = true;
      return found;
    }
    const auto keyFrom = at;
    while (at < text.size() && !separates(text[at]) && text[at] != '=') ++at;
    const auto key = lowered(text.substr(keyFrom, at - keyFrom));
    while (at < text.size() && (text[at] == ' ' || text[at] == '\t')) ++at;
    if (at >= text.size() || text[at] != '=') {
      if (bad != nullptr) *bad = true;
      continue;
    }
    ++at;
    while (at < text.size() && (text[at] == ' ' || text[at] == '\t')) ++at;
    const auto valueFrom = at;
    if (const auto end = referenceEnd(text, at); end != std::string_view::npos) {
      at = end;
    } else {
      while (at < text.size() && !separates(text[at])) ++at;
    }
    if (key.empty() || at == valueFrom) {
      if (bad != nullptr) *bad = true;
      continue;
    }
    found[key] = std::string(text.substr(valueFrom, at - valueFrom));
  }
}

void FormTexts::language(const std::string& name) {
  if (std::ranges::find(m_languages, name) != m_languages.end()) return;
  if (m_languages.size() < limits::kLanguages)
    m_languages.push_back(name);
  else
    m_problem = fmt::format("the form has more than {} languages (kLanguages)", limits::kLanguages);
}

// Counts what is written; false once it is more than a form may have.
bool FormTexts::fits(std::size_t pieces, std::size_t bytes) {
  m_pieces += pieces;
  m_bytes += bytes;
  if (m_problem.empty() && m_pieces > limits::kTextPieces)
    m_problem =
        fmt::format("the form's texts have more than {} pieces in all languages (kTextPieces)", limits::kTextPieces);
  if (m_problem.empty() && m_bytes > limits::kFormBytes)
    m_problem =
        fmt::format("the form's texts have more than {} bytes in all languages (kFormBytes)", limits::kFormBytes);
  return m_problem.empty();
}

v1::Variant* FormTexts::variant(v1::Text* text, const std::string& languageName) {
  language(languageName);
  const auto known = std::ranges::find(m_languages, languageName);
  // A language too many is told of, and its words have no place.
  const auto index = known == m_languages.end() ? 0 : static_cast<std::uint32_t>(known - m_languages.begin());
  for (auto& written : *text->mutable_variants()) {
    if (written.language() == index) return &written;
  }
  auto* added = text->add_variants();
  added->set_language(index);
  return added;
}

void FormTexts::put(v1::Text* text, const Translations& words, bool translated) {
  if (words.empty()) return;
  for (const auto& [name, word] : words) {
    const auto references =
        static_cast<std::size_t>(std::ranges::count_if(word, [](char c) { return c == '$' || c == '('; }));
    if (!fits(1 + 2 * references, word.size())) return;
  }
  const bool languages = translated || std::ranges::any_of(words, [](const auto& word) { return !word.first.empty(); });
  if (!languages) {
    putSegments(text->add_variants(), words.front().second);
    m_everywhere.push_back(text);
    return;
  }
  m_translated.push_back(text);
  for (const auto& [name, word] : words) {
    auto* filled = variant(text, name.empty() ? m_default : name);
    filled->clear_segments();
    putSegments(filled, word);
  }
}

void FormTexts::putMedia(v1::Text* text, std::string_view kind, const Translations& files) {
  if (files.empty() || !fits(files.size(), 0)) return;
  m_media.push_back({text, std::string(kind), files});
}

void FormTexts::placeMedia(const Media& media) {
  m_translated.push_back(media.text);
  for (const auto& [name, file] : media.files) {
    auto* filled = variant(media.text, name.empty() ? m_default : name);
    if (media.kind == "image") filled->set_image(file);
    if (media.kind == "big-image") filled->set_big_image(file);
    if (media.kind == "audio") filled->set_audio(file);
    if (media.kind == "video") filled->set_video(file);
  }
}

void FormTexts::finish(v1::CompiledForm& form) {
  for (const auto& media : m_media) placeMedia(media);
  if (m_languages.empty()) m_languages.emplace_back();
  const auto further = m_languages.size() - 1;
  for (const auto* text : m_everywhere) {
    const auto& written = text->variants(0);
    if (!fits(further * static_cast<std::size_t>(1 + written.segments_size()), further * written.ByteSizeLong()))
      return;
  }
  if (!fits(m_translated.size() * m_languages.size(), 0)) return;
  for (auto* text : m_everywhere) {
    const v1::Variant written = text->variants(0);
    for (std::uint32_t index = 1; index < m_languages.size(); ++index) {
      auto* copy = text->add_variants();
      *copy = written;
      copy->set_language(index);
    }
  }
  for (auto* text : m_translated) {
    const bool hasWords =
        std::ranges::any_of(text->variants(), [](const v1::Variant& known) { return known.segments_size() > 0; });
    for (std::size_t index = 0; index < m_languages.size(); ++index) {
      auto* filled = variant(text, m_languages[index]);
      if (hasWords && filled->segments_size() == 0) filled->add_segments()->set_text("-");
    }
    std::sort(text->mutable_variants()->begin(), text->mutable_variants()->end(),
              [](const v1::Variant& a, const v1::Variant& b) { return a.language() < b.language(); });
  }
  const auto found = std::ranges::find(m_languages, m_default);
  form.set_default_language(found == m_languages.end() ? 0 : static_cast<std::uint32_t>(found - m_languages.begin()));
  for (const auto& name : m_languages)
    form.add_languages(m_languages.size() == 1 && name == "default" ? std::string() : name);
}

}  // namespace thucdia::core::forms
