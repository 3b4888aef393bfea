#pragma once

#include "core/forms/compiler.h"
#include "core/forms/program.h"

namespace thucdia::core::forms {

/// The steps of linking, in order. Each adds to the program and to the diagnostics.
class Linker {
 public:
  Linker(Program& program, const v1::CompiledForm& form, Diagnostics& diagnostics)
      : m_program(program), m_form(form), m_diagnostics(diagnostics) {}

  /// Everything; false when the form's shape is such that nothing can be linked.
  bool run();

 private:
  bool shape();        // linker.cpp: parents, levels, frames, slots, paths
  bool tables();       // choice lists and external instances
  void expressions();  // compile all
  void texts(Def def, Compiler& compiler);
  void rowTexts(Compiler& compiler);
  std::uint32_t textPlan(const v1::Text& text, Def def, Kind kind, Part part, Compiler& compiler);
  void items(Def def, Compiler& compiler);
  void actions(Compiler& compiler);
  void choiceReaders();  // jr:choice-name reads what the choices depend on, jr:itext what its text shows
  void readText(Expression& expression, const Op& op);
  void readLabels(Expression& expression, std::uint32_t items);
  void readWords(Expression& expression, std::uint32_t text);
  void readers();  // dependencies.cpp: who reads whom
  void order();    // ranks; cycles are errors
  void add(Severity severity, std::string code, std::string message, std::uint32_t node, Part part);
  [[nodiscard]] const v1::FormNode& node(Def def) const { return m_form.nodes(static_cast<int>(def)); }

  Program& m_program;
  const v1::CompiledForm& m_form;
  Diagnostics& m_diagnostics;
};

}  // namespace thucdia::core::forms
