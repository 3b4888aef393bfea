#include "core/forms/form.h"

#include <algorithm>

#include "core/forms/limits.h"
#include "core/forms/linker.h"

namespace thucdia::core::forms {

Form::Form() : m_program(std::make_unique<Program>()) {}
Form::~Form() = default;

Result<std::shared_ptr<const Form>> Form::link(v1::CompiledForm compiled, Diagnostics* diagnostics) {
  std::shared_ptr<Form> form(new Form);
  form->m_compiled = std::move(compiled);
  Diagnostics found;
  Linker(*form->m_program, form->m_compiled, found).run();
  const auto error = std::find_if(found.begin(), found.end(),
                                  [](const Diagnostic& diagnostic) { return diagnostic.severity == Severity::Error; });
  std::optional<Error> refused;
  if (error != found.end()) {
    refused = Error{error->code == "limit" ? ErrorCode::LimitExceeded : ErrorCode::InvalidForm, error->message};
    if (!error->suggestion.empty()) refused->detail += " (did you mean '" + error->suggestion + "'?)";
    if (error->node != kNoNode) {
      if (error->node < form->m_program->definitions.size())
        refused->place.question = form->m_program->definitions[error->node].path;
      const auto& place = form->m_compiled.nodes(static_cast<int>(error->node)).place();
      refused->place.sheet = place.sheet();
      refused->place.row = place.row();
      refused->place.column = std::string(columnOf(error->part));
    }
  }
  if (diagnostics != nullptr)
    diagnostics->insert(diagnostics->end(), std::make_move_iterator(found.begin()),
                        std::make_move_iterator(found.end()));
  if (refused) return fail(std::move(*refused));
  return std::shared_ptr<const Form>(std::move(form));
}

Result<std::shared_ptr<const Form>> Form::parse(std::string_view bytes) {
  if (bytes.size() > limits::kFormBytes)
    return fail(ErrorCode::LimitExceeded,
                "a form of more than " + std::to_string(limits::kFormBytes) + " bytes (kFormBytes)");
  v1::CompiledForm form;
  if (!form.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())))
    return fail(ErrorCode::CorruptData, "the bytes are no compiled form");
  return link(std::move(form));
}

std::string_view Form::path(std::uint32_t node) const { return m_program->definitions[node].path; }

std::uint32_t Form::nodeOf(std::string_view path) const {
  const auto found = m_program->byPath.find(std::string(path));
  return found == m_program->byPath.end() ? kNoNode : found->second;
}

std::uint32_t Form::nodeOfKey(std::string_view key) const {
  if (key.size() > limits::kKeyBytes) return kNoNode;
  std::string path;
  while (!key.empty()) {
    const auto slash = std::min(key.find('/'), key.size());
    auto step = key.substr(0, slash);
    key.remove_prefix(std::min(slash + 1, key.size()));
    if (!path.empty()) path += '/';
    const auto whole = path + std::string(step);
    // A colon may also belong to a namespace prefix ("orx:meta").
    if (const auto colon = step.rfind(':'); colon != std::string_view::npos && !m_program->byPath.contains(whole))
      step = step.substr(0, colon);
    path += step;
  }
  return nodeOf(path);
}

}  // namespace thucdia::core::forms
