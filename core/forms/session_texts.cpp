#include <algorithm>
#include <limits>

#include "core/forms/lexical.h"
#include "core/forms/limits.h"
#include "core/forms/session_impl.h"

namespace thucdia::core::forms {
namespace {

constexpr std::size_t kLongList = 64;  // from here on an index is asked rather than every choice
constexpr std::size_t kFewChosen = 8;  // up to here each chosen one is looked up by itself

std::vector<std::string> wordsOf(std::string_view text) {
  std::vector<std::string> words;
  eachWord(text, [&](std::string_view word) {
    words.emplace_back(word);
    return true;
  });
  return words;
}

/// "-12.5".
bool isDecimal(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  const auto point = text.find('.');
  return point != std::string_view::npos && point > 0 && point + 1 < text.size() &&
         std::all_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(point), digit) &&
         std::all_of(text.begin() + static_cast<std::ptrdiff_t>(point) + 1, text.end(), digit);
}

/// Of several languages the current one, else the form's default, else the first.
template <class Range, class LanguageOf>
auto inLanguage(const Range& variants, std::uint32_t language, std::uint32_t fallback, LanguageOf languageOf) {
  auto best = variants.end();
  for (auto each = variants.begin(); each != variants.end(); ++each) {
    if (languageOf(*each) == language) return each;
    if (best == variants.end() || languageOf(*each) == fallback) best = each;
  }
  return best;
}

}  // namespace

const std::vector<TextPart>* Session::Impl::partsOf(const TextPlan& plan) const {
  const auto found = inLanguage(plan.languages, language, state.form->compiled().default_language(),
                                [](const auto& each) { return each.first; });
  return found == plan.languages.end() ? nullptr : &found->second;
}

std::string Session::Impl::compose(const TextPlan& plan, std::uint32_t node) {
  std::string out;
  const auto* parts = partsOf(plan);
  if (parts == nullptr) return out;
  for (const auto& part : *parts) {
    out += part.text;
    if (part.expression != kNone) out += evaluateText(part.expression, node);
  }
  return out;
}

/// A text as a person reads it: without blanks at the ends, numbers in it with the language's decimal mark.
std::string Session::Impl::shownText(std::uint32_t node, TextKind kind) {
  const auto plan = state.definition(node).texts[static_cast<std::size_t>(kind)];
  const auto* parts = plan == kNone ? nullptr : partsOf(program().texts[plan]);
  std::string out;
  if (parts == nullptr) return out;
  const auto& languages = state.form->compiled().languages();
  const auto mark = state.host->decimalMark(
      language < static_cast<std::uint32_t>(languages.size()) ? languages[static_cast<int>(language)] : std::string());
  for (const auto& part : *parts) {
    out += part.text;
    if (part.expression != kNone) out += shownPart(part.expression, node, mark);
  }
  return std::string(trim(out));
}

std::string Session::Impl::shownPart(std::uint32_t expression, std::uint32_t node, char decimalMark) {
  const Evaluator::Hold hold(evaluator);
  const auto value = evaluator.evaluate(program().expressions[expression].code, contextOf(node));
  std::string out(evaluator.text(value));
  // What a person wrote as a text, or chose, is no number even where it looks like one.
  if (value.kind == Value::Kind::Node) {
    const auto& question = source(value.node);
    if (question.type() == v1::BIND_TYPE_STRING && question.control() != v1::CONTROL_UNSPECIFIED &&
        question.calculate().empty())
      return out;
  } else if (value.kind != Value::Kind::Number) {
    return out;
  }
  if (!isDecimal(out)) return out;
  // A decimal question keeps 50 as "50.0".
  if (out.ends_with(".0"))
    out.resize(out.size() - 2);
  else
    out[out.find('.')] = decimalMark;
  return out;
}

std::string Session::Impl::textOf(std::uint32_t node, TextKind kind) {
  const auto plan = state.definition(node).texts[static_cast<std::size_t>(kind)];
  return plan == kNone ? std::string() : compose(program().texts[plan], node);
}

const v1::Variant* Session::Impl::variantOf(const v1::Text& text) const {
  const auto& variants = text.variants();
  const auto found = inLanguage(variants, language, state.form->compiled().default_language(),
                                [](const v1::Variant& each) { return each.language(); });
  return found == variants.end() ? nullptr : &*found;
}

