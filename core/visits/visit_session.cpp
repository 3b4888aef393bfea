#include "core/visits/visit_session.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <span>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "core/base/dates.h"
#include "core/forms/shipped.h"
#include "core/records/record_rows.h"
#include "core/visits/answer_text.h"
#include "core/visits/visit_queries.h"

namespace thucdia::core::visits {

namespace {

namespace rv1 = ::thucdia::records::v1;

/// The table `visit` and the form's own tables laid over the reference data.
class DataOfVisit final : public forms::ExternalData {
 public:
  DataOfVisit(std::shared_ptr<const forms::Table> visit, registers::FormTables own,
              std::shared_ptr<const forms::ExternalData> datasets)
      : m_visit(std::move(visit)), m_own(std::move(own)), m_datasets(std::move(datasets)) {}

  [[nodiscard]] std::shared_ptr<const forms::Table> table(std::string_view name) const override {
    if (name == "visit") return m_visit;
    if (const auto own = m_own.find(name); own != m_own.end()) return own->second;
    return m_datasets ? m_datasets->table(name) : nullptr;
  }

 private:
  std::shared_ptr<const forms::Table> m_visit;
  registers::FormTables m_own;
  std::shared_ptr<const forms::ExternalData> m_datasets;
};

template <class Record>
Record recordOr(db::ReadTransaction& transaction, const std::string& id) {
  const auto known = RecordId::fromBytes(id);
  if (!known) return {};
  return records::get<Record>(transaction, *known).value_or(Record());
}

/// A code of the forms' list project_class.
std::string classCode(rv1::ProjectClass projectClass) {
  switch (projectClass) {
    case rv1::PROJECT_CLASS_ORDINARY:
      return "thuong";
    case rv1::PROJECT_CLASS_KEY:
      return "diem";
    case rv1::PROJECT_CLASS_GROUP:
      return "nhom";
    default:
      return {};
  }
}

std::string oldCommunes(const registers::AdministrativeUnits* units, std::string_view commune) {
  const auto* unit = units ? units->commune(commune) : nullptr;
  std::string names;
  if (!unit) return names;
  for (const auto* former : units->predecessors(*unit)) names += (names.empty() ? "" : "; ") + former->fullName;
  return names;
}

/// The answer to "conclusion", in whichever group the form has it.
std::string conclusionOf(const v1::Visit& visit) {
  for (const auto& [key, answer] : visit.answers()) {
    if (key == "conclusion" || key.ends_with("/conclusion")) return answerText(answer);
  }
  return {};
}

std::shared_ptr<const forms::Table> contextOf(db::ReadTransaction& transaction, const v1::Visit& visit,
                                              const std::optional<v1::Visit>& previous,
                                              const registers::AdministrativeUnits* units) {
  const auto facility = recordOr<rv1::Facility>(transaction, visit.facility_id());
  const auto cluster = facility.kind() == rv1::FACILITY_KIND_CLUSTER
                           ? facility
                           : recordOr<rv1::Facility>(transaction, facility.cluster_id());
  const auto project = recordOr<rv1::Project>(transaction, visit.project_id());
  const auto beneficiary = recordOr<rv1::Beneficiary>(transaction, visit.beneficiary_id());
  const auto beneficiaryPlace = recordOr<rv1::Facility>(transaction, beneficiary.facility_id());
  const auto inspector = recordOr<rv1::Person>(transaction, visit.inspector_id());
  const auto amount = [](std::int64_t value) { return value == 0 ? std::string() : std::to_string(value); };
  const std::map<std::string_view, std::string> values{
      {"facility_code", facility.code()},
      {"facility_name", facility.name()},
      {"facility_province", facility.province()},
      {"facility_commune", facility.commune()},
      {"facility_head", facility.head()},
      {"facility_tax_code", facility.tax_code()},
      {"facility_legal_form", facility.legal_form()},
      {"facility_vsic", facility.vsic()},
      {"cluster_code", cluster.code()},
      {"cluster_name", cluster.name()},
      {"old_communes", oldCommunes(units, facility.commune())},
      {"project_code", project.code()},
      {"project_name", project.name()},
      {"project_class", classCode(project.project_class())},
      {"contract_no", project.contract_no()},
      {"contract_date", project.contract_date()},
      {"implementing_unit", project.implementing_unit()},
      {"total_cost", amount(project.total_cost())},
      {"support", amount(project.support())},
      {"beneficiary_name", beneficiaryPlace.name()},
      {"previous_visit_date", previous ? isoDate(localDate(fromMicros(previous->started_at()))) : std::string()},
      {"previous_conclusion", previous ? conclusionOf(*previous) : std::string()},
      {"inspector_name", inspector.full_name()},
      {"inspector_position", inspector.position()},
  };
  std::vector<std::string> columns;
  std::vector<std::optional<std::string>> row;
  for (const std::string_view column : forms::visitColumns()) {
    columns.emplace_back(column);
    row.emplace_back(values.at(column));
  }
  std::vector<std::vector<std::optional<std::string>>> rows;
  rows.push_back(std::move(row));
  return std::make_shared<forms::MemoryTable>(std::move(columns), std::move(rows));
}

/// "equip[2]" → ("equip", 2); position 0 where none is written. Nothing when it is not of that form.
struct Segment {
  std::string_view name;
  std::uint32_t position = 0;
};

std::optional<std::vector<Segment>> segmentsOf(std::string_view path) {
  std::vector<Segment> segments;
  while (!path.empty()) {
    const auto slash = std::min(path.find('/'), path.size());
    std::string_view part = path.substr(0, slash);
    path.remove_prefix(std::min(slash + 1, path.size()));
    Segment segment{part, 0};
    if (const auto bracket = part.find('['); bracket != std::string_view::npos) {
      segment.name = part.substr(0, bracket);
      const std::string_view number = part.substr(bracket + 1);
      const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), segment.position);
      if (error != std::errc() || segment.position == 0 ||
          std::string_view(end, number.data() + number.size()) != "]") {
        return std::nullopt;
      }
    }
    if (segment.name.empty()) return std::nullopt;
    segments.push_back(segment);
  }
  return segments;
}

