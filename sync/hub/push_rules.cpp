#include "sync/hub/push_rules.h"

#include <algorithm>

#include <fmt/format.h>

#include <thucdia/records/v1/visits.pb.h>

#include "core/changes/wire.h"
#include "core/visits/life_cycle.h"
#include "core/visits/seal.h"
#include "sync/hub/hashing.h"
#include "sync/hub/heads.h"
#include "sync/hub/hub_records.h"
#include "sync/hub/hub_signature.h"
#include "sync/hub/patch_rules.h"

namespace thucdia::hub {

using core::ErrorCode;
using core::changes::Leaf;
using core::changes::RecordState;
using core::changes::Version;
using core::records::RecordType;

namespace {

namespace visits = core::visits;

std::string nameOf(const RecordType& type, const core::records::FieldInfo& field) {
  return type.table() + "." + field.descriptor->name();
}

bool isRole(const google::protobuf::RepeatedField<int>& roles, records::Role role) {
  return roles.empty() || role == records::ROLE_ADMIN || std::ranges::find(roles, int{role}) != roles.end();
}

/// After a restore a supervisor gives back what others wrote, who may never come themselves.
bool handsBack(const Pusher& pusher, const Proposal& proposal) {
  return proposal.resending &&
         (pusher.account.role == records::ROLE_SUPERVISOR || pusher.account.role == records::ROLE_ADMIN);
}

/// Leaves that would be otherwise than before.
std::vector<const Leaf*> changedLeaves(const Proposal& proposal) {
  std::vector<const Leaf*> changed;
  for (const Leaf& leaf : proposal.after.leaves) {
    const Leaf* was = proposal.before.find(leaf.key);
    if (!was || *was != leaf) changed.push_back(&leaf);
  }
  return changed;
}

/// What the hub alone makes is given back to it as it had signed it, stamps and all: what it has written since, and
/// what a restore has stamped anew, stays the newer.
core::Result<> checkHubsOwn(HubRead& read, const Proposal& proposal) {
  if (!isSignedByHub(proposal.patch, proposal.type, proposal.id, read.identity())) {
    return core::fail(ErrorCode::NotPermitted,
                      fmt::format("the {} does not carry this hub's signature", proposal.type.table()));
  }
  return {};
}

core::Result<> checkRole(HubRead& read, const Pusher& pusher, const Proposal& proposal,
                         const std::vector<const Leaf*>& changed) {
  const auto role = pusher.account.role;
  if (proposal.resending && !proposal.type.isUsers() && role != records::ROLE_ADMIN)
    return checkHubsOwn(read, proposal);
  if (handsBack(pusher, proposal)) return {};
  if (!proposal.type.mayWrite(role)) {
    return core::fail(ErrorCode::NotPermitted, fmt::format("this role does not write a {}", proposal.type.table()));
  }
  for (const auto& field : proposal.type.fields()) {
    if (field.options.writers().empty() || isRole(field.options.writers(), role)) continue;
    const auto number = static_cast<std::uint32_t>(field.descriptor->number());
    if (std::ranges::any_of(changed, [&](const Leaf* leaf) { return leaf->key.field == number; })) {
      return core::fail(ErrorCode::NotPermitted, "this role does not write " + nameOf(proposal.type, field));
    }
  }
  return {};
}

core::Result<> checkScope(HubRead& read, const Pusher& pusher, const Proposal& proposal) {
  const auto& type = proposal.type;
  const auto visit = RecordId::fromBytes(shownBytes(type, proposal.after, "visit_id"));
  const auto place = visit ? read.place(*visit) : std::nullopt;
  // Whose it is, the visit says.
  if (visit && !place) return core::fail(ErrorCode::NotFound, "the hub does not have its visit");
  for (const RecordState* state : {&proposal.before, &proposal.after}) {
    if (state == &proposal.before && proposal.isNew) continue;
    const auto keys = feedKeys(read, type, *state);
    const bool own = keys.owner == pusher.account.person;
    if (keys.province.empty() || own || pusher.account.scope.holds(keys.province)) continue;
    return core::fail(ErrorCode::OutOfScope, "the record belongs to province " + keys.province);
  }
  // What belongs to a visit stands where the visit stands.
  if (!place) return {};
  const auto province = shownBytes(type, proposal.after, "province");
  if (place->province != (province.empty() ? "?" : province)) {
    return core::fail(ErrorCode::InvalidArgument, "it names another province than its visit");
  }
  return {};
}

core::Result<> checkReferences(HubRead& read, const Proposal& proposal) {
  for (const auto& field : proposal.type.fields()) {
    if (!field.options.id() || field.descriptor->is_repeated()) continue;
    const auto raw = shownBytes(proposal.after, static_cast<std::uint32_t>(field.descriptor->number()));
    if (raw.empty()) continue;
    const auto id = RecordId::fromBytes(raw);
    if (!id) return core::fail(ErrorCode::InvalidArgument, nameOf(proposal.type, field) + " is no id");
    if (!read.holds(*id)) {
      return core::fail(ErrorCode::NotFound, fmt::format("{} names {}, which the hub does not have",
                                                         nameOf(proposal.type, field), id->text()));
    }
  }
  return {};
}

/// What of a visit its status depends on, read off its bytes: parsing forty answers for it would cost more than all the
/// rest of the judging.
struct VisitFacts {
  std::int32_t revision = 0;
  bool answered = false;
  std::int64_t startedAt = 0;
};
std::optional<VisitFacts> factsOf(std::string_view body) {
  namespace walk = core::changes::wire;
  VisitFacts facts;
  walk::Reader reader(body);
  while (!reader.atEnd()) {
    const auto field = reader.field();
    if (!field) return std::nullopt;
    const auto number = field->type == walk::kVarint ? walk::Reader(field->payload).varint().value_or(0) : 0;
    if (field->number == records::Visit::kAnswersFieldNumber) facts.answered = true;
    if (field->number == records::Visit::kRevisionFieldNumber) facts.revision = static_cast<std::int32_t>(number);
    if (field->number == records::Visit::kStartedAtFieldNumber) facts.startedAt = static_cast<std::int64_t>(number);
  }
  return facts;
}

/// What belongs to a visit, read once.
struct Belongings {
  std::vector<records::VisitSeal> seals;
  std::vector<records::VisitDecision> decisions;