Session::Impl::Items Session::Impl::itemsOf(std::uint32_t node) {
  Items result;
  const auto index = state.definition(node).items;
  if (index == kNone) return result;
  const auto& plan = program().items[index];
  if (plan.table != kNone) {
    result.value.kind = Value::Kind::Rows;
    result.value.table = plan.table;
    result.value.list = {m_allRows.data(), state.tables[plan.table]->rowCount()};
    return result;
  }
  const auto& code = program().expressions[plan.nodeset].code;
  for (const auto& table : code.tables)
    if (!state.tables[table.table]) result.known = false;
  result.value = evaluator.evaluate(code, contextOf(node));
  return result;
}

/// The column that holds the values where it is that simple; kNone otherwise.
std::uint32_t Session::Impl::valueColumn(const ItemsPlan& plan, const Value& items) const {
  if (items.kind != Value::Kind::Rows || !state.tables[items.table]) return kNone;
  if (plan.value != kNone) return columnOf(plan.value);
  const auto named = state.tables[items.table]->column("name");
  return named ? static_cast<std::uint32_t>(*named) : 0;
}

/// The same of the labels.
std::uint32_t Session::Impl::labelColumn(const ItemsPlan& plan, const Value& items) const {
  if (items.kind != Value::Kind::Rows || !state.tables[items.table]) return kNone;
  if (plan.label != kNone) return columnOf(plan.label);
  const auto named =
      program().tables[items.table].list == kNone ? state.tables[items.table]->column("label") : std::nullopt;
  return named ? static_cast<std::uint32_t>(*named) : kNone;
}

/// The column that an expression relative to a row names, where it says nothing else.
std::uint32_t Session::Impl::columnOf(std::uint32_t expression) const {
  const auto& code = program().expressions[expression].code;
  const auto& root = code.ops[code.root];
  return root.code == OpCode::ItemCell ? state.columns[root.a] : kNone;
}

std::string Session::Impl::relative(std::uint32_t expression, std::uint32_t node, const Value& items,
                                    std::uint32_t item) {
  auto context = contextOf(node);
  context.hasItem = true;
  context.itemIsRow = items.kind == Value::Kind::Rows;
  context.item = item;
  context.table = items.table;
  const auto value = evaluator.evaluate(program().expressions[expression].code, context);
  return std::string(evaluator.text(value));
}

std::string Session::Impl::itemValue(std::uint32_t node, const Value& items, std::uint32_t item) {
  const auto& plan = program().items[state.definition(node).items];
  if (const auto column = valueColumn(plan, items); column != kNone)
    return std::string(state.tables[items.table]->cell(item, column).value_or(std::string_view()));
  if (plan.value != kNone) return relative(plan.value, node, items, item);
  return items.kind == Value::Kind::Rows ? std::string() : std::string(state.read(item));
}

std::string Session::Impl::itemLabel(std::uint32_t node, const Value& items, std::uint32_t item) {
  const auto& plan = program().items[state.definition(node).items];
  if (plan.label != kNone) return relative(plan.label, node, items, item);
  return items.kind == Value::Kind::Rows ? rowLabel(items.table, item) : std::string(state.read(item));
}

/// The text of a list's row, or what its column "label" says.
std::string Session::Impl::rowLabel(std::uint32_t table, std::uint32_t row) {
  const auto inColumn = [&] {
    const auto column = state.tables[table]->column("label");
    return std::string(column ? state.tables[table]->cell(row, *column).value_or(std::string_view())
                              : std::string_view());
  };
  const auto list = program().tables[table].list;
  if (list == kNone) return inColumn();
  if (const auto texts = program().rowTexts.find(static_cast<std::uint64_t>(list) << 32 | row);
      texts != program().rowTexts.end())
    return compose(program().texts[texts->second], 0);
  const auto& label = state.form->compiled().lists(static_cast<int>(list)).rows(static_cast<int>(row)).label();
  std::string out;
  if (const auto* variant = variantOf(label); variant != nullptr)
    for (const auto& segment : variant->segments()) out += segment.text();
  return out.empty() && label.variants().empty() ? inColumn() : out;
}

std::string Session::Impl::formText(std::uint32_t table, std::string_view id) {
  const Evaluator::Hold hold(evaluator);
  const auto rows = state.tables[table]->rowsEqual(0, id);
  return rows.empty() ? std::string() : rowLabel(table, rows.front());
}

/// Gives choices of a form's own list their media.
void Session::Impl::listMedia(std::uint32_t list, std::uint32_t row, ChoiceView& into) const {
  const auto& label = state.form->compiled().lists(static_cast<int>(list)).rows(static_cast<int>(row)).label();
  if (const auto* variant = variantOf(label); variant != nullptr) {
    into.image = variant->image();
    into.audio = variant->audio();
    into.video = variant->video();
  }
}