/// The full position path ("money/equip[2]/eq_name") of a path that may leave groups out; empty when no question or
/// several are meant.
std::string fullPath(const forms::Form& form, std::string_view path) {
  const auto segments = segmentsOf(path);
  if (!segments || segments->empty()) return {};
  const auto& nodes = form.compiled().nodes();
  std::string found;
  for (int i = 1; i < nodes.size(); ++i) {
    if (nodes[i].name() != segments->back().name) continue;
    // Up from the node: repeats and the node itself must be written, named groups may be.
    std::string full;
    auto segment = segments->rbegin();
    bool fits = true;
    for (int at = i; at != 0 && fits; at = static_cast<int>(nodes[at].parent())) {
      if (nodes[at].name().empty()) continue;
      const bool written = segment != segments->rend() && segment->name == nodes[at].name();
      const bool group = nodes[at].kind() == rv1::NODE_KIND_GROUP;
      if (!written && !(group && at != i)) fits = false;
      std::string part = nodes[at].name();
      if (written) {
        if (segment->position > 0) {
          if (nodes[at].kind() == rv1::NODE_KIND_REPEAT)
            part += fmt::format("[{}]", segment->position);
          else
            fits = fits && segment->position == 1;
        }
        ++segment;
      }
      full = full.empty() ? part : part + "/" + full;
    }
    if (!fits || segment != segments->rend()) continue;
    if (!found.empty() && found != full) return {};
    found = std::move(full);
  }
  return found;
}

}  // namespace

