#include "core/review/conflict_commands.h"

#include <algorithm>
#include <optional>
#include <vector>

#include <fmt/format.h>

#include <thucdia/records/v1/registers.pb.h>
#include <thucdia/records/v1/visits.pb.h>

#include "core/records/record_rows.h"
#include "core/visits/form_library.h"
#include "core/visits/next_revision.h"
#include "core/visits/visit_queries.h"

namespace thucdia::core::review {

namespace {

namespace v1 = ::thucdia::records::v1;

/// Who uses this device, as the registers say; nothing before it was enrolled and has synced.
std::optional<v1::Person> userOf(db::ReadTransaction& transaction, changes::DeviceTag device) {
  std::optional<PersonId> person;
  {
    auto row = transaction.prepare("SELECT person_id FROM device WHERE tag = ?");
    row.bind(1, static_cast<std::int64_t>(device));
    if (row.step()) person = PersonId::fromBytes(row.blob(0));
  }
  return person ? records::get<v1::Person>(transaction, *person) : std::nullopt;
}

/// As the hub judges: what it would refuse is not written here either.
Result<> checkMaySettle(db::ReadTransaction& transaction, const v1::Person& by, const Conflict& conflict) {
  const auto& type = *conflict.type;
  const auto refuse = [&] { return fail(ErrorCode::NotPermitted, "this role does not settle " + conflict.name); };
  if (!type.mayWrite(by.role())) return refuse();
  for (const auto& field : type.fields()) {
    const auto& writers = field.options.writers();
    if (static_cast<std::uint32_t>(field.descriptor->number()) != conflict.leaf.field || writers.empty()) continue;
    if (std::ranges::find(writers, static_cast<int>(by.role())) == writers.end()) return refuse();
  }
  if (&type != &records::RecordType::of<v1::Visit>()) return {};
  const auto id = records::idAs<VisitId>(conflict.record);
  const auto visit = records::get<v1::Visit>(transaction, id);
  if (!visit) return fail(ErrorCode::NotFound, "no visit " + id.text());
  const bool own = visit->inspector_id() == by.id();
  const bool isAnswer = conflict.leaf.field == type.mapField();
  if (!own && (isAnswer || by.role() == v1::ROLE_INSPECTOR)) {
    return fail(ErrorCode::NotPermitted, "this is another inspector's visit");
  }
  const auto status = visits::stateOf(transaction, id, *visit).status;
  if (own && !visits::mayAnswer(status)) {
    return fail(ErrorCode::Locked, fmt::format("the visit is {}: what was found cannot change", visits::word(status)));
  }
  return {};
}

/// What is to be written when an answer is settled so. Another one to a returned visit than was sealed is the first of
/// its next revision; whichever of the signatures drawn before is chosen, that one is asked for again.
Result<std::vector<changes::LeafEdit>> answerEdits(db::ReadTransaction& transaction, RecordId record,
                                                   changes::LeafEdit answer, bool isShown) {
  std::vector<changes::LeafEdit> edits{std::move(answer)};
  const auto id = records::idAs<VisitId>(record);
  const auto visit = records::get<v1::Visit>(transaction, id);
  if (!visit || !visits::mayAnswer(visits::stateOf(transaction, id, *visit).status)) return edits;
  auto& chosen = edits.front();
  const bool isOpen = visits::isRevisionOpen(transaction, id, *visit);
  if (isOpen ? !visits::isOvertaken(transaction, id, *visit, chosen.key.entry, chosen.value) : isShown) return edits;
  visits::FormLibrary forms;
  THUCDIA_ASSIGN(const auto form, forms.form(transaction, visit->form_id(), visit->form_version()));
  auto opening = visits::openingEdits(transaction, id, *visit, *form, edits);
  if ((isOpen || !opening.empty()) && visits::isSignatureKey(*form, chosen.key.entry)) chosen.value.reset();
  std::ranges::move(opening, std::back_inserter(edits));
  return edits;
}

}  // namespace

Result<> settleConflict(changes::RecordWriter& writer, const Conflict& conflict, std::size_t value) {
  const auto row = records::loadRow(writer.transaction(), *conflict.type, conflict.record);
  if (!row) return fail(ErrorCode::NotFound, "no record has the id " + conflict.record.text());
  THUCDIA_ASSIGN(const auto state, changes::decode(row->body, row->meta));
  const changes::Leaf* leaf = state.find(conflict.leaf);
  const bool same = leaf && value < leaf->versions.size() && value < conflict.values.size() &&
                    leaf->versions[value].stamp.dot.device == conflict.values[value].device &&
                    leaf->versions[value].stamp.time == conflict.values[value].at;
  if (!same) return fail(ErrorCode::InvalidArgument, conflict.name + " no longer has that value");
  if (const auto by = userOf(writer.transaction(), writer.author().device)) {
    THUCDIA_TRY(checkMaySettle(writer.transaction(), *by, conflict));
  }
  std::vector<changes::LeafEdit> edits{{conflict.leaf, leaf->versions[value].value}};
  if (conflict.type == &records::RecordType::of<v1::Visit>() && conflict.leaf.field == conflict.type->mapField()) {
    THUCDIA_ASSIGN(edits, answerEdits(writer.transaction(), conflict.record, std::move(edits.front()), value == 0));
  }
  return writer.edit(*conflict.type, conflict.record, edits);
}

}  // namespace thucdia::core::review