std::vector<ChoiceView> Session::Impl::choices(std::uint32_t node) {
  std::vector<ChoiceView> result;
  if (state.definition(node).items == kNone) return result;
  const Evaluator::Hold hold(evaluator);
  const auto items = itemsOf(node).value;
  result.reserve(items.list.size());
  const auto& plan = program().items[state.definition(node).items];
  const auto valueIn = valueColumn(plan, items);
  const auto labelIn = labelColumn(plan, items);
  const bool rows = items.kind == Value::Kind::Rows;
  const auto* table = rows ? state.tables[items.table].get() : nullptr;
  const auto list = rows ? program().tables[items.table].list : kNone;
  std::vector<std::pair<std::string ChoiceView::*, std::size_t>> media;
  if (table != nullptr && list == kNone)
    for (const auto& [name, member] : {std::pair{"image", &ChoiceView::image}, std::pair{"audio", &ChoiceView::audio},
                                       std::pair{"video", &ChoiceView::video}})
      if (const auto column = table->column(name)) media.emplace_back(member, *column);
  const auto cell = [&](std::uint32_t row, std::size_t column) {
    return table->cell(row, column).value_or(std::string_view());
  };
  const auto add = [&](std::uint32_t item) {
    auto& choice = result.emplace_back();
    choice.value = valueIn != kNone ? std::string(cell(item, valueIn)) : itemValue(node, items, item);
    choice.label = labelIn != kNone ? std::string(cell(item, labelIn)) : itemLabel(node, items, item);
    for (const auto& [member, column] : media) choice.*member = cell(item, column);
    if (list != kNone) listMedia(list, item, choice);
  };
  if (items.kind == Value::Kind::Node) add(items.node);
  for (const auto item : items.list) add(item);
  return result;
}

std::vector<std::string> Session::Impl::choiceValues(std::uint32_t node) {
  std::vector<std::string> result;
  if (state.definition(node).items == kNone) return result;
  const Evaluator::Hold hold(evaluator);
  const auto items = itemsOf(node).value;
  if (items.kind == Value::Kind::Node) result.push_back(itemValue(node, items, items.node));
  result.reserve(items.list.size());
  const auto column = valueColumn(program().items[state.definition(node).items], items);
  for (const auto item : items.list)
    result.push_back(column != kNone
                         ? std::string(state.tables[items.table]->cell(item, column).value_or(std::string_view()))
                         : itemValue(node, items, item));
  return result;
}

std::string Session::Impl::choiceLabel(std::uint32_t node, std::string_view value) {
  if (state.definition(node).items == kNone || value.empty() || m_labels >= limits::kNestedLabels) return {};
  struct Depth {
    std::size_t& count;
    explicit Depth(std::size_t& counted) : count(counted) { ++count; }
    ~Depth() { --count; }
  } const depth(m_labels);
  const Evaluator::Hold hold(evaluator);
  const auto items = itemsOf(node).value;
  const auto& plan = program().items[state.definition(node).items];
  const auto column = valueColumn(plan, items);
  if (column != kNone && items.list.size() > kLongList) {
    const std::string wanted(value);
    for (const auto row : state.tables[items.table]->rowsEqual(column, wanted))
      if (plan.table != kNone || std::find(items.list.begin(), items.list.end(), row) != items.list.end())
        return itemLabel(node, items, row);
    return {};
  }
  const std::string wanted(value);
  if (items.kind == Value::Kind::Node)
    return itemValue(node, items, items.node) == wanted ? itemLabel(node, items, items.node) : "";
  for (const auto item : items.list)
    if (itemValue(node, items, item) == wanted) return itemLabel(node, items, item);
  return {};
}

