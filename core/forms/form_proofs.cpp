#include "core/forms/form_proofs.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "core/forms/xlsform_table.h"

namespace thucdia::core::forms {
namespace {

namespace v1 = records::v1;

// One comparison of a subject ("." or a question's name) with a literal.
struct Comparison {
  std::string subject;
  std::string_view operation;
  std::string literal;
  std::optional<double> number;
};

std::optional<double> asNumber(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

// Splits at a word ("and", "or") that stands outside brackets and literals.
std::vector<std::string_view> splitAtWord(std::string_view text, std::string_view word) {
  std::vector<std::string_view> parts;
  int depth = 0;
  char quote = 0;
  std::size_t from = 0;
  const auto blank = [](char c) { return c == ' ' || c == '\n' || c == '\t' || c == ')' || c == '('; };
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (quote != 0) {
      if (c == quote) quote = 0;
    } else if (c == '\'' || c == '"') {
      quote = c;
    } else if (c == '(' || c == '[' || c == '{') {
      ++depth;
    } else if (c == ')' || c == ']' || c == '}') {
      --depth;
    } else if (depth == 0 && at > 0 && blank(text[at - 1]) && text.substr(at).starts_with(word) &&
               at + word.size() < text.size() && blank(text[at + word.size()])) {
      parts.push_back(trimmed(text.substr(from, at - from)));
      from = at + word.size();
      at = from - 1;
    }
  }
  parts.push_back(trimmed(text.substr(from)));
  return parts;
}

// The subject's name of "${name}" or ".", and of a path its last step; nothing for anything else.
std::optional<std::string> subjectOf(std::string_view text) {
  text = trimmed(text);
  if (text == ".") return ".";
  if (text.starts_with("${") && text.ends_with("}")) return std::string(trimmed(text.substr(2, text.size() - 3)));
  return std::nullopt;
}

std::optional<std::string> literalOf(std::string_view text) {
  text = trimmed(text);
  if (text.size() >= 2 && (text.front() == '\'' || text.front() == '"') && text.back() == text.front() &&
      text.find(text.front(), 1) == text.size() - 1) {
    return std::string(text.substr(1, text.size() - 2));
  }
  if (asNumber(text)) return std::string(text);
  return std::nullopt;
}

std::optional<Comparison> comparisonOf(std::string_view text) {
  while (text.starts_with('(') && text.ends_with(')')) {
    const auto inside = text.substr(1, text.size() - 2);
    int depth = 0;
    bool whole = true;
    for (const char c : inside) {
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      whole = whole && depth >= 0;
    }
    if (!whole) break;
    text = trimmed(inside);
  }
  for (const std::string_view operation : {"!=", "<=", ">=", "=", "<", ">"}) {
    const auto at = text.find(operation);
    if (at == std::string_view::npos) continue;
    auto subject = subjectOf(text.substr(0, at));
    auto literal = literalOf(text.substr(at + operation.size()));
    if (!subject || !literal) return std::nullopt;
    auto number = asNumber(*literal);
    return Comparison{
        .subject = std::move(*subject), .operation = operation, .literal = std::move(*literal), .number = number};
  }
  return std::nullopt;
}

// Whether a conjunction can never be true: two different values of one subject, or an empty interval.
bool contradicts(std::string_view expression, const std::set<std::string>& numeric, bool ownIsNumeric) {
  const auto text = trimmed(expression);
  if (text == "false()" || text == "false( )") return true;
  if (splitAtWord(text, "or").size() > 1) return false;
  struct Range {
    double low = -std::numeric_limits<double>::infinity();
    double high = std::numeric_limits<double>::infinity();
    bool openLow = false;
    bool openHigh = false;
    std::optional<std::string> equals;
    std::set<std::string> differs;
  };
  std::map<std::string, Range> ranges;
  for (const auto part : splitAtWord(text, "and")) {
    const auto found = comparisonOf(part);
    if (!found) continue;
    auto& range = ranges[found->subject];
    if (found->operation == "=") {
      if (range.equals && *range.equals != found->literal && (!found->number || !asNumber(*range.equals))) return true;
      range.equals = found->literal;
    }
    if (found->operation == "!=") range.differs.insert(found->literal);
    const bool isNumeric = found->subject == "." ? ownIsNumeric : numeric.contains(found->subject);
    if (!found->number || !isNumeric) continue;
    const double value = *found->number;
    if (found->operation == "=" || found->operation == ">=" || found->operation == ">") {
      const bool open = found->operation == ">";
      if (value > range.low || (value == range.low && open)) {
        range.low = value;
        range.openLow = open;
      }
    }
    if (found->operation == "=" || found->operation == "<=" || found->operation == "<") {
      const bool open = found->operation == "<";
      if (value < range.high || (value == range.high && open)) {
        range.high = value;
        range.openHigh = open;
      }
    }
  }
  return std::ranges::any_of(ranges, [](const auto& entry) {
    const auto& range = entry.second;
    if (range.equals && range.differs.contains(*range.equals)) return true;
    return range.low > range.high || (range.low == range.high && (range.openLow || range.openHigh));
  });
}

class Prover {
 public:
  Prover(const v1::CompiledForm& form, Diagnostics& diagnostics) : m_form(form), m_diagnostics(diagnostics) {
    for (int index = 1; index < form.nodes_size(); ++index) {
      const auto& node = form.nodes(index);
      const auto [known, fresh] = m_byName.try_emplace(node.name(), index);
      if (!fresh) known->second = 0;  // two of that name: nothing is said of them
      if (node.type() == v1::BIND_TYPE_INT || node.type() == v1::BIND_TYPE_DECIMAL) m_numeric.insert(node.name());
    }
  }