Result<OpenedVisit> openVisit(db::ReadTransaction& transaction, FormLibrary& forms, VisitId id,
                              const registers::AdministrativeUnits* units) {
  OpenedVisit opened;
  opened.id = id;
  const auto visit = foundOn(transaction, id);
  if (!visit) return fail(ErrorCode::NotFound, "no visit " + id.text());
  opened.visit = *visit;
  opened.state = stateOf(transaction, id).value();
  THUCDIA_ASSIGN(opened.form, forms.form(transaction, visit->form_id(), visit->form_version()));
  opened.answers = isSealed(opened.state.status) ? answerMap(*visit) : answersOf(transaction, id);
  if (const auto previous = VisitId::fromBytes(visit->previous_visit_id())) {
    opened.previousVisit = foundOn(transaction, *previous);
    if (opened.previousVisit) opened.previous = answerMap(*opened.previousVisit);
  }
  opened.tables = registers::formTables(transaction, opened.form->compiled());
  opened.context = contextOf(transaction, *visit, opened.previousVisit, units);
  return opened;
}

VisitHost::VisitHost(const OpenedVisit& opened, const Clock& clock, RandomSource& random, changes::DeviceTag device,
                     records::v1::Person person, std::shared_ptr<const forms::ExternalData> datasets)
    : m_clock(clock),
      m_random(random),
      m_device(device),
      m_person(std::move(person)),
      m_data(std::make_unique<DataOfVisit>(opened.context, opened.tables, std::move(datasets))) {
  // Go on counting after the rows that this device has made in this visit, removed ones included.
  const std::string mine = fmt::format(":{:x}-", m_device);
  for (const auto& [key, text] : opened.answers) {
    for (auto at = key.find(mine); at != std::string::npos; at = key.find(mine, at + 1)) {
      std::uint64_t counter = 0;
      std::from_chars(key.data() + at + mine.size(), key.data() + key.size(), counter);
      m_rows = std::max(m_rows, counter);
    }
  }
}

std::string VisitHost::property(std::string_view name) const {
  if (name == "deviceid") return fmt::format("{:08x}", m_device);
  if (name == "username") return m_person.name();
  if (name == "phonenumber") return m_person.phone();
  return {};
}

std::string VisitHost::newRowId() { return fmt::format("{:x}-{}", m_device, ++m_rows); }

char VisitHost::decimalMark(std::string_view language) const {
  const bool english = language.find("(en") != std::string_view::npos || language.starts_with("English");
  return english ? '.' : ',';
}

std::uint64_t VisitHost::random() {
  std::uint64_t number = 0;
  m_random.fill(std::span(reinterpret_cast<std::uint8_t*>(&number), sizeof number));
  return number;
}

forms::NodeRef findQuestion(const forms::Session& session, std::string_view path) {
  if (const auto node = session.find(path)) return node;
  const std::string full = fullPath(session.form(), path);
  return full.empty() ? forms::NodeRef{} : session.find(full);
}

Result<forms::NodeRef> findOrAddQuestion(forms::Session& session, std::string_view path, forms::Changes& changes) {
  const std::string full = fullPath(session.form(), path);
  if (full.empty())
    return fail(ErrorCode::NotFound, fmt::format("the form has no question {}", path), {.question = std::string(path)});
  // Every repeat on the way must have the row, or it is the next one.
  for (auto open = full.find('['); open != std::string::npos; open = full.find('[', open + 1)) {
    const auto close = full.find(']', open);
    const std::string row = full.substr(0, close + 1);
    if (session.find(row)) continue;
    std::uint32_t wanted = 0;
    std::from_chars(row.data() + open + 1, row.data() + close, wanted);
    const auto repeat = session.find(row.substr(0, open));
    if (!repeat || session.children(repeat).size() + 1 != wanted) {
      return fail(ErrorCode::NotFound, fmt::format("there is no row {} yet, and it is not the next one", row),
                  {.question = std::string(path)});
    }
    THUCDIA_ASSIGN(auto added, session.addRepeat(repeat));
    changes.structure = true;
    std::ranges::move(added.edits, std::back_inserter(changes.edits));
  }
  const auto node = session.find(full);
  if (!node)
    return fail(ErrorCode::NotFound, fmt::format("the form has no question {}", path), {.question = std::string(path)});
  return node;
}

}  // namespace thucdia::core::visits