/// What of an answer is among the choices: in the order of the choices when a person chose, else as it stands; of a
/// rank also what became a choice after it was ranked, at its end. The whole answer where the list is a file that is
/// not there: nothing is lost by a missing file.
std::string Session::Impl::offered(std::uint32_t node, std::string_view text, bool inOrder) {
  const Evaluator::Hold hold(evaluator);
  const auto found = itemsOf(node);
  if (!found.known || text.empty()) return std::string(text);
  const auto& items = found.value;
  const auto control = source(node).control();
  const auto words =
      control == v1::CONTROL_SELECT_ONE ? std::vector<std::string>{std::string(trim(text))} : wordsOf(text);
  constexpr std::size_t kNot = std::numeric_limits<std::size_t>::max();
  std::vector<std::size_t> places(words.size(), kNot);  // of each word among the choices
  const auto& plan = program().items[state.definition(node).items];
  const auto column = valueColumn(plan, items);
  const bool whole = column != kNone && items.list.size() == state.tables[items.table]->rowCount() &&
                     std::is_sorted(items.list.begin(), items.list.end());
  std::vector<std::string> later;  // ranks: choices that the answer does not name
  if (whole && control != v1::CONTROL_RANK) {
    for (std::size_t word = 0; word < words.size(); ++word) {
      const auto rows = state.tables[items.table]->rowsEqual(column, words[word]);
      if (!rows.empty()) places[word] = rows.front();
    }
  } else {
    std::vector<std::uint32_t> single;
    if (items.kind == Value::Kind::Node) single.push_back(items.node);
    const std::span<const std::uint32_t> list = single.empty() ? items.list : std::span<const std::uint32_t>(single);
    std::unordered_map<std::string_view, std::size_t> firstOf;
    for (std::size_t word = 0; word < words.size(); ++word) firstOf.try_emplace(words[word], word);
    std::size_t left = words.size();
    for (std::size_t at = 0; at < list.size() && (left > 0 || control == v1::CONTROL_RANK); ++at) {
      auto value = column != kNone
                       ? std::string(state.tables[items.table]->cell(list[at], column).value_or(std::string_view()))
                       : itemValue(node, items, list[at]);
      const auto word = firstOf.find(value);
      if (word == firstOf.end()) {
        later.push_back(std::move(value));
      } else if (auto& place = places[word->second]; place == kNot) {
        place = at;
        --left;
      }
    }
  }
  std::vector<std::size_t> kept;
  for (std::size_t word = 0; word < words.size(); ++word)
    if (places[word] != kNot) kept.push_back(word);
  if (inOrder && control != v1::CONTROL_RANK)
    std::sort(kept.begin(), kept.end(), [&](std::size_t a, std::size_t b) { return places[a] < places[b]; });
  std::string out;
  const auto add = [&](const std::string& word) { out += (out.empty() ? "" : " ") + word; };
  std::unordered_set<std::string_view> told;
  for (const auto word : kept)
    if (told.insert(words[word]).second) add(words[word]);
  if (control == v1::CONTROL_RANK)
    for (const auto& word : later) add(word);
  return out;
}

/// Whether a rank names every choice.
bool Session::Impl::ranksAll(std::uint32_t node, std::string_view text) {
  if (state.definition(node).items == kNone) return true;
  const auto words = wordsOf(text);
  const auto values = choiceValues(node);
  const std::unordered_set<std::string_view> ranked(words.begin(), words.end());
  return std::all_of(values.begin(), values.end(), [&](const std::string& value) { return ranked.contains(value); });
}

std::string Session::Impl::displayText(std::uint32_t node) {
  const auto& value = state.nodes[node].value;
  if (state.definition(node).items == kNone || value.empty()) return value;
  if (source(node).control() == v1::CONTROL_SELECT_ONE) {
    auto label = choiceLabel(node, value);
    return label.empty() ? value : label;
  }
  const auto words = wordsOf(value);
  std::unordered_map<std::string, std::string> labels;
  if (words.size() > kFewChosen)
    labels = labelsOf(node, words);
  else
    for (const auto& word : words) labels.try_emplace(word, choiceLabel(node, word));
  std::string out;
  for (const auto& word : words) {
    const auto label = labels.find(word);
    if (!out.empty()) out += ", ";
    out += label == labels.end() || label->second.empty() ? word : label->second;
  }
  return out;
}

/// The labels of those of the values that are choices; the choices are worked out once for all.
std::unordered_map<std::string, std::string> Session::Impl::labelsOf(std::uint32_t node,
                                                                     const std::vector<std::string>& values) {
  std::unordered_map<std::string, std::string> labels;
  const std::unordered_set<std::string_view> wanted(values.begin(), values.end());
  const Evaluator::Hold hold(evaluator);
  const auto items = itemsOf(node).value;
  const auto take = [&](std::uint32_t item) {
    auto value = itemValue(node, items, item);
    if (!wanted.contains(value) || labels.contains(value)) return;
    auto label = itemLabel(node, items, item);
    labels.emplace(std::move(value), std::move(label));
  };
  if (items.kind == Value::Kind::Node) take(items.node);
  for (const auto item : items.list) take(item);
  return labels;
}

}  // namespace thucdia::core::forms
