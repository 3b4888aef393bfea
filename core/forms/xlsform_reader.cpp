#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "core/forms/limits.h"
#include "core/forms/xlsform_builder.h"

namespace thucdia::core::forms {
namespace {

std::string stem(std::string_view file) {
  const auto slash = file.find_last_of("/\\");
  if (slash != std::string_view::npos) file.remove_prefix(slash + 1);
  return std::string(file.substr(0, file.rfind('.')));
}

}  // namespace

bool ReadForm::ok() const {
  return std::ranges::none_of(diagnostics, [](const Diagnostic& found) { return found.severity == Severity::Error; });
}

XlsFormBuilder::XlsFormBuilder(const Workbook& workbook)
    : m_workbook(workbook),
      m_settings(sheet("settings"), SheetKind::Settings, m_read.diagnostics),
      m_survey(sheet("survey"), SheetKind::Survey, m_read.diagnostics),
      m_choices(sheet("choices"), SheetKind::Choices, m_read.diagnostics),
      m_external(sheet("external_choices"), SheetKind::Choices, m_read.diagnostics),
      m_entities(sheet("entities"), SheetKind::Entities, m_read.diagnostics),
      m_texts([&] {
        for (const auto& row : m_settings.rows()) {
          if (const auto named = m_settings.text(row, "default_language"); !named.empty()) return named;
        }
        return std::string("default");
      }()) {}

const Sheet* XlsFormBuilder::sheet(std::string_view name) const {
  for (const auto& known : m_workbook.sheets) {
    if (lowered(trimmed(known.name)) == name) return &known;
  }
  // A workbook of one sheet is its survey, whatever that sheet is called.
  return name == "survey" && m_workbook.sheets.size() == 1 ? &m_workbook.sheets.front() : nullptr;
}

Diagnostic& XlsFormBuilder::report(Severity severity, std::string code, std::string message, const SheetTable& table,
                                   const Row* row, std::string_view column) {
  Diagnostic found;
  found.severity = severity;
  found.code = std::move(code);
  found.message = std::move(message);
  found.sheet = table.name();
  if (row != nullptr) found.row = static_cast<std::uint32_t>(row->number);
  if (const auto* known = column.empty() ? nullptr : table.column(column); known != nullptr)
    found.column = columnLetters(known->number);
  if (addBounded(m_read.diagnostics, std::move(found))) return m_read.diagnostics.back();
  m_untold = {};
  return m_untold;
}

ReadForm XlsFormBuilder::build() {
  if (sheet("survey") == nullptr) {
    std::vector<std::string> names;
    for (const auto& known : m_workbook.sheets) names.push_back(known.name);
    auto& found = report(Severity::Error, "no_survey", "the workbook has no sheet \"survey\"", m_survey, nullptr);
    found.suggestion = nearest("survey", names);
    return std::move(m_read);
  }
  for (const std::string_view column : {"type", "name"}) {
    if (!m_survey.has(column))
      report(Severity::Error, "no_column",
             fmt::format("the sheet \"{}\" has no column \"{}\"", m_survey.name(), column), m_survey, nullptr);
  }
  if (!m_read.ok()) return std::move(m_read);
  for (const auto& column : m_survey.columns())
    m_read.columns.try_emplace(column.header.name, columnLetters(column.number));
  for (const auto step :
       {&XlsFormBuilder::readSettings, &XlsFormBuilder::readChoices, &XlsFormBuilder::addOthers,
        &XlsFormBuilder::readSurvey, &XlsFormBuilder::resolveLater, &XlsFormBuilder::resolveTriggers,
        &XlsFormBuilder::finishMeta, &XlsFormBuilder::readExternalChoices, &XlsFormBuilder::findInstances,
        &XlsFormBuilder::checkNames, &XlsFormBuilder::checkChoices, &XlsFormBuilder::checkTranslations}) {
    (this->*step)();
    if (m_stopped) return std::move(m_read);
  }
  m_texts.finish(m_form);
  if (!m_texts.problem().empty()) stop(m_texts.problem(), nullptr);
  tidy();
  return std::move(m_read);
}

void XlsFormBuilder::readSettings() {
  const auto rows = m_settings.rows();
  if (!rows.empty()) {
    for (const auto& column : m_settings.columns()) {
      const auto text = m_settings.text(rows.front(), column);
      if (text.empty()) continue;
      if (column.header.name == "attribute" && !column.header.attribute.empty()) {
        (*m_form.mutable_root_attributes())[column.header.attribute] = text;
      } else if (column.header.known) {
        m_set[column.header.name] = text;
      }
    }
  }
  const auto take = [&](const std::string& name) {
    const auto found = m_set.find(name);
    return found == m_set.end() ? std::string() : found->second;
  };
  m_form.set_form_id(take("form_id").empty() ? stem(m_workbook.file) : take("form_id"));
  m_form.set_title(take("form_title").empty() ? m_form.form_id() : take("form_title"));
  m_form.set_version(take("version"));
  for (const std::string name :
       {"style", "submission_url", "public_key", "auto_send", "auto_delete", "client_editable"}) {
    if (!take(name).empty()) (*m_form.mutable_settings())[name] = take(name);
  }
  if (!take("prefix").empty()) (*m_form.mutable_root_attributes())["odk:prefix"] = take("prefix");
  if (!take("delimiter").empty()) (*m_form.mutable_root_attributes())["odk:delimiter"] = take("delimiter");
  // namespaces: esri="http://esri.com/xforms" other="…"
  for (std::string_view rest = trimmed(take("namespaces")); !rest.empty();) {
    const auto equals = rest.find('=');
    const auto open = equals == std::string_view::npos ? equals : rest.find('"', equals);
    const auto close = open == std::string_view::npos ? open : rest.find('"', open + 1);
    if (close == std::string_view::npos) break;
    (*m_form.mutable_namespaces())[std::string(trimmed(rest.substr(0, equals)))] =
        std::string(rest.substr(open + 1, close - open - 1));
    rest = trimmed(rest.substr(close + 1));
  }
  auto* root = m_form.add_nodes();
  root->set_name(take("name").empty() ? "data" : take("name"));
  root->set_kind(v1::NODE_KIND_ROOT);
}

void XlsFormBuilder::readSurvey() {
  Frame frame;
  std::size_t at = 0;
  const auto count = m_survey.rows().size();
  while (at < count) at = readRows(at, frame, false);
}

std::size_t XlsFormBuilder::readRows(std::size_t at, Frame frame, bool untilEnd) {
  const auto rows = m_survey.rows();
  for (; at < rows.size(); ++at) {
    const auto& row = rows[at];
    if (m_form.nodes_size() > static_cast<int>(limits::kNodes))
      stop(fmt::format("the form has more than {} nodes (kNodes)", limits::kNodes), &row);
    if (!m_texts.problem().empty()) stop(m_texts.problem(), &row);
    if (frame.loop != nullptr && ++m_loopSteps > limits::kLoopSteps)
      stop(fmt::format("the loops go over more than {} rows and choices (kLoopSteps)", limits::kLoopSteps), &row);
    if (m_stopped) return rows.size();
    if (isYes(m_survey.text(row, "disabled"))) continue;
    const auto type = cell(row, "type", frame.loop);
    if (type.empty()) {
      if (!cell(row, "name", nullptr).empty() || !words(row, "label", nullptr).empty()) {
        report(Severity::Error, "no_type", "a question without a type", m_survey, &row, "type");
      } else {
        report(Severity::Note, "row_passed_over", "a row without type, name and label is passed over", m_survey, &row);
      }
      continue;
    }
    const auto control = controlRow(type);
    if (!control) {
      readRow(row, type, frame);
      continue;
    }
    if (control->begins) {
      at = beginSection(at, row, *control, frame);
      continue;
    }
    if (untilEnd && control->what == frame.what) return at;
    constexpr std::array<std::string_view, 3> kNames{"group", "repeat", "loop"};
    report(
        Severity::Error, "unmatched_end",
        untilEnd
            ? fmt::format("this ends a {}, but the {} \"{}\" of row {} is still open",
                          kNames[static_cast<std::size_t>(control->what)], kNames[static_cast<std::size_t>(frame.what)],
                          m_form.nodes(static_cast<int>(frame.node)).name(), frame.row)
            : fmt::format("this ends a {} that was never begun", kNames[static_cast<std::size_t>(control->what)]),
        m_survey, &row, "type");
    if (untilEnd) return at;
  }
  if (untilEnd && !m_stopped) {
    auto& found =
        report(Severity::Error, "unmatched_begin",
               fmt::format("\"{}\" begins here and never ends", m_form.nodes(static_cast<int>(frame.node)).name()),
               m_survey, nullptr, "type");
    found.row = frame.row;
  }
  return at;
}

void XlsFormBuilder::stop(std::string message, const Row* row) { stop(std::move(message), m_survey, row); }

void XlsFormBuilder::stop(std::string message, const SheetTable& table, const Row* row) {
  if (m_stopped) return;
  m_stopped = true;
  // Told even where a thousand others are told already.
  auto& found = m_read.diagnostics.emplace_back();
  found.code = "limit";
  found.message = std::move(message);
  found.sheet = table.name();
  if (row != nullptr) found.row = static_cast<std::uint32_t>(row->number);
}

bool XlsFormBuilder::fits(std::size_t bytes, const Row* row) {
  m_bytes += bytes;
  if (m_bytes > limits::kFormBytes)
    stop(fmt::format("what loops, filters and triggers write has more than {} bytes (kFormBytes)", limits::kFormBytes),
         row);
  return !m_stopped;
}

std::string XlsFormBuilder::sectionName(const Row& row, const Frame& frame) {
  auto name = cell(row, "name", frame.loop);
  if (name.empty()) report(Severity::Error, "no_name", "a group or repeat without a name", m_survey, &row, "name");
  return name;
}

std::size_t XlsFormBuilder::beginSection(std::size_t at, const Row& row, const ControlRow& control, Frame& frame) {
  if (frame.depth + 1 >= limits::kNodeDepth) {
    stop(fmt::format("groups are nested deeper than {} (kNodeDepth)", limits::kNodeDepth), &row);
    return m_survey.rows().size();
  }
  if (control.what == ControlRow::What::Loop) return readLoop(at, row, control, frame);
  const auto name = sectionName(row, frame);
  const bool repeat = control.what == ControlRow::What::Repeat;
  std::string count = repeat ? cell(row, "repeat_count", frame.loop) : std::string();
  const bool reference = count.starts_with("${") && count.find('}') == count.size() - 1;
  if (!count.empty() && !reference) {
    const auto counter = addNode(name + "_count", frame.node, v1::NODE_KIND_QUESTION, row);
    auto* node = m_form.mutable_nodes(static_cast<int>(counter));
    node->set_type(v1::BIND_TYPE_STRING);
    node->set_calculate(count);
    node->set_readonly("true()");
    count = "${" + node->name() + "}";
  }
  const auto index = addNode(name, frame.node, repeat ? v1::NODE_KIND_REPEAT : v1::NODE_KIND_GROUP, row);
  auto* node = m_form.mutable_nodes(static_cast<int>(index));
  auto appearance = cell(row, "appearance", frame.loop);
  Frame inner{.node = index,
              .what = control.what,
              .row = static_cast<std::uint32_t>(row.number),
              .repeat = repeat ? index : frame.repeat,
              .depth = frame.depth + 1,
              .loop = frame.loop};
  bool table = false;
  if (const auto found = lowered(appearance).find("table-list"); found != std::string::npos) {
    table = true;
    appearance =
        "field-list" + (appearance.size() > 10
                            ? " " + std::string(trimmed(appearance.substr(0, found) + appearance.substr(found + 10)))
                            : "");
    inner.tableList = true;
  }
  node->set_appearance(appearance);
  if (repeat) {
    node->set_repeat_count(count);
    // Ours beside the standard: a list that is often empty begins so. Other tools show its first row.
    const bool empty = (" " + node->appearance() + " ").find(" start-empty ") != std::string::npos;
    node->set_initial_count(count.empty() && !empty ? 1 : 0);
    if (words(row, "label", frame.loop).empty())
      report(Severity::Note, "no_label", fmt::format("the repeat \"{}\" has no label", name), m_survey, &row, "label");
  }
  fillBind(index, row, frame);
  if (const auto flat = m_set.find("flat"); !repeat && flat != m_set.end() && lowered(flat->second) != "no") {
    // In a flat form groups are of the screen alone; what they say of relevance holds for each question.
    inner.flatRelevant = node->relevant();
    node->clear_relevant();
    node->clear_name();
  } else {
    inner.flatRelevant = repeat ? std::string() : frame.flatRelevant;
  }
  if (table && (!words(row, "label", frame.loop).empty() || !words(row, "hint", frame.loop).empty())) {
    const auto note =
        addNode(fmt::format("generated_table_list_label_{}", row.number), index, v1::NODE_KIND_QUESTION, row);
    auto* shown = m_form.mutable_nodes(static_cast<int>(note));
    shown->set_type(v1::BIND_TYPE_STRING);
    shown->set_control(v1::CONTROL_NOTE);
    shown->set_readonly("true()");
    fillTexts(note, row, frame);
  } else {
    fillTexts(index, row, frame);
    if (!words(row, "hint", frame.loop).empty())
      report(Severity::Note, "no_hint",
             fmt::format("the hint of \"{}\" is passed over: only questions have hints", name), m_survey, &row, "hint");
  }
  return readRows(at + 1, inner, true);
}

std::size_t XlsFormBuilder::readLoop(std::size_t at, const Row& row, const ControlRow& control, const Frame& frame) {
  const auto name = sectionName(row, frame);
  const auto index = addNode(name, frame.node, v1::NODE_KIND_GROUP, row);
  fillTexts(index, row, frame);
  fillBind(index, row, frame);
  Frame inner{.node = index,
              .what = ControlRow::What::Loop,
              .row = static_cast<std::uint32_t>(row.number),
              .repeat = frame.repeat,
              .depth = frame.depth + 2,  // the loop's own group and one for each choice
              .loop = frame.loop};
  const auto list = m_listRows.find(control.list);
  if (list == m_listRows.end()) {
    report(Severity::Error, "unknown_list",
           control.list.empty() ? "a loop needs a list: begin_loop over LIST"
                                : fmt::format("there is no list \"{}\"", control.list),
           m_survey, &row, "type");
    return readRows(at + 1, inner, true);
  }
  m_usedLists.insert(control.list);
  auto end = m_survey.rows().size();
  m_loopSteps += list->second.size();
  if (m_loopSteps > limits::kLoopSteps) {
    stop(fmt::format("the loops go over more than {} rows and choices (kLoopSteps)", limits::kLoopSteps), &row);
    return end;
  }
  std::vector<LoopValues> all;
  for (const auto* choice : list->second) {
    auto& values = all.emplace_back();
    for (const auto& column : m_choices.columns()) {
      auto text = m_choices.text(*choice, column);
      if (text.empty()) continue;
      if (!fits(text.size(), &row)) return end;
      values[column.header.name][column.header.language] = std::move(text);
    }
  }
  if (static_cast<std::size_t>(m_form.lists(static_cast<int>(m_lists[control.list])).rows_size()) > all.size()) {
    all.push_back({{"name", {{"", "other"}}}, {"label", {{"", "Other"}}}});
  }
  for (auto& values : all) {
    const auto value = values["name"][""];
    if (value == "none" || value.empty()) continue;
    if (m_form.nodes_size() > static_cast<int>(limits::kNodes))
      stop(fmt::format("the form has more than {} nodes (kNodes)", limits::kNodes), &row);
    if (m_stopped) break;
    const auto group = addNode(value, index, v1::NODE_KIND_GROUP, row);
    Translations labels;
    for (const auto& [language, text] : values["label"]) labels.emplace_back(language, text);
    m_texts.put(m_form.mutable_nodes(static_cast<int>(group))->mutable_label(), labels);
    inner.node = group;
    inner.loop = &values;
    end = readRows(at + 1, inner, true);
    if (m_stopped) break;
  }
  return end;
}

void XlsFormBuilder::readRow(const Row& row, const std::string& type, Frame& frame) {
  const auto low = lowered(type);
  if (low == "audit") {
    m_audits.push_back(&row);
    return;
  }
  if (low == "csv-external" || low == "xml-external") {
    readExternal(row, low);
    return;
  }
  if (const auto select = selectRow(type)) {
    readSelect(row, *select, frame);
    return;
  }
  const auto word = low.starts_with("osm ") ? std::string("osm") : low;
  if (const auto known = questionType(word)) {
    readQuestion(row, word, *known, frame);
    return;
  }
  auto& found =
      report(Severity::Error, "unknown_type", fmt::format("\"{}\" is no question type", type), m_survey, &row, "type");
  found.suggestion = nearestType(low);
  if (low == "select_one" || low == "select_multiple" || low == "rank") {
    found.message = fmt::format("\"{}\" needs the name of a list: {} LIST", type, low);
    found.suggestion.clear();
  }
}

void XlsFormBuilder::finishMeta() {
  std::uint32_t meta = 0;
  for (int index = 1; index < m_form.nodes_size(); ++index) {
    const auto& node = m_form.nodes(index);
    if (node.parent() == 0 && node.name() == "meta" && node.kind() == v1::NODE_KIND_GROUP)
      meta = static_cast<std::uint32_t>(index);
  }
  const auto set = [&](const std::string& name) {
    const auto found = m_set.find(name);
    return found == m_set.end() ? std::string() : found->second;
  };
  const bool omitId = isYes(set("omit_instanceid"));
  if (m_audits.empty() && omitId && set("instance_name").empty() && m_entities.rows().empty()) return;
  if (meta == 0) {
    meta = static_cast<std::uint32_t>(m_form.nodes_size());
    auto* node = m_form.add_nodes();
    node->set_name("meta");
    node->set_kind(v1::NODE_KIND_GROUP);
  }
  const auto add = [&](const std::string& name) {
    auto* node = m_form.add_nodes();
    node->set_name(name);
    node->set_parent(meta);
    node->set_kind(v1::NODE_KIND_QUESTION);
    node->set_type(v1::BIND_TYPE_STRING);
    return node;
  };
  readEntities(meta);
  for (const auto* row : m_audits) {
    auto* node = add("audit");
    node->set_type(v1::BIND_TYPE_BINARY);
    node->mutable_place()->set_sheet(m_survey.name());
    node->mutable_place()->set_row(static_cast<std::uint32_t>(row->number));
    for (const auto& [key, value] : readParameters(m_survey.text(*row, "parameters")))
      (*node->mutable_attributes())["bind::odk:" + key] = value;
  }
  if (!omitId) {
    auto* node = add("instanceID");
    node->set_readonly("true()");
    node->set_preload(set("instance_id").empty() ? "uid" : set("instance_id"));
  }
  if (!set("instance_name").empty()) {
    auto* node = add("instanceName");
    node->set_calculate(set("instance_name"));
    node->mutable_place()->set_sheet(m_settings.name());
    if (!m_settings.rows().empty())
      node->mutable_place()->set_row(static_cast<std::uint32_t>(m_settings.rows().front().number));
  }
}

// One entity for the whole form, as the meta/entity element that ODK Central reads.
void XlsFormBuilder::readEntities(std::uint32_t meta) {
  if (m_entities.rows().empty()) return;
  const auto& row = m_entities.rows().front();
  const auto dataset = m_entities.text(row, "dataset");
  if (dataset.empty()) return;
  const auto entity = static_cast<std::uint32_t>(m_form.nodes_size());
  auto* node = m_form.add_nodes();
  node->set_name("entity");
  node->set_parent(meta);
  node->set_kind(v1::NODE_KIND_GROUP);
  const auto id = m_entities.text(row, "entity_id");
  const auto attribute = [&](const std::string& name, const std::string& value, const std::string& calculation,
                             bool readOnly) {
    const auto index = static_cast<std::uint32_t>(m_form.nodes_size());
    auto* added = m_form.add_nodes();
    added->set_name("@" + name);
    added->set_parent(entity);
    added->set_kind(v1::NODE_KIND_QUESTION);
    added->set_type(v1::BIND_TYPE_STRING);
    added->set_default_value(value);
    added->set_calculate(calculation);
    if (readOnly) added->set_readonly("true()");
    return index;
  };
  const auto createIf = m_entities.text(row, "create_if");
  const auto updateIf = m_entities.text(row, "update_if");
  attribute("dataset", dataset, {}, false);
  if (id.empty() || !createIf.empty()) attribute("create", "1", createIf, !createIf.empty());
  if (!id.empty()) {
    attribute("update", "1", updateIf, !updateIf.empty());
    const auto known = fmt::format("instance('{}')/root/item[name={}]/__", dataset, id);
    attribute("baseVersion", {}, known + "version", true);
    attribute("trunkVersion", {}, known + "trunkVersion", true);
    attribute("branchId", {}, known + "branchId", true);
  }
  const auto named = attribute("id", {}, id, true);
  if (id.empty()) {
    auto* action = m_form.add_actions();
    action->set_kind(v1::ACTION_KIND_SET_VALUE);
    action->add_events(v1::ACTION_EVENT_FIRST_LOAD);
    action->set_target(named);
    action->set_value("uuid()");
  }
  if (const auto label = m_entities.text(row, "label"); !label.empty()) {
    auto* text = m_form.add_nodes();
    text->set_name("label");
    text->set_parent(entity);
    text->set_kind(v1::NODE_KIND_QUESTION);
    text->set_type(v1::BIND_TYPE_STRING);
    text->set_readonly("true()");
    text->set_calculate(label);
  }
}

ReadForm readXlsForm(const Workbook& workbook) { return XlsFormBuilder(workbook).build(); }

}  // namespace thucdia::core::forms