  [[nodiscard]] const records::VisitSeal* sealOf(std::int32_t revision) const {
    const auto at = std::ranges::find(seals, revision, &records::VisitSeal::revision);
    return at == seals.end() ? nullptr : &*at;
  }
};
Belongings belongingsOf(HubRead& read, RecordId visit) {
  Belongings found;
  for (const auto& child : read.children(visit)) {
    if (child.type == RecordType::of<records::VisitSeal>().number()) {
      records::VisitSeal seal;
      if (!seal.ParseFromString(child.body)) continue;
      seal.set_id(child.id.rawString());
      found.seals.push_back(std::move(seal));
    } else {
      records::VisitDecision decision;
      if (!decision.ParseFromString(child.body)) continue;
      decision.set_id(child.id.rawString());
      found.decisions.push_back(std::move(decision));
    }
  }
  return found;
}

core::Result<visits::VisitState> visitStateOf(const Head& visitHead, const Belongings& belongings) {
  const auto facts = factsOf(visitHead.body);
  if (!facts) return core::fail(ErrorCode::CorruptData, visitHead.id.text());
  std::vector<visits::SealFact> seals;
  for (const auto& seal : belongings.seals) seals.push_back({seal.revision(), core::fromMicros(seal.sealed_at())});
  return visits::visitState(facts->revision, facts->answered, core::fromMicros(facts->startedAt), seals,
                            belongings.decisions);
}

core::Result<> checkVisit(HubRead& read, const Pusher& pusher, const Proposal& proposal,
                          const std::vector<const Leaf*>& changed) {
  const auto owner = PersonId::fromBytes(shownBytes(proposal.type, proposal.after, "inspector_id"));
  if (!owner) return core::fail(ErrorCode::InvalidArgument, "a visit names its inspector");
  if (shownBytes(proposal.type, proposal.after, "facility_id").empty()) {
    return core::fail(ErrorCode::InvalidArgument, "a visit names its facility");
  }
  const auto before = PersonId::fromBytes(shownBytes(proposal.type, proposal.before, "inspector_id"));
  const bool wasOwn = (proposal.isNew ? owner : before) == pusher.account.person;
  if (pusher.account.role == records::ROLE_INSPECTOR && (!wasOwn || *owner != pusher.account.person)) {
    return core::fail(ErrorCode::NotPermitted, "the visit is another inspector's");
  }
  const auto isAnswer = [&](const Leaf* leaf) { return leaf->key.field == proposal.type.mapField(); };
  if (!wasOwn && !handsBack(pusher, proposal) && std::ranges::any_of(changed, isAnswer)) {
    return core::fail(ErrorCode::NotPermitted, "only the visit's inspector answers");
  }
  if (proposal.isNew) return {};
  if (shownBytes(proposal.type, proposal.before, "province") != shownBytes(proposal.type, proposal.after, "province")) {
    return core::fail(ErrorCode::InvalidArgument, "a visit stays in its province");
  }
  // A seal's maker may not change behind it what they sealed. What others wrote without knowing of the seal is taken:
  // it stands beside the sealed revision as a conflict and never alters it.
  const auto visitHead = read.head(proposal.id);
  const auto belongings = belongingsOf(read, proposal.id);
  THUCDIA_ASSIGN(const auto state, visitStateOf(*visitHead, belongings));
  if (visits::mayAnswer(state.status) || state.status == visits::VisitStatus::AwaitingSignature) return {};
  const auto* seal = belongings.sealOf(state.revision);
  const auto sealHead = seal ? read.head(*RecordId::fromBytes(seal->id())) : std::nullopt;
  if (!sealHead || sealHead->origin != pusher.device.tag) return {};
  THUCDIA_ASSIGN(const auto sealState, core::changes::decode(sealHead->body, sealHead->meta));
  const auto sealedWith = sealState.highestOf(pusher.device.tag);
  for (const Leaf* leaf : changed) {
    for (const Version& version : leaf->versions) {
      if (version.stamp.dot.device == pusher.device.tag && version.stamp.dot.counter > sealedWith) {
        return core::fail(ErrorCode::Locked, fmt::format("revision {} of the visit is signed", state.revision));
      }
    }
  }
  return {};
}

/// Whether what was sealed is that revision of this visit.
core::Result<> checkSealedBytes(const records::VisitSeal& seal, const Head& visitHead) {
  const auto facts = factsOf(seal.content());
  if (!facts || facts->revision != seal.revision()) {
    return core::fail(ErrorCode::InvalidArgument, "the sealed bytes are not that revision of a visit");
  }
  // The very bytes that the hub holds were read when they came.
  if (seal.content() == visitHead.body && visitHead.owner == PersonId::fromBytes(seal.person_id())) return {};
  records::Visit content;
  records::Visit visitNow;
  if (!content.ParseFromString(seal.content())) {
    return core::fail(ErrorCode::InvalidArgument, "the sealed bytes are no visit");
  }
  if (!visitNow.ParseFromString(visitHead.body) || content.facility_id() != visitNow.facility_id() ||
      content.inspector_id() != seal.person_id() || content.form_id() != visitNow.form_id()) {
    return core::fail(ErrorCode::InvalidArgument, "the sealed bytes are another visit's");
  }
  return {};
}

/// Whose key a seal is judged by.
struct SealMaker {
  PersonId person;
  std::string publicKey;
};
std::optional<SealMaker> makerOf(HubRead& read, DeviceId id) {
  if (const auto device = read.device(id)) return SealMaker{device->person, device->publicKey};
  // A restored hub that has forgotten the device has been given its record back.
  const auto record = getSigned<records::Device>(read, id);
  const auto person = record ? PersonId::fromBytes(record->person_id()) : std::nullopt;
  return person ? std::optional(SealMaker{*person, record->public_key()}) : std::nullopt;
}

core::Result<> checkSeal(HubRead& read, const Pusher& pusher, const Proposal& proposal) {
  records::VisitSeal seal;
  const auto encoded = core::changes::encode(proposal.after);
  if (!seal.ParseFromString(encoded.body)) return core::fail(ErrorCode::CorruptData, "not a seal");
  const auto visit = RecordId::fromBytes(seal.visit_id());
  const auto head = visit ? read.head(*visit) : std::nullopt;
  if (!head || head->type != RecordType::of<records::Visit>().number()) {
    return core::fail(ErrorCode::NotFound, "the seal names no visit that the hub has");
  }
  const auto inspector = PersonId::fromBytes(seal.person_id());
  // What is handed back may have been signed by who had the visit before.
  const bool ownInOwnName = head->owner == inspector && inspector == pusher.account.person;
  if (!inspector || (!ownInOwnName && !handsBack(pusher, proposal))) {
    return core::fail(ErrorCode::NotPermitted, "only the visit's inspector signs it, in their own name");
  }
  const auto device = DeviceId::fromBytes(seal.device_id());
  const auto maker = device ? makerOf(read, *device) : std::nullopt;
  if (!maker || maker->person != *inspector) {
    return core::fail(ErrorCode::NotPermitted, "the seal's device is not the inspector's");
  }
  if (!proposal.sealVerified || maker->publicKey != pusher.device.publicKey) {
    THUCDIA_TRY(visits::verifySeal(seal, maker->publicKey, quickSha256));
  }
  THUCDIA_TRY(checkSealedBytes(seal, *head));
  const auto belongings = belongingsOf(read, *visit);
  std::int32_t last = 0;
  for (const auto& other : belongings.seals) last = std::max(last, other.revision());
  if (seal.revision() <= last) {
    return core::fail(ErrorCode::AlreadyExists, fmt::format("revision {} is signed already", seal.revision()));
  }
  if (seal.revision() != last + 1) {
    return core::fail(ErrorCode::IllegalMove, fmt::format("revision {} comes before {}", last + 1, seal.revision()));
  }
  THUCDIA_ASSIGN(const auto state, visitStateOf(*head, belongings));
  if (!visits::mayAnswer(state.status) && state.status != visits::VisitStatus::AwaitingSignature) {
    return core::fail(ErrorCode::IllegalMove,
                      fmt::format("a visit that is {} is not signed", visits::word(state.status)));
  }
  return {};
}

std::optional<records::Role> roleOf(HubRead& read, const Pusher& pusher, PersonId person) {
  if (person == pusher.account.person) return pusher.account.role;
  if (const auto account = read.account(person)) return account->role;
  // A restored hub that has forgotten the account has been given its record back.
  const auto record = getSigned<records::Person>(read, person);
  return record ? std::optional(record->role()) : std::nullopt;
}

core::Result<> checkDecision(HubRead& read, const Pusher& pusher, const Proposal& proposal) {
  records::VisitDecision decision;
  const auto encoded = core::changes::encode(proposal.after);
  if (!decision.ParseFromString(encoded.body)) return core::fail(ErrorCode::CorruptData, "not a decision");
  const auto visit = RecordId::fromBytes(decision.visit_id());
  const auto head = visit ? read.head(*visit) : std::nullopt;
  if (!head || head->type != RecordType::of<records::Visit>().number()) {
    return core::fail(ErrorCode::NotFound, "the decision names no visit that the hub has");
  }
  const auto decider = PersonId::fromBytes(decision.person_id());
  if (!decider || (decider != pusher.account.person && !handsBack(pusher, proposal))) {
    return core::fail(ErrorCode::NotPermitted, "a decision is taken in one's own name");
  }
  const auto role = roleOf(read, pusher, *decider);
  if (!role) return core::fail(ErrorCode::NotFound, "the decision names nobody whom the hub has");
  const auto belongings = belongingsOf(read, *visit);
  const auto* seal = belongings.sealOf(decision.revision());
  if (!seal && !decision.seal_sha256().empty()) {
    return core::fail(ErrorCode::NotFound, fmt::format("revision {} is not signed yet", decision.revision()));
  }
  if (seal && core::raw(quickSha256(seal->content())) != decision.seal_sha256()) {
    return core::fail(ErrorCode::BadHash, "the decision is on other bytes than were signed");
  }
  THUCDIA_ASSIGN(const auto state, visitStateOf(*head, belongings));
  // Of what is handed back, who signed it had the visit then.
  const bool own =
      head->owner == decider || (seal && handsBack(pusher, proposal) && seal->person_id() == decision.person_id());
  // All that the revision has been, beginning with its seal: who decides need not know what came since.
  std::vector<visits::VisitStatus> passed;
  if (seal) {
    passed.push_back(visits::VisitStatus::Signed);
    for (const auto& standing : state.standing) {
      if (standing.revision() != decision.revision()) continue;
      for (const auto& move : visits::moves()) {
        if (move.from == passed.back() && move.decision == standing.kind()) {
          passed.push_back(move.to);
          break;
        }
      }
    }
  } else {
    passed.push_back(state.status);
  }
  std::optional<core::Error> why;
  for (auto status = passed.rbegin(); status != passed.rend(); ++status) {
    const auto move = visits::checkMove(*status, decision, *role, own);
    if (move) return {};
    if (!why || move.error().code != ErrorCode::IllegalMove) why = move.error();
  }
  return core::fail(*why);
}

}  // namespace

core::Result<> checkPush(HubRead& read, const Pusher& pusher, const Proposal& proposal) {
  const auto changed = changedLeaves(proposal);
  if (proposal.isNew && changed.empty()) return core::fail(ErrorCode::InvalidArgument, "an empty record");
  THUCDIA_TRY(checkMerge(proposal.before, proposal.patch, proposal.after, pusher.device.tag, proposal.resending));
  THUCDIA_TRY(checkRole(read, pusher, proposal, changed));
  if (proposal.type.appendOnly() && !proposal.isNew) {
    return core::fail(ErrorCode::Locked, "such a record is made once and never changed");
  }
  THUCDIA_TRY(checkScope(read, pusher, proposal));
  THUCDIA_TRY(checkReferences(read, proposal));
  if (&proposal.type == &RecordType::of<records::Visit>()) return checkVisit(read, pusher, proposal, changed);
  if (&proposal.type == &RecordType::of<records::VisitSeal>()) return checkSeal(read, pusher, proposal);
  if (&proposal.type == &RecordType::of<records::VisitDecision>()) return checkDecision(read, pusher, proposal);
  return {};
}

}  // namespace thucdia::hub
