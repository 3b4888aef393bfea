#include <algorithm>

#include "core/forms/lexical.h"
#include "core/forms/session_impl.h"

namespace thucdia::core::forms {
namespace {

constexpr std::size_t kLongList = 64;  // from here on an index is asked rather than every choice

std::vector<std::string> wordsOf(std::string_view text) {
  std::vector<std::string> words;
  eachWord(text, [&](std::string_view word) {
    words.emplace_back(word);
    return true;
  });
  return words;
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

std::string Session::Impl::compose(const TextPlan& plan, std::uint32_t node) {
  const auto found = inLanguage(plan.languages, language, state.form->compiled().default_language(),
                                [](const auto& each) { return each.first; });
  std::string out;
  if (found == plan.languages.end()) return out;
  for (const auto& part : found->second) {
    out += part.text;
    if (part.expression != kNone) out += evaluateText(part.expression, node);
  }
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
  if (items.kind != Value::Kind::Rows) return kNone;
  if (plan.value == kNone) {
    const auto named = state.tables[items.table]->column("name");
    return named ? static_cast<std::uint32_t>(*named) : 0;
  }
  const auto& code = program().expressions[plan.value].code;
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
  if (items.kind != Value::Kind::Rows) return std::string(state.read(item));
  const auto list = program().tables[items.table].list;
  if (list == kNone) {
    const auto column = state.tables[items.table]->column("label");
    return column ? std::string(state.tables[items.table]->cell(item, *column).value_or(std::string_view()))
                  : std::string();
  }
  if (const auto texts = program().rowTexts.find(static_cast<std::uint64_t>(list) << 32 | item);
      texts != program().rowTexts.end())
    return compose(program().texts[texts->second], 0);
  const auto& row = state.form->compiled().lists(static_cast<int>(list)).rows(static_cast<int>(item));
  std::string out;
  if (const auto* variant = variantOf(row.label()); variant != nullptr)
    for (const auto& segment : variant->segments()) out += segment.text();
  if (out.empty() && row.label().variants().empty())
    if (const auto column = state.tables[items.table]->column("label"))
      out = std::string(state.tables[items.table]->cell(item, *column).value_or(std::string_view()));
  return out;
}

void Session::Impl::itemMedia(const Value& items, std::uint32_t item, ChoiceView& into) const {
  if (items.kind != Value::Kind::Rows) return;
  const auto list = program().tables[items.table].list;
  if (list == kNone) {
    const auto& table = *state.tables[items.table];
    const auto cell = [&](std::string_view name) {
      const auto column = table.column(name);
      return column ? std::string(table.cell(item, *column).value_or(std::string_view())) : std::string();
    };
    into.image = cell("image");
    into.audio = cell("audio");
    into.video = cell("video");
    return;
  }
  const auto& row = state.form->compiled().lists(static_cast<int>(list)).rows(static_cast<int>(item));
  if (const auto* variant = variantOf(row.label()); variant != nullptr) {
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
  const auto add = [&](std::uint32_t item) {
    ChoiceView choice;
    choice.value = itemValue(node, items, item);
    choice.label = itemLabel(node, items, item);
    itemMedia(items, item, choice);
    result.push_back(std::move(choice));
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
  if (state.definition(node).items == kNone || value.empty()) return {};
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

/// What of an answer is among the choices: of a select-multiple in the order of the choices, of a rank as ranked. The
/// whole answer where the list is a file that is not there: nothing is lost by a missing file.
std::string Session::Impl::offered(std::uint32_t node, std::string_view text) {
  const Evaluator::Hold hold(evaluator);
  const auto found = itemsOf(node);
  if (!found.known) return std::string(text);
  const auto& items = found.value;
  const auto control = source(node).control();
  auto words = control == v1::CONTROL_SELECT_ONE ? std::vector<std::string>{std::string(trim(text))} : wordsOf(text);
  std::vector<std::pair<std::size_t, std::string>> kept;  // place among the choices
  const auto& plan = program().items[state.definition(node).items];
  const auto column = valueColumn(plan, items);
  const bool whole = column != kNone && items.list.size() == state.tables[items.table]->rowCount() &&
                     std::is_sorted(items.list.begin(), items.list.end());
  if (whole) {
    for (auto& word : words) {
      const auto rows = state.tables[items.table]->rowsEqual(column, word);
      if (!rows.empty()) kept.emplace_back(rows.front(), std::move(word));
    }
  } else {
    std::vector<std::uint32_t> single;
    if (items.kind == Value::Kind::Node) single.push_back(items.node);
    const std::span<const std::uint32_t> list = single.empty() ? items.list : std::span<const std::uint32_t>(single);
    for (std::size_t at = 0; at < list.size() && kept.size() < words.size(); ++at) {
      const auto value =
          column != kNone ? std::string(state.tables[items.table]->cell(list[at], column).value_or(std::string_view()))
                          : itemValue(node, items, list[at]);
      for (const auto& word : words)
        if (word == value) {
          kept.emplace_back(at, word);
          break;
        }
    }
  }
  if (control == v1::CONTROL_RANK) {
    std::string ranked;
    for (const auto& word : wordsOf(text))
      if (std::any_of(kept.begin(), kept.end(), [&](const auto& each) { return each.second == word; }))
        ranked += (ranked.empty() ? "" : " ") + word;
    return ranked;
  }
  std::sort(kept.begin(), kept.end());
  std::string out;
  std::string_view last;
  for (const auto& [at, word] : kept) {
    if (!out.empty() && word == last) continue;
    last = word;
    if (!out.empty()) out += ' ';
    out += word;
  }
  return out;
}

std::string Session::Impl::displayText(std::uint32_t node) {
  const auto& value = state.nodes[node].value;
  if (state.definition(node).items == kNone || value.empty()) return value;
  if (source(node).control() == v1::CONTROL_SELECT_ONE) {
    auto label = choiceLabel(node, value);
    return label.empty() ? value : label;
  }
  std::string out;
  const std::string words = value;
  eachWord(words, [&](std::string_view word) {
    auto label = choiceLabel(node, word);
    if (!out.empty()) out += ", ";
    out += label.empty() ? std::string(word) : label;
    return true;
  });
  return out;
}

}  // namespace thucdia::core::forms