  void run() {
    for (int index = 1; index < m_form.nodes_size(); ++index) {
      const auto& node = m_form.nodes(index);
      const bool numeric = node.type() == v1::BIND_TYPE_INT || node.type() == v1::BIND_TYPE_DECIMAL;
      choices(node.relevant(), index, Part::Relevant);
      choices(node.constraint(), index, Part::Constraint);
      choices(node.calculate(), index, Part::Calculate);
      choices(node.required(), index, Part::Required);
      if (!node.relevant().empty() && contradicts(node.relevant(), m_numeric, numeric)) {
        // "false()" alone is how forms park a question; it is no mistake.
        const bool parked = trimmed(node.relevant()) == "false()";
        add(parked ? Severity::Note : Severity::Warning, "unreachable",
            fmt::format("\"{}\" is never asked: its relevance cannot be true", node.name()), index, Part::Relevant);
      }
      if (!node.constraint().empty() && contradicts(node.constraint(), m_numeric, numeric)) {
        add(Severity::Warning, "impossible", fmt::format("no answer to \"{}\" can meet its constraint", node.name()),
            index, Part::Constraint);
      }
      standing(node, index);
    }
  }

 private:
  Diagnostic& add(Severity severity, std::string code, std::string message, int index, Part part) {
    Diagnostic found;
    found.severity = severity;
    found.code = std::move(code);
    found.message = std::move(message);
    found.node = static_cast<std::uint32_t>(index);
    found.part = part;
    m_diagnostics.push_back(std::move(found));
    return m_diagnostics.back();
  }

  // The values of a select whose list is written into the form; nothing where the choices come from elsewhere.
  const std::vector<std::string>* valuesOf(int index) {
    const auto& node = m_form.nodes(index);
    if (!node.has_items()) return nullptr;
    if (const auto known = m_values.find(index); known != m_values.end())
      return known->second.empty() ? nullptr : &known->second;
    auto& values = m_values[index];
    int list = static_cast<int>(node.items().list()) - 1;
    if (list < 0 && node.items().value_ref() == "name") {
      for (int at = 0; at < m_form.lists_size(); ++at) {
        if (node.items().nodeset().starts_with("instance('" + m_form.lists(at).id() + "')/root/item")) list = at;
      }
    }
    if (list < 0) return nullptr;
    for (const auto& row : m_form.lists(list).rows()) {
      for (const auto& cell : row.cells()) {
        if (cell.column() == 0) values.push_back(cell.text());
      }
    }
    return values.empty() ? nullptr : &values;
  }

