#include <algorithm>
#include <map>

#include "core/forms/limits.h"
#include "core/forms/linker.h"

namespace thucdia::core::forms {

void Linker::readers() {
  for (std::uint32_t index = 0; index < m_program.expressions.size(); ++index) {
    auto& expression = m_program.expressions[index];
    const auto& mine = m_program.definitions[expression.owner];
    // How many instances a repeat has is asked in the frame around it.
    expression.home = expression.kind == Kind::Count ? m_program.definitions[mine.parent].frameDef : mine.frameDef;
    auto& frame = m_program.frames[expression.home];
    expression.local = static_cast<std::uint32_t>(frame.expressions.size());
    frame.expressions.push_back(index);
    if (expression.kind == Kind::Action) continue;  // runs at its events only
    for (const auto& dependency : expression.dependencies) {
      auto& read = m_program.definitions[dependency.def];
      auto& into = dependency.structure ? read.structureReaders : read.valueReaders;
      // Expressions come in order: one that is known already stands last.
      if (into.empty() || into.back().expression != index)
        into.push_back({index, dependency.level});
      else
        into.back().level = std::min(into.back().level, dependency.level);
    }
  }
}

namespace {

constexpr std::size_t kCycles = 20;      // told of one form
constexpr std::size_t kCycleNames = 30;  // told of one cycle

/// What is ordered: whether a node is relevant, and what it reads as. A repeat's "value" is how many instances it has.
struct Vertex {
  std::vector<std::uint32_t> before;  ///< must be known first
  std::uint32_t expression = kNone;
  std::uint32_t rank = 0;
  enum class Mark : std::uint8_t { New, Open, Done } mark = Mark::New;
};

}  // namespace

/// Depth first over what each node needs; meeting an open one again is a cycle, told by its path.
void Linker::order() {
  const auto count = static_cast<std::uint32_t>(m_program.definitions.size());
  std::vector<Vertex> vertices(std::size_t{count} * 2);
  const auto relevance = [](Def def) { return def * 2; };
  const auto value = [](Def def) { return def * 2 + 1; };
  const auto read = [&](Vertex& vertex, std::uint32_t expression) {
    if (expression == kNone) return;
    vertex.expression = expression;
    for (const auto& dependency : m_program.expressions[expression].dependencies)
      if (!dependency.sibling) vertex.before.push_back(value(dependency.def));
  };
  std::vector<std::pair<std::uint32_t, std::uint32_t>> choices;
  for (Def def = 0; def < count; ++def) {
    const auto& mine = m_program.definitions[def];
    auto& relevant = vertices[relevance(def)];
    if (mine.parent != kNone) relevant.before.push_back(relevance(mine.parent));
    read(relevant, mine.relevant);
    auto& own = vertices[value(def)];
    // A count is asked after everything else has settled: it may look at its own rows ("another one?") without a cycle.
    if (node(def).kind() != v1::NODE_KIND_REPEAT) {
      own.before.push_back(relevance(def));
      // A select shows of its answer what is among the choices.
      if (mine.items != kNone && m_program.items[mine.items].nodeset != kNone) {
        choices.emplace_back(m_program.items[mine.items].nodeset, value(def));
        for (const auto& dependency : m_program.expressions[m_program.items[mine.items].nodeset].dependencies)
          if (!dependency.sibling && dependency.def != def) own.before.push_back(value(dependency.def));
      }
      read(own, mine.calculate);
    }
  }
  struct Step {
    std::uint32_t vertex = 0;
    std::size_t next = 0;
  };
  std::uint32_t rank = 0;
  std::size_t cycles = 0;
  std::vector<Step> path;
  for (std::uint32_t start = 0; start < vertices.size(); ++start) {
    if (vertices[start].mark != Vertex::Mark::New) continue;
    path.push_back({start, 0});
    vertices[start].mark = Vertex::Mark::Open;
    while (!path.empty()) {
      auto& step = path.back();
      auto& vertex = vertices[step.vertex];
      if (step.next == vertex.before.size()) {
        vertex.mark = Vertex::Mark::Done;
        vertex.rank = ++rank;
        if (vertex.expression != kNone) m_program.expressions[vertex.expression].rank = rank;
        path.pop_back();
        continue;
      }
      const auto before = vertex.before[step.next++];
      if (vertices[before].mark == Vertex::Mark::New) {
        vertices[before].mark = Vertex::Mark::Open;
        path.push_back({before, 0});
      } else if (vertices[before].mark == Vertex::Mark::Open) {
        if (++cycles > kCycles) continue;
        std::string names;
        std::string last;
        std::size_t told = 0;
        Def first = before / 2;
        auto from = std::find_if(path.begin(), path.end(), [&](const Step& open) { return open.vertex == before; });
        for (; from != path.end(); ++from) {
          const auto& name = m_program.definitions[from->vertex / 2].path;
          if (name == last) continue;
          if (++told > kCycleNames) {
            names += "\xE2\x80\xA6 \xE2\x86\x90 ";
            break;
          }
          names += name + " \xE2\x86\x90 ";
          last = name;
        }
        names += m_program.definitions[first].path;
        add(Severity::Error, "cycle", "a cycle: " + names, first,
            vertices[before].expression == kNone ? Part::Whole
                                                 : m_program.expressions[vertices[before].expression].part);
      }
    }
  }
  for (const auto& [expression, vertex] : choices) m_program.expressions[expression].rank = vertices[vertex].rank;
  std::size_t looked = 0;
  for (auto& expression : m_program.expressions) {
    if (expression.kind != Kind::Count) continue;
    expression.rank = rank + 1;
    looked += vertices.size() / 64;
    if (looked > limits::kLinkSteps) {
      add(Severity::Error, "limit",
          "what the form's counts hang on was looked for in more than " + std::to_string(limits::kLinkSteps) +
              " places (kLinkSteps)",
          expression.owner, Part::RepeatCount);
      break;
    }
    std::vector<bool> seen(vertices.size());
    std::vector<std::uint32_t> open;
    for (const auto& dependency : expression.dependencies) open.push_back(value(dependency.def));
    while (!open.empty() && !expression.growing) {
      const auto at = open.back();
      open.pop_back();
      if (seen[at]) continue;
      seen[at] = true;
      looked += 1 + vertices[at].before.size();
      const Def def = at / 2;
      const auto& chain = m_program.chain(def);
      expression.growing = std::find(chain.begin(), chain.end(), expression.owner) != chain.end();
      open.insert(open.end(), vertices[at].before.begin(), vertices[at].before.end());
    }
  }
  for (auto& expression : m_program.expressions)
    if (expression.kind == Kind::ReadOnly || expression.kind == Kind::Required || expression.kind == Kind::Constraint)
      expression.rank = rank + 2;
}

}  // namespace thucdia::core::forms
