#include <algorithm>

#include "core/forms/ast.h"
#include "core/forms/form.h"
#include "core/forms/lexical.h"
#include "core/forms/program.h"

namespace thucdia::core::forms {
namespace {

/// Rewrites references as absolute paths, so that ${name}, ../name and /data/grp/name are spelt alike.
class Canonical {
 public:
  Canonical(const Form& form, Def owner, Ast ast) : m_form(form), m_owner(owner), m_ast(std::move(ast)) {}

  std::string run() {
    rewrite(m_ast.root, false);
    return spell(m_ast);
  }

 private:
  void rewrite(std::uint32_t index, bool inPredicate) {
    // By index: rewriting adds no nodes, but keeps this plain should it ever.
    for (std::size_t at = 0; at < m_ast.nodes[index].args.size(); ++at)
      rewrite(m_ast.nodes[index].args[at], inPredicate || (m_ast.nodes[index].kind == AstKind::Filter && at > 0));
    for (std::size_t at = 0; at < m_ast.nodes[index].steps.size(); ++at)
      for (const auto predicate : m_ast.nodes[index].steps[at].predicates) rewrite(predicate, true);
    auto& node = m_ast.nodes[index];
    if (node.kind == AstKind::Name) {
      const auto& known = m_form.program().byName;
      const auto found = known.find(node.text);
      if (found != known.end()) absolute(node, found->second.front(), 0);
      return;
    }
    if (node.kind != AstKind::Path || node.start == PathStart::Root) return;
    if (node.start == PathStart::Expression) {
      const auto& base = m_ast.nodes[node.args[0]];
      if (base.kind == AstKind::Path && base.start == PathStart::Root) {  // was ${name}/…
        auto steps = base.steps;
        steps.insert(steps.end(), node.steps.begin(), node.steps.end());
        node.steps = std::move(steps);
        node.start = PathStart::Root;
        node.args.clear();
        return;
      }
      if (base.kind != AstKind::Call || base.text != "current") return;
    } else if (inPredicate) {
      while (!node.steps.empty() && node.steps.size() > 1 && isPlain(node.steps.front(), Axis::Self))
        node.steps.erase(node.steps.begin());
      return;
    }
    Def def = m_owner;
    std::size_t step = 0;
    for (; step < node.steps.size(); ++step) {
      if (isPlain(node.steps[step], Axis::Self)) continue;
      if (!isPlain(node.steps[step], Axis::Parent) || m_form.program().definitions[def].parent == kNone) break;
      def = m_form.program().definitions[def].parent;
    }
    if (step == node.steps.size() && def == m_owner) return;  // "." stays
    node.args.clear();
    absolute(node, def, step);
  }

  static bool isPlain(const AstStep& step, Axis axis) {
    return step.axis == axis && step.name.empty() && step.predicates.empty();
  }

  /// The node becomes the path to a definition, followed by its own steps from `keep` on.
  void absolute(AstNode& node, Def def, std::size_t keep) {
    std::vector<AstStep> steps;
    for (Def at = def; at != kNone; at = m_form.program().definitions[at].parent) {
      const auto& name = m_form.compiled().nodes(static_cast<int>(at)).name();
      if (name.empty()) continue;
      AstStep step;
      step.name = name;
      steps.push_back(std::move(step));
    }
    std::reverse(steps.begin(), steps.end());
    steps.insert(steps.end(), node.steps.begin() + static_cast<std::ptrdiff_t>(keep), node.steps.end());
    node.kind = AstKind::Path;
    node.start = PathStart::Root;
    node.text.clear();
    node.steps = std::move(steps);
  }

  const Form& m_form;
  Def m_owner;
  Ast m_ast;
};

}  // namespace

std::string Form::canonical(std::uint32_t node, Part part) const {
  const auto& source = m_compiled.nodes(static_cast<int>(node));
  std::string_view text;
  switch (part) {
    case Part::Relevant:
      text = source.relevant();
      break;
    case Part::ReadOnly:
      text = source.readonly();
      break;
    case Part::Required:
      text = source.required();
      break;
    case Part::Constraint:
      text = source.constraint();
      break;
    case Part::Calculate:
      text = source.calculate();
      break;
    case Part::RepeatCount:
      text = source.repeat_count();
      break;
    case Part::ChoiceFilter:
      text = source.items().nodeset();
      break;
    default:
      return {};
  }
  text = trim(text);
  if (text.empty()) return {};
  return canonical(node, text);
}

std::string Form::canonical(std::uint32_t node, std::string_view expression) const {
  auto parsed = parseExpression(trim(expression));
  return parsed ? Canonical(*this, node, std::move(*parsed)).run() : std::string(trim(expression));
}

}  // namespace thucdia::core::forms