  void unknownChoice(int subject, const std::string& literal, int index, Part part) {
    const auto* values = valuesOf(subject);
    if (values == nullptr || literal.empty() || std::ranges::find(*values, literal) != values->end()) return;
    auto& found = add(Severity::Warning, "unknown_choice",
                      fmt::format("\"{}\" is no choice of \"{}\"", literal, m_form.nodes(subject).name()), index, part);
    found.suggestion = nearest(literal, *values);
  }

  int node(const std::string& subject, int own) const {
    if (subject == ".") return own;
    const auto found = m_byName.find(subject);
    return found == m_byName.end() ? 0 : found->second;
  }

  // ${q} = 'x', selected(${q}, 'x') anywhere in an expression.
  void choices(std::string_view text, int index, Part part) {
    for (std::size_t at = 0; at < text.size(); ++at) {
      const bool reference = text.substr(at).starts_with("${");
      const bool self = text[at] == '.' && (at == 0 || text[at - 1] == ' ' || text[at - 1] == '(') &&
                        at + 1 < text.size() && (text[at + 1] == ' ' || text[at + 1] == ',' || text[at + 1] == '=');
      if (!reference && !self) continue;
      const auto close = reference ? text.find('}', at) : at;
      if (close == std::string_view::npos) return;
      const auto subject = reference ? std::string(trimmed(text.substr(at + 2, close - at - 2))) : std::string(".");
      auto rest = trimmed(text.substr(close + 1));
      const auto before = trimmed(text.substr(0, at));
      if (rest.starts_with("!=")) {
        rest.remove_prefix(2);
      } else if (rest.starts_with('=') || (rest.starts_with(',') && before.ends_with("selected("))) {
        rest.remove_prefix(1);
      } else {
        continue;
      }
      rest = trimmed(rest);
      if (rest.empty() || (rest.front() != '\'' && rest.front() != '"')) continue;
      const auto end = rest.find(rest.front(), 1);
      if (end == std::string_view::npos) continue;
      const int found = node(subject, index);
      if (found != 0) unknownChoice(found, std::string(rest.substr(1, end - 1)), index, part);
      at = close;
    }
  }

  void standing(const v1::FormNode& node, int index) {
    const auto& value = node.default_value();
    if (value.empty()) return;
    const bool number = node.type() == v1::BIND_TYPE_INT || node.type() == v1::BIND_TYPE_DECIMAL;
    const auto read = asNumber(value);
    if (number && !read)
      add(Severity::Warning, "type", fmt::format("the default \"{}\" is no number", value), index, Part::Default);
    const bool date = node.type() == v1::BIND_TYPE_DATE || node.type() == v1::BIND_TYPE_DATE_TIME;
    if (date && (value.size() < 10 || value[4] != '-' || value[7] != '-'))
      add(Severity::Warning, "type", fmt::format("the default \"{}\" is no date: write 2026-11-15", value), index,
          Part::Default);
    if (node.control() == v1::CONTROL_SELECT_ONE) unknownChoice(index, value, index, Part::Default);
  }

  const v1::CompiledForm& m_form;
  Diagnostics& m_diagnostics;
  std::map<std::string, int> m_byName;
  std::set<std::string> m_numeric;
  std::map<int, std::vector<std::string>> m_values;
};

}  // namespace

void proveFaults(const v1::CompiledForm& form, Diagnostics& diagnostics) { Prover(form, diagnostics).run(); }

}  // namespace thucdia::core::forms
