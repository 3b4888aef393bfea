#include "tests/core/forms/compiled_text.h"

#include <map>

#include <fmt/format.h>

namespace thucdia::core::forms::testing {
namespace {

class Writer {
 public:
  explicit Writer(const Form& form) : m_form(form), m_compiled(form.compiled()) {}

  std::vector<std::string> run() {
    line("form", fmt::format("{} version {} title {}", m_compiled.form_id(), m_compiled.version(), m_compiled.title()));
    for (const auto& language : m_compiled.languages()) line("language", language);
    line("default language", m_compiled.languages(static_cast<int>(m_compiled.default_language())));
    pairs("settings", m_compiled.settings());
    pairs("root", m_compiled.root_attributes());
    pairs("initial", m_compiled.initial_values());
    for (int index = 0; index < m_compiled.nodes_size(); ++index) node(static_cast<std::uint32_t>(index));
    for (const auto& list : m_compiled.lists()) choices(list);
    for (const auto& instance : m_compiled.instances()) line("instance " + instance.id(), instance.src());
    for (const auto& action : m_compiled.actions()) this->action(action);
    return std::move(m_lines);
  }

 private:
  void line(const std::string& what, const std::string& value) { m_lines.push_back(what + ": " + value); }

  template <class Map>
  void pairs(const std::string& what, const Map& map) {
    const std::map<std::string, std::string> sorted(map.begin(), map.end());
    for (const auto& [name, value] : sorted) line(what + " " + name, value);
  }

  void text(const std::string& what, const v1::Text& text, std::uint32_t owner) {
    for (const auto& variant : text.variants()) {
      std::string words;
      for (const auto& segment : variant.segments())
        words += segment.has_expression() ? "{" + m_form.canonical(owner, segment.expression()) + "}" : segment.text();
      for (const auto& [kind, file] : {std::pair("image", variant.image()), std::pair("big-image", variant.big_image()),
                                       std::pair("audio", variant.audio()), std::pair("video", variant.video())})
        if (!file.empty()) words += fmt::format(" <{} {}>", kind, file);
      line(fmt::format("{} in {}", what, m_compiled.languages(static_cast<int>(variant.language()))), words);
    }
  }

  std::string pathOf(std::uint32_t index) const {
    const auto path = std::string(m_form.path(index));
    return m_compiled.nodes(static_cast<int>(index)).name().empty() ? fmt::format("{}/(unnamed)", path) : path;
  }

  void node(std::uint32_t index) {
    const auto& source = m_compiled.nodes(static_cast<int>(index));
    const auto path = pathOf(index);
    line(path, fmt::format("{} {} {} in {}", v1::NodeKind_Name(source.kind()), v1::BindType_Name(source.type()),
                           v1::Control_Name(source.control()), pathOf(source.parent())));
    for (const auto& [name, value] :
         {std::pair("appearance", source.appearance()), std::pair("default", source.default_value()),
          std::pair("preload", source.preload()), std::pair("preloadParams", source.preload_params()),
          std::pair("autoplay", source.autoplay()), std::pair("value", source.items().value_ref()),
          std::pair("label", source.items().label_ref())})
      if (!value.empty()) line(path + " " + name, value);
    for (const auto& [name, part] : {std::pair("relevant", Part::Relevant), std::pair("readonly", Part::ReadOnly),
                                     std::pair("required", Part::Required), std::pair("constraint", Part::Constraint),
                                     std::pair("calculate", Part::Calculate), std::pair("count", Part::RepeatCount),
                                     std::pair("choices", Part::ChoiceFilter)})
      if (const auto expression = m_form.canonical(index, part); !expression.empty())
        line(path + " " + name, expression);
    if (source.items().list() > 0)
      line(path + " list", m_compiled.lists(static_cast<int>(source.items().list()) - 1).id());
    if (source.kind() == v1::NODE_KIND_REPEAT)
      line(path + " instances", fmt::format("{} at first, {} in a new one around{}", source.initial_count(),
                                            source.template_count(), source.no_add_remove() ? ", fixed" : ""));
    text(path + " label", source.label(), index);
    text(path + " hint", source.hint(), index);
    text(path + " guidance", source.guidance(), index);
    text(path + " constraint message", source.constraint_message(), index);
    text(path + " required message", source.required_message(), index);
    pairs(path + " parameter", source.parameters());
    pairs(path + " attribute", source.attributes());
  }

  void choices(const v1::ChoiceList& list) {
    for (int row = 0; row < list.rows_size(); ++row) {
      std::map<std::string, std::string> cells;
      for (const auto& cell : list.rows(row).cells())
        cells[list.columns(static_cast<int>(cell.column()))] = cell.text();
      const auto what = fmt::format("list {} row {}", list.id(), row + 1);
      for (const auto& [column, value] : cells) line(what + " " + column, value);
      text(what + " label", list.rows(row).label(), 0);
    }
  }

  void action(const v1::Action& action) {
    std::string events;
    for (const auto event : action.events()) events += " " + v1::ActionEvent_Name(static_cast<v1::ActionEvent>(event));
    line(fmt::format("action on {}{} of {}", pathOf(action.target()), events, pathOf(action.trigger())),
         fmt::format("{} {} '{}'", v1::ActionKind_Name(action.kind()),
                     m_form.canonical(action.target(), action.value()), action.literal()));
  }

  const Form& m_form;
  const v1::CompiledForm& m_compiled;
  std::vector<std::string> m_lines;
};

}  // namespace

std::vector<std::string> compiledText(const Form& form) { return Writer(form).run(); }

}  // namespace thucdia::core::forms::testing
