#include <algorithm>

#include <fmt/format.h>

#include "core/forms/limits.h"
#include "core/forms/xlsform_builder.h"

namespace thucdia::core::forms {
namespace {

// "yes" and "no" of the workbook as expressions; anything else is an expression already.
std::string condition(std::string text) {
  const auto low = lowered(text);
  if (low == "yes" || low == "true") return "true()";
  if (low == "no" || low == "false") return "false()";
  return text;
}

std::string_view extension(std::string_view file) {
  const auto dot = file.rfind('.');
  return dot == std::string_view::npos ? std::string_view() : file.substr(dot);
}

bool isReference(std::string_view text) { return text.starts_with("${") && text.ends_with("}"); }

/// The text with the values of one choice of a loop in place of "%(name)s"; cut where it grows beyond a cell's size.
std::string substituted(std::string_view text, const LoopValues& values, const std::string& language) {
  std::string out;
  for (auto at = text.find("%("); at != std::string_view::npos; at = text.find("%(")) {
    const auto end = text.find_first_of(")%", at + 2);
    const auto known = end != std::string_view::npos && text.substr(end).starts_with(")s")
                           ? values.find(text.substr(at + 2, end - at - 2))
                           : values.end();
    const auto plain = known == values.end() ? at + 2 : at;
    out += text.substr(0, plain);
    text.remove_prefix(known == values.end() ? plain : end + 2);
    if (known == values.end()) continue;
    const auto& byLanguage = known->second;
    auto value = byLanguage.find(language);
    if (value == byLanguage.end()) value = byLanguage.find("");
    if (value == byLanguage.end()) value = byLanguage.begin();
    out += value->second;
    if (out.size() > limits::kAnswerBytes) return out;
  }
  out += text;
  return out;
}

}  // namespace

std::string XlsFormBuilder::inLoop(const std::string& text, const LoopValues& loop, const std::string& language,
                                   const Row& row) {
  if (m_stopped) return {};
  auto filled = substituted(text, loop, language);
  static_cast<void>(fits(filled.size(), &row));
  return filled;
}

std::string XlsFormBuilder::cell(const Row& row, std::string_view column, const LoopValues* loop) {
  auto text = m_survey.text(row, column);
  return loop == nullptr || text.empty() ? text : inLoop(text, *loop, "", row);
}

Translations XlsFormBuilder::words(const Row& row, std::string_view column, const LoopValues* loop) {
  Translations found;
  m_survey.each(row, column, [&](const SheetTable::Column& known, std::string text) {
    if (loop != nullptr) text = inLoop(text, *loop, known.header.language, row);
    found.emplace_back(known.header.language, std::move(text));
  });
  return found;
}

std::uint32_t XlsFormBuilder::addNode(const std::string& name, std::uint32_t parent, v1::NodeKind kind,
                                      const Row& row) {
  const auto index = static_cast<std::uint32_t>(m_form.nodes_size());
  auto* node = m_form.add_nodes();
  node->set_name(name);
  node->set_parent(parent);
  node->set_kind(kind);
  node->mutable_place()->set_sheet(m_survey.name());
  node->mutable_place()->set_row(static_cast<std::uint32_t>(row.number));
  if (name.size() > limits::kPathBytes)
    stop(fmt::format("a name of more than {} bytes (kPathBytes)", limits::kPathBytes), &row);
  if (name.empty() || m_stopped) return index;
  const auto rowOf = [&](std::uint32_t at) { return m_form.nodes(static_cast<int>(at)).place().row(); };
  auto& siblings = m_childNames[parent];
  const auto [known, fresh] = siblings.try_emplace(name, index);
  const auto [similar, first] = m_lowNames[parent].try_emplace(lowered(name), name);
  if (!fresh) {
    report(Severity::Error, "duplicate_name",
           fmt::format("\"{}\" stands twice in the same group, first in row {}", name, rowOf(known->second)), m_survey,
           &row, "name");
  } else if (!first && similar->second != name) {
    report(Severity::Warning, "similar_name",
           fmt::format("\"{}\" and \"{}\" (row {}) differ only in case", name, similar->second,
                       rowOf(siblings[similar->second])),
           m_survey, &row, "name");
  }
  return index;
}

void XlsFormBuilder::fillTexts(std::uint32_t index, const Row& row, const Frame& frame) {
  auto* node = m_form.mutable_nodes(static_cast<int>(index));
  const auto message = [&](std::string_view column, auto&& text) {
    const auto found = words(row, column, frame.loop);
    if (found.empty()) return;
    const bool references =
        std::ranges::any_of(found, [](const auto& word) { return word.second.find("${") != std::string::npos; });
    m_texts.put(text(), found, references);
  };
  message("constraint_message", [&] { return node->mutable_constraint_message(); });
  message("required_message", [&] { return node->mutable_required_message(); });
  bool media = false;
  for (const std::string_view kind : {"image", "big-image", "audio", "video"}) {
    if (const auto files = words(row, kind, frame.loop); !files.empty()) {
      media = true;
      m_texts.putMedia(node->mutable_label(), kind, files);
    }
  }
  if (const auto label = words(row, "label", frame.loop); !label.empty())
    m_texts.put(node->mutable_label(), label, media);
  const auto guidance = words(row, "guidance_hint", frame.loop);
  if (const auto hint = words(row, "hint", frame.loop); !hint.empty())
    m_texts.put(node->mutable_hint(), hint, !guidance.empty());
  if (!guidance.empty()) m_texts.put(node->mutable_guidance(), guidance, true);
  if (const auto autoplay = cell(row, "autoplay", frame.loop); !autoplay.empty()) node->set_autoplay(autoplay);
}

void XlsFormBuilder::fillBind(std::uint32_t index, const Row& row, const Frame& frame) {
  auto* node = m_form.mutable_nodes(static_cast<int>(index));
  if (auto text = cell(row, "relevant", frame.loop); !text.empty()) node->set_relevant(condition(std::move(text)));
  if (!frame.flatRelevant.empty() && fits(frame.flatRelevant.size(), &row)) {
    node->set_relevant(node->relevant().empty() ? frame.flatRelevant
                                                : fmt::format("{} and ({})", frame.flatRelevant, node->relevant()));
  }
  if (auto text = cell(row, "readonly", frame.loop); !text.empty()) node->set_readonly(condition(std::move(text)));
  if (auto text = cell(row, "required", frame.loop); !text.empty()) node->set_required(condition(std::move(text)));
  if (auto text = cell(row, "constraint", frame.loop); !text.empty()) node->set_constraint(std::move(text));
  for (const auto& column : m_survey.columns()) {
    const auto& header = column.header;
    if (header.attribute.empty()) continue;
    auto text = m_survey.text(row, column);
    if (text.empty()) continue;
    if (header.name == "bind" && header.attribute == "type") continue;
    if (header.name == "bind" && header.attribute == "jr:preload") {
      node->set_preload(text);
    } else if (header.name == "bind" && header.attribute == "jr:preloadParams") {
      node->set_preload_params(text);
    } else if (header.name == "body" && header.attribute == "jr:noAddRemove") {
      node->set_no_add_remove(isYes(text));
    } else {
      (*node->mutable_attributes())[header.name == "instance" ? header.attribute : "bind::" + header.attribute] = text;
    }
  }
  if (auto text = cell(row, "save_to", frame.loop); !text.empty())
    (*node->mutable_attributes())["bind::entities:saveto"] = text;
  if (auto text = cell(row, "no_app_error_string", frame.loop); !text.empty())
    (*node->mutable_attributes())["bind::jr:noAppErrorString"] = text;
  if (auto text = cell(row, "intent", frame.loop); !text.empty()) (*node->mutable_attributes())["bind::intent"] = text;
}

void XlsFormBuilder::fillParameters(std::uint32_t index, const Row& row, const std::string& word) {
  auto* node = m_form.mutable_nodes(static_cast<int>(index));
  bool bad = false;
  const auto found = readParameters(m_survey.text(row, "parameters"), &bad);
  if (bad)
    report(Severity::Error, "bad_parameters",
           fmt::format("parameters are written key=value, separated by blanks, at most {} of them (kParameters)",
                       limits::kParameters),
           m_survey, &row, "parameters");
  auto& parameters = *node->mutable_parameters();
  for (const auto& [key, value] : found) parameters[key] = value;
  if (const auto rows = m_survey.text(row, "rows"); !rows.empty()) parameters["rows"] = rows;
  if (word != "range") return;
  for (const auto& [key, value] : {std::pair{"start", "1"}, std::pair{"end", "10"}, std::pair{"step", "1"}}) {
    if (!parameters.contains(key)) parameters[key] = value;
    if (parameters[key].find('.') != std::string::npos) node->set_type(v1::BIND_TYPE_DECIMAL);
  }
}

void XlsFormBuilder::fillDefault(std::uint32_t index, const Row& row, const std::string& word, const Frame& frame) {
  auto* node = m_form.mutable_nodes(static_cast<int>(index));
  const auto text = cell(row, "default", frame.loop);
  if (text.empty()) return;
  if (!isDynamicDefault(text, word)) {
    const bool image = node->control() == v1::CONTROL_IMAGE;
    node->set_default_value(image && text.find("jr://images/") == std::string::npos ? "jr://images/" + text : text);
    return;
  }
  for (const auto event : {v1::ACTION_EVENT_FIRST_LOAD, v1::ACTION_EVENT_NEW_REPEAT}) {
    if (event == v1::ACTION_EVENT_NEW_REPEAT && frame.repeat == 0) continue;
    auto* action = addAction(index, text.size(), &row);
    if (action == nullptr) return;
    action->set_kind(v1::ACTION_KIND_SET_VALUE);
    action->add_events(event);
    action->set_trigger(event == v1::ACTION_EVENT_NEW_REPEAT ? frame.repeat : 0);
    action->set_value(text);
  }
}

/// An action that sets a node, at the node's place; null once there are more than a form may have.
v1::Action* XlsFormBuilder::addAction(std::uint32_t target, std::size_t bytes, const Row* row) {
  if (m_form.actions_size() >= static_cast<int>(limits::kActions))
    stop(fmt::format("more than {} dynamic defaults and triggers (kActions)", limits::kActions), row);
  if (m_stopped || !fits(bytes, row)) return nullptr;
  auto* action = m_form.add_actions();
  action->set_target(target);
  *action->mutable_place() = m_form.nodes(static_cast<int>(target)).place();
  return action;
}

// As pyxform has it: what is calculated or triggered and has neither label nor hint is not on the screen.
void XlsFormBuilder::hideWhereUnseen(std::uint32_t index) {
  auto* node = m_form.mutable_nodes(static_cast<int>(index));
  const bool words = std::ranges::any_of(node->label().variants(),
                                         [](const v1::Variant& known) { return known.segments_size() > 0; }) ||
                     node->has_hint();
  if (!words) node->set_control(v1::CONTROL_UNSPECIFIED);
}

void XlsFormBuilder::readQuestion(const Row& row, const std::string& word, const QuestionType& type, Frame& frame) {
  auto name = cell(row, "name", frame.loop);
  if (name.empty() && type.control == v1::CONTROL_NOTE) name = fmt::format("generated_note_name_{}", row.number);
  if (name.empty()) {
    report(Severity::Error, "no_name", "a question without a name", m_survey, &row, "name");
    return;
  }
  const auto index = addNode(name, frame.node, v1::NODE_KIND_QUESTION, row);
  auto* node = m_form.mutable_nodes(static_cast<int>(index));
  node->set_type(type.type);
  node->set_control(type.control);
  node->set_preload(std::string(type.preload));
  node->set_preload_params(std::string(type.preloadParams));
  node->set_appearance(cell(row, "appearance", frame.loop));
  fillTexts(index, row, frame);
  if (!type.hint.empty() && !node->has_hint()) m_texts.put(node->mutable_hint(), {{"", std::string(type.hint)}});
  fillBind(index, row, frame);
  if (type.readOnly && node->readonly().empty()) node->set_readonly("true()");
  if (node->constraint().empty()) node->set_constraint(std::string(type.constraint));
  fillParameters(index, row, word);
  fillDefault(index, row, word, frame);
  const auto calculation = cell(row, "calculation", frame.loop);
  const auto trigger = cell(row, "trigger", frame.loop);
  if (!trigger.empty()) {
    m_triggers.push_back({.target = index,
                          .names = trigger,
                          .value = calculation,
                          .geopoint = word == "background-geopoint",
                          .row = &row});
  } else {
    node->set_calculate(calculation);
  }
  if (word == "calculate" && calculation.empty() && trigger.empty() && cell(row, "default", frame.loop).empty()) {
    report(Severity::Error, "no_calculation", "a calculate row needs a calculation", m_survey, &row, "calculation");
  }
  if (word == "background-geopoint" && trigger.empty())
    report(Severity::Error, "no_trigger", "a background-geopoint needs a trigger: ${question}", m_survey, &row,
           "trigger");
  if (word == "start-geopoint") {
    if (auto* action = addAction(index, 0, &row); action != nullptr) {
      action->set_kind(v1::ACTION_KIND_SET_GEOPOINT);
      action->add_events(v1::ACTION_EVENT_FIRST_LOAD);
    }
  }
  if (word == "calculate") node->set_control(v1::CONTROL_UNSPECIFIED);
  if (!calculation.empty() || !trigger.empty()) hideWhereUnseen(index);
  // A text that is only shown is a note, however it is written; what is calculated is an answer.
  if (node->control() == v1::CONTROL_INPUT && node->type() == v1::BIND_TYPE_STRING && node->readonly() == "true()" &&
      node->calculate().empty())
    node->set_control(v1::CONTROL_NOTE);
  if (node->control() == v1::CONTROL_NOTE && !node->calculate().empty()) node->set_control(v1::CONTROL_INPUT);
  if (node->control() != v1::CONTROL_UNSPECIFIED && !node->has_label() && !node->has_hint()) {
    report(Severity::Note, "no_label", fmt::format("the question \"{}\" has neither label nor hint", name), m_survey,
           &row, "label");
  }
}

void XlsFormBuilder::readExternal(const Row& row, const std::string& word) {
  const auto name = cell(row, "name", nullptr);
  if (name.empty()) {
    report(Severity::Error, "no_name", "an external file without a name", m_survey, &row, "name");
    return;
  }
  const bool csv = word == "csv-external";
  addInstance(name, csv ? "jr://file-csv/" + name + ".csv" : "jr://file/" + name + ".xml");
}

void XlsFormBuilder::readSelect(const Row& row, const SelectRow& select, Frame& frame) {
  const auto name = cell(row, "name", frame.loop);
  if (name.empty()) {
    report(Severity::Error, "no_name", "a question without a name", m_survey, &row, "name");
    return;
  }
  const auto filter = cell(row, "choice_filter", frame.loop);
  if (frame.tableList && frame.tableListName.empty() && !select.fromFile && !select.external) {
    frame.tableListName = select.list;
    const auto header = addNode(fmt::format("reserved_name_for_field_list_labels_{}", row.number), frame.node,
                                v1::NODE_KIND_QUESTION, row);
    auto* shown = m_form.mutable_nodes(static_cast<int>(header));
    shown->set_type(v1::BIND_TYPE_STRING);
    shown->set_control(select.control);
    shown->set_appearance("label");
    shown->set_relevant(frame.flatRelevant);
    // Its choices head the table; of its own it says nothing.
    m_texts.put(shown->mutable_label(), {{"", " "}});
    if (const auto list = listIndex(select.list, row); list != 0) {
      shown->mutable_items()->set_list(list);
      shown->mutable_items()->set_value_ref("name");
      shown->mutable_items()->set_label_ref(m_listItext[list - 1] ? "jr:itext(itextId)" : "label");
    }
  }
  const auto index = addNode(name, frame.node, v1::NODE_KIND_QUESTION, row);
  auto* node = m_form.mutable_nodes(static_cast<int>(index));
  node->set_type(v1::BIND_TYPE_STRING);
  node->set_control(select.external ? v1::CONTROL_INPUT : select.control);
  node->set_appearance(frame.tableList ? "list-nolabel" : cell(row, "appearance", frame.loop));
  fillTexts(index, row, frame);
  fillBind(index, row, frame);
  fillParameters(index, row, "select");
  fillDefault(index, row, "select", frame);
  const auto calculation = cell(row, "calculation", frame.loop);
  if (const auto trigger = cell(row, "trigger", frame.loop); !trigger.empty()) {
    m_triggers.push_back({.target = index, .names = trigger, .value = calculation, .geopoint = false, .row = &row});
  } else {
    node->set_calculate(calculation);
  }
  auto& parameters = *node->mutable_parameters();
  const auto take = [&](const std::string& key) {
    const auto found = parameters.find(key);
    if (found == parameters.end()) return std::string();
    auto value = found->second;
    parameters.erase(found);
    return value;
  };
  auto valueRef = take("value");
  auto labelRef = take("label");
  const auto seed = take("seed");
  const bool randomize = isYes(take("randomize"));
  const auto shuffled = [&](std::string nodeset) {
    if (!randomize) return nodeset;
    return seed.empty() ? fmt::format("randomize({})", nodeset) : fmt::format("randomize({}, {})", nodeset, seed);
  };
  auto* items = node->mutable_items();
  if (select.external) {
    const auto listed = fmt::format("list_name = '{}'", select.list);
    items->set_nodeset(fmt::format("instance('itemsets')/root/item[{}]",
                                   filter.empty() ? listed : fmt::format("{} and ({})", listed, filter)));
    items->set_value_ref("name");
    items->set_label_ref("label");
    m_usedLists.insert("\n" + select.list);
  } else if (isReference(select.list)) {
    m_later.push_back({.node = index,
                       .reference = select.list.substr(2, select.list.size() - 3),
                       .filter = filter,
                       .randomize = shuffled("\n"),
                       .row = static_cast<std::uint32_t>(row.number)});
  } else if (select.fromFile || extension(select.list) == ".csv" || extension(select.list) == ".xml" ||
             extension(select.list) == ".geojson") {
    const auto ending = extension(select.list);
    const auto id = select.list.substr(0, select.list.size() - ending.size());
    if (ending != ".csv" && ending != ".xml" && ending != ".geojson") {
      report(Severity::Error, "bad_file",
             fmt::format("\"{}\" is no file to choose from: use a name ending in .csv, .xml or .geojson", select.list),
             m_survey, &row, "type");
    }
    addInstance(id, (ending == ".csv" ? "jr://file-csv/" : "jr://file/") + select.list);
    const bool geojson = ending == ".geojson";
    if (valueRef.empty()) valueRef = geojson ? "id" : "name";
    if (labelRef.empty()) labelRef = geojson ? "title" : "label";
    items->set_nodeset(
        shuffled(fmt::format("instance('{}')/root/item{}", id, filter.empty() ? "" : "[" + filter + "]")));
    items->set_value_ref(valueRef);
    items->set_label_ref(labelRef);
  } else if (const auto list = listIndex(select.list, row); list == 0) {
    node->clear_items();
  } else {
    items->set_value_ref("name");
    items->set_label_ref(m_listItext[list - 1] ? "jr:itext(itextId)" : "label");
    if (filter.empty() && !randomize) {
      items->set_list(list);
    } else {
      items->set_nodeset(
          shuffled(fmt::format("instance('{}')/root/item{}", select.list, filter.empty() ? "" : "[" + filter + "]")));
    }
    if (select.orOther) {
      if (!filter.empty())
        report(Severity::Error, "or_other_filter", "or_other and choice_filter do not go together", m_survey, &row,
               "choice_filter");
      const auto other = addNode(name + "_other", frame.node, v1::NODE_KIND_QUESTION, row);
      auto* text = m_form.mutable_nodes(static_cast<int>(other));
      text->set_type(v1::BIND_TYPE_STRING);
      text->set_control(v1::CONTROL_INPUT);
      text->set_relevant(fmt::format("selected(../{}, 'other')", name));
      m_texts.put(text->mutable_label(), {{"", "Specify other."}});
    }
  }
  node = m_form.mutable_nodes(static_cast<int>(index));
  if (!calculation.empty()) hideWhereUnseen(index);
}

}  // namespace thucdia::core::forms
