#include "tests/simulation/oracles.h"

#include <algorithm>
#include <functional>
#include <map>
#include <set>

#include <fmt/format.h>

#include <thucdia/records/v1/registers.pb.h>
#include <thucdia/records/v1/visits.pb.h>
#include <thucdia/sync/v1/exchange.pb.h>

#include "core/records/blob_rows.h"
#include "core/records/record_rows.h"
#include "core/visits/visit_queries.h"
#include "sync/engine/carried_bundles.h"
#include "sync/engine/hand_back.h"
#include "sync/engine/sync_state.h"
#include "sync/hub/backup.h"
#include "sync/hub/heads.h"
#include "sync/hub/patch_rules.h"
#include "sync/hub/pull.h"
#include "sync/wire/envelope.h"

namespace thucdia::simulation {

namespace db = core::db;
using core::changes::Dot;
using core::changes::RecordState;
using core::records::RecordType;
using hub::Head;
using hub::HubRead;

namespace {

struct HeadState {
  Head head;
  RecordState state;
};

std::map<core::RecordId, HeadState> headsOf(HubMachine& machine) {
  std::map<core::RecordId, HeadState> heads;
  seen(machine.hub().storage().read([&](HubRead& read) -> core::Result<> {
    for (const auto& type : RecordType::all()) {
      std::int64_t after = 0;
      for (;;) {
        auto page = read.headsOfType(type.number(), after, 500);
        if (page.empty()) break;
        after = page.back().row;
        for (auto& head : page) {
          THUCDIA_ASSIGN(auto state, core::changes::decode(head.body, head.meta));
          const auto id = head.id;
          heads.emplace(id, HeadState{std::move(head), std::move(state)});
        }
      }
    }
    return {};
  }));
  return heads;
}

/// Records of this device that the hub refused.
std::set<core::RecordId> stuckAt(Tablet& tablet) {
  return seen(tablet.replica().read([&](db::ReadTransaction& transaction) {
    std::set<core::RecordId> stuck;
    for (const auto& refused : sync::refusedChanges(transaction)) stuck.insert(refused.id);
    return stuck;
  }));
}

/// Whether the tablet knows that a restored hub lacks something of the record.
bool saysLacked(Tablet& tablet, const RecordType& type, core::RecordId id) {
  return seen(tablet.replica().read(
      [&](db::ReadTransaction& transaction) { return sync::mayBeLacked(transaction, type, id); }));
}

/// What a restored hub has forgotten is handed back to it by who may write it, once the hub has what it names; by
/// anybody what the hub itself had made. A decision may not be possible any more, nor a seal where there is another.
bool mayGiveBack(const hub::Account& account, const RecordType& type, const RecordState& held,
                 const std::map<core::RecordId, HeadState>& heads) {
  if (&type == &RecordType::of<v1::VisitDecision>()) return false;
  if (&type == &RecordType::of<v1::VisitSeal>()) {
    const auto visit = core::RecordId::fromBytes(hub::shownBytes(type, held, "visit_id"));
    const auto isOfVisit = [&](const auto& head) {
      return head.second.head.type == type.number() && head.second.head.parent == visit;
    };
    if (std::ranges::any_of(heads, isOfVisit)) return false;
  }
  for (const auto& field : type.fields()) {
    if (!field.options.id() || field.descriptor->is_repeated()) continue;
    const auto named = core::RecordId::fromBytes(hub::shownBytes(type, held, field.descriptor->name()));
    if (named && !heads.contains(*named)) return false;
  }
  if (!type.isUsers()) return true;
  const bool mayWrite = account.role == v1::ROLE_SUPERVISOR ||
                        (&type == &RecordType::of<v1::Facility>() && account.role == v1::ROLE_INSPECTOR);
  return mayWrite && hub::inScope(account, hub::shownBytes(type, held, "province"), std::nullopt);
}

std::optional<hub::Device> deviceAt(HubMachine& machine, Tablet& tablet) {
  const auto enrolment = tablet.replica().enrolment();
  if (!enrolment) return std::nullopt;
  return seen(machine.hub().read([&](HubRead& read) { return read.device(enrolment->device); }));
}

std::string firstDifference(const RecordState& a, const RecordState& b) {
  for (const auto& leaf : a.leaves) {
    const auto* other = b.find(leaf.key);
    if (other && *other == leaf) continue;
    return fmt::format("leaf {}/{}: {} and {}", leaf.key.field, leaf.key.entry, describe(a, leaf.key),
                       describe(b, leaf.key));
  }
  for (const auto& leaf : b.leaves) {
    if (!a.find(leaf.key))
      return fmt::format("a leaf {}/{} more: {}", leaf.key.field, leaf.key.entry, describe(b, leaf.key));
  }
  return "what is known";
}

/// The hub's log, read from its beginning.
struct Replayed {
  std::map<core::RecordId, RecordState> states;
  /// Of each device, up to where its writes were accepted: from it, or from who gave a restored hub what it had
  /// forgotten.
  std::map<core::RecordId, core::changes::VersionVector> taken;
  /// What the hub logged itself: its own writes, and one by one what it had kept aside.
  std::map<core::RecordId, std::set<Dot>> logged;
};
Replayed replay(HubMachine& machine) {
  Replayed replayed;
  seen(machine.hub().storage().read([&](HubRead& read) -> core::Result<> {
    const auto hubId = machine.hub().identity().deviceId;
    read.eachLogEntry([&](const hub::LogEntry& entry) {
      const auto payload = sync::unpack(static_cast<hub::wire::Encoding>(entry.encoding), entry.payload);
      hub::wire::ExchangeRequest request;
      hub::wire::ExchangeResponse refusals;
      if (!payload || !request.ParseFromString(*payload) || !refusals.ParseFromString(entry.refused)) {
        violated("log entry {} cannot be read", entry.entry);
      }
      std::set<std::uint32_t> refused;
      for (const auto& each : refusals.refused()) refused.insert(each.index());
      const auto device = read.device(entry.device);
      for (int i = 0; i < request.push_size(); ++i) {
        if (refused.contains(static_cast<std::uint32_t>(i))) continue;
        const auto& change = request.push(i);
        auto patch = core::changes::decode(change.body(), change.meta());
        if (!patch) violated("log entry {} holds a damaged change", entry.entry);
        const auto id = *core::RecordId::fromBytes(change.id());
        auto& state = replayed.states[id];
        auto& taken = replayed.taken[id];
        if (entry.device == hubId) {
          for (const auto& leaf : patch->leaves) {
            for (const auto& version : leaf.versions) replayed.logged[id].insert(version.stamp.dot);
          }
        } else if (request.resending()) {
          for (const auto& [tag, counter] : patch->known.entries()) taken.include({tag, counter});
        } else if (device) {
          if (const auto counter = patch->known.counterOf(device->tag)) taken.include({device->tag, counter});
        }
        if (entry.device != hubId && !request.resending())
          patch->known = hub::honestKnowledge(state, *patch, device->tag);
        state = core::changes::merge(state, *patch);
      }
      return true;
    });
    return {};
  }));
  return replayed;
}

/// Who wrote what a restored hub forgot, and can no longer give it back: revoked, or refused (the visit is another's by
/// now). That is shown on the device itself.
std::map<core::changes::DeviceTag, std::set<core::RecordId>> stuckAtAll(
    const std::vector<std::unique_ptr<Tablet>>& tablets, std::set<core::changes::DeviceTag>& cutOff) {
  std::map<core::changes::DeviceTag, std::set<core::RecordId>> stuck;
  for (const auto& tablet : tablets) {
    if (!tablet->lost) stuck[tablet->tag()] = stuckAt(*tablet);
    if (tablet->lost || tablet->revoked || !tablet->enrolled) cutOff.insert(tablet->tag());
  }
  return stuck;
}

/// All that the hub has of it is here, or known here and overwritten.
bool hasAllOf(const RecordState& atHub, const RecordState& held) {
  return std::ranges::all_of(atHub.leaves, [&](const core::changes::Leaf& leaf) {
    const auto* same = held.find(leaf.key);
    return std::ranges::all_of(leaf.versions, [&](const core::changes::Version& version) {
      return (same && std::ranges::find(same->versions, version) != same->versions.end()) ||
             held.known.knows(version.stamp.dot);
    });
  });
}

bool speaksOf(const RecordState& visit, const std::string& sha256) {
  return std::ranges::any_of(visit.leaves, [&](const core::changes::Leaf& leaf) {
    return std::ranges::any_of(leaf.versions, [&](const core::changes::Version& version) {
      return version.value && version.value->find(sha256) != std::string::npos;
    });
  });
}

std::string knowledge(const RecordState& state) {
  std::string text;
  for (const auto& [device, counter] : state.known.entries()) text += fmt::format(" {:08x}:{}", device, counter);
  return text;
}

constexpr int kMostWaiting = 1000;

/// What a signature stands under: all answers but the moment of sealing.
std::map<std::string, std::string> signedAnswers(const v1::Visit& sealed) {
  std::map<std::string, std::string> answers;
  for (const auto& [key, answer] : sealed.answers()) answers.emplace(key, answer.SerializeAsString());
  answers.erase("signed_at");
  return answers;
}

/// Nobody's drawn signature is sealed under answers that were changed after it was drawn.
void checkSignatures(const std::map<core::RecordId, HeadState>& heads) {
  struct Signed {
    std::string seal;
    std::map<std::string, std::string> answers;
  };
  std::map<std::pair<std::string, std::string>, Signed> signedBefore;
  for (const auto& [id, at] : heads) {
    if (at.head.type != RecordType::of<v1::VisitSeal>().number()) continue;
    v1::VisitSeal seal;
    v1::Visit sealed;
    if (!seal.ParseFromString(at.head.body) || !sealed.ParseFromString(seal.content())) {
      violated("seal {} cannot be read", id.text());
    }
    const auto answers = signedAnswers(sealed);
    const auto drawn = answers.find("sig_site");
    if (drawn == answers.end()) violated("seal {} holds no drawn signature", id.text());
    const auto name = fmt::format("{} (revision {}, by {:08x})", id.text(), seal.revision(), at.head.origin);
    const auto [before, first] = signedBefore.try_emplace({seal.visit_id(), drawn->second}, Signed{name, answers});
    if (!first && before->second.answers != answers) {
      violated("one signature of visit {} stands under other answers in seal {} than in seal {}",
               core::hex(seal.visit_id()).substr(20), name, before->second.seal);
    }
  }
}

}  // namespace

void checkOutboxEmpty(HubMachine& machine, Tablet& tablet) {
  seen(tablet.replica().read([&](db::ReadTransaction& transaction) {
    if (const auto waiting = sync::countOutgoing(transaction)) {
      violated("tablet {}: {} records still wait to be sent", tablet.number(), waiting);
    }
    const auto carried = sync::carriedBundles(transaction).bundles_size();
    if (carried > 0 && !tablet.revoked) violated("tablet {}: {} bundles are still carried", tablet.number(), carried);
    auto waiting = core::records::blobsToSend(transaction, kMostWaiting);
    if (tablet.revoked) {
      // It is told nothing any more of photos that others have made, and that it has from them; nor of one that the hub
      // took from it before.
      std::erase_if(waiting, [&](const core::records::BlobRow& blob) {
        const auto visit = blob.visit ? core::records::loadRow(transaction, RecordType::of<v1::Visit>(),
                                                               core::records::idAs<core::RecordId>(*blob.visit))
                                      : std::nullopt;
        return (visit && visit->own == 0) || machine.hub().blobs().sizeOf(blob.sha256).has_value();
      });
    }
    if (!waiting.empty()) {
      // A hub takes no photo that none of its records speaks of, and says nothing of one that it has from elsewhere.
      // Whose answer it was had that refused, and is told.
      const auto heads = headsOf(machine);
      std::erase_if(waiting, [&](const core::records::BlobRow& blob) {
        const auto reach = sync::visitSyncStatus(transaction, *blob.visit).reach;
        if (reach != sync::VisitReach::Refused && reach != sync::VisitReach::HubLacksPart) return false;
        return machine.hub().blobs().sizeOf(blob.sha256).has_value() ||
               std::ranges::none_of(heads, [&](const auto& each) { return speaksOf(each.second.state, blob.sha256); });
      });
    }
    if (!waiting.empty()) {
      const auto& first = waiting.front();
      violated("tablet {}: {} photos still wait to be sent, the first {} of visit {}", tablet.number(), waiting.size(),
               core::hex(first.sha256).substr(0, 10), first.visit ? first.visit->text() : "none");
    }
  }));
}

void checkReplica(HubMachine& machine, Tablet& tablet) {
  const auto device = deviceAt(machine, tablet);
  if (!device) violated("tablet {} is no device of the hub", tablet.number());
  const auto account = seen(machine.hub().read([&](HubRead& read) { return read.account(device->person); }));
  const auto heads = headsOf(machine);
  const auto stuck = stuckAt(tablet);
  const auto mayLack = [&](const RecordType& type, core::RecordId id, const RecordState& held) {
    return machine.restores() > 0 && !mayGiveBack(*account, type, held, heads) && saysLacked(tablet, type, id);
  };
  for (const auto& [id, at] : heads) {
    const auto& type = *RecordType::byNumber(at.head.type);
    const auto held = tablet.held().find(id);
    const auto parent = at.head.parent ? heads.find(*at.head.parent) : heads.end();
    const bool ofOwnVisit = parent != heads.end() && parent->second.head.owner == account->person;
    if (!ofOwnVisit && !hub::inScope(*account, at.head.province, at.head.owner)) continue;
    if (held == tablet.held().end())
      violated("tablet {} lacks {} {} of province {}, which the hub holds knowing{}", tablet.number(), type.table(),
               id.text(), at.head.province, knowledge(at.state));
    const auto& state = held->second.second;
    if (stuck.contains(id)) {
      // What is refused stands beside all that the hub has.
      if (core::changes::merge(at.state, state).leaves != state.leaves)
        violated("tablet {} ({:08x}) holds the refused {} {} without what the hub has: {}", tablet.number(),
                 tablet.tag(), type.table(), id.text(), firstDifference(at.state, state));
      continue;
    }
    if (mayLack(type, id, state) && hasAllOf(at.state, state)) continue;
    if (state.leaves != at.state.leaves) {
      violated("tablet {} ({:08x}) holds {} {} otherwise than the hub: {}", tablet.number(), tablet.tag(), type.table(),
               id.text(), firstDifference(at.state, state));
    }
  }
  for (const auto& [id, held] : tablet.held()) {
    const auto& type = *RecordType::byNumber(held.first);
    const auto at = heads.find(id);
    const bool own = held.second.highestOf(tablet.tag()) > 0;
    if (at == heads.end()) {
      if (!stuck.contains(id) && !mayLack(type, id, held.second))
        violated("the hub lacks {} {} of province {} that tablet {} ({:08x}) holds, knowing{}", type.table(), id.text(),
                 hub::shownBytes(type, held.second, "province"), tablet.number(), tablet.tag(), knowledge(held.second));
      continue;
    }
    // What a restored hub may lack is kept.
    const bool kept = machine.restores() > 0 && saysLacked(tablet, type, id);
    if (!own && !kept && !hub::inScope(*account, at->second.head.province, at->second.head.owner)) {
      violated("tablet {} holds {} {} that has left its scope: {}", tablet.number(), type.table(), id.text(),
               firstDifference(at->second.state, held.second));
    }
  }
}

void checkNothingLost(HubMachine& machine, const Ledger& ledger, const std::vector<std::unique_ptr<Tablet>>& tablets) {
  const auto heads = headsOf(machine);
  const auto log = replay(machine);
  std::set<core::changes::DeviceTag> cutOff;
  auto stuck = stuckAtAll(tablets, cutOff);
  std::set<core::changes::DeviceTag> lost;
  std::set<core::changes::DeviceTag> outside;
  for (const auto& tablet : tablets) {
    if (tablet->lost) lost.insert(tablet->tag());
    if (!tablet->lost && !tablet->enrolled) outside.insert(tablet->tag());
  }
  const auto taken = [&](core::RecordId record, Dot dot) {
    const auto at = log.taken.find(record);
    if (at != log.taken.end() && dot.counter <= at->second.counterOf(dot.device)) return true;
    const auto logged = log.logged.find(record);
    return logged != log.logged.end() && logged->second.contains(dot);
  };
  // Of what never came to a hub that was never restored nobody else can know.
  const auto mayBeKnown = [&](core::RecordId record, Dot dot) {
    return machine.restores() > 0 && std::ranges::any_of(tablets, [&](const auto& tablet) {
             const auto held = tablet->held().find(record);
             return held != tablet->held().end() && held->second.second.known.knows(dot);
           });
  };
  for (const auto& [place, writes] : ledger.places()) {
    const auto head = heads.find(place.first);
    const auto* leaf = head == heads.end() ? nullptr : head->second.state.find(place.second);
    // By what came to the hub, or by what that had replaced before it was sent.
    const std::function<bool(const Ledger::Write&)> isReplaced = [&](const Ledger::Write& write) {
      return std::ranges::any_of(write.overwrittenBy, [&](Dot by) {
        const auto next = writes.find(by);
        return taken(place.first, by) || (next != writes.end() && isReplaced(next->second));
      });
    };
    for (const auto& [dot, write] : writes) {
      const bool overwritten = isReplaced(write);
      // By what was put aside or refused, which is shown where it was written.
      const bool maybeOverwritten = overwritten || std::ranges::any_of(write.overwrittenBy, [&](Dot by) {
                                      return (cutOff.contains(by.device) && mayBeKnown(place.first, by)) ||
                                             stuck[by.device].contains(place.first);
                                    });
      const core::changes::Version* there = nullptr;
      if (leaf) {
        for (const auto& version : leaf->versions) {
          if (version.stamp.dot == dot) there = &version;
        }
      }
      if (there && there->value != write.value) violated("the hub holds another value of {}", describe(place, dot));
      if (there && overwritten) violated("the hub still shows the overwritten {}", describe(place, dot));
      if (there || maybeOverwritten) continue;
      if (!taken(place.first, dot)) {
        // Of a device that is lost there is what the hub had taken, of one that cannot come back what is on it; a
        // restored hub has forgotten its own.
        if (lost.contains(dot.device) || outside.contains(dot.device)) continue;
        if (ledger.isHubs(dot) && machine.restores() > 0) continue;
        if (stuck[dot.device].contains(place.first)) continue;  // shown there as refused
      }
      std::string holders;
      for (const auto& tablet : tablets) {
        const auto held = tablet->held().find(place.first);
        if (held == tablet->held().end()) continue;
        holders += fmt::format("; tablet {} ({:08x}) {}", tablet->number(), tablet->tag(),
                               describe(held->second.second, place.second));
      }
      violated("the hub has lost {}: {}{}", describe(place, dot),
               leaf ? describe(head->second.state, place.second) : "it has no such leaf", holders);
    }
  }
}

void checkReach(HubMachine& machine, Tablet& tablet, bool atEnd) {
  const auto heads = headsOf(machine);
  const auto isAtHub = [&](core::RecordId id, const RecordState& held) {
    const auto at = heads.find(id);
    return at != heads.end() && std::ranges::all_of(held.leaves, [&](const core::changes::Leaf& leaf) {
             return std::ranges::all_of(leaf.versions, [&](const core::changes::Version& version) {
               return at->second.state.known.knows(version.stamp.dot);
             });
           });
  };
  seen(tablet.replica().read([&](db::ReadTransaction& transaction) {
    std::map<core::RecordId, bool> lacked;
    for (const auto& [id, held] : tablet.held()) {
      const auto& type = *RecordType::byNumber(held.first);
      const bool isVisit = &type == &RecordType::of<v1::Visit>();
      const bool belongs = &type == &RecordType::of<v1::VisitSeal>() || &type == &RecordType::of<v1::VisitDecision>();
      if (!isVisit && !belongs) continue;
      const auto visit =
          isVisit ? std::optional(id) : core::RecordId::fromBytes(hub::shownBytes(type, held.second, "visit_id"));
      if (!visit || !tablet.held().contains(*visit)) continue;
      const auto reach = sync::visitSyncStatus(transaction, core::VisitId(visit->bytes())).reach;
      if (reach == sync::VisitReach::HubLacksPart) {
        auto& lacks = lacked.try_emplace(*visit, false).first->second;
        lacks = lacks || !isAtHub(id, held.second);
      }
      if (reach == sync::VisitReach::ReceivedWhole && !isAtHub(id, held.second))
        violated(
            "tablet {} ({:08x}): visit {} is called received whole, and the hub lacks of its {} {}, known here{} and "
            "there{}",
            tablet.number(), tablet.tag(), visit->text(), type.table(), id.text(), knowledge(held.second),
            heads.contains(id) ? knowledge(heads.at(id).state) : " nothing");
    }
    for (const auto& [visit, lacks] : lacked) {
      if (atEnd && !lacks)
        violated("tablet {} ({:08x}): visit {} is called incomplete at the hub, which has all of it", tablet.number(),
                 tablet.tag(), visit.text());
    }
  }));
}

void checkBlobs(HubMachine& machine, Tablet& tablet) {
  const auto device = deviceAt(machine, tablet);
  const auto heads = headsOf(machine);
  const auto account = seen(machine.hub().read([&](HubRead& read) { return read.account(device->person); }));
  seen(tablet.replica().read([&](db::ReadTransaction& transaction) {
    for (const auto& [id, held] : tablet.held()) {
      if (held.first != RecordType::of<v1::Visit>().number()) continue;
      const core::VisitId visit(id.bytes());
      const auto status = sync::visitSyncStatus(transaction, visit);
      for (const auto& blob : core::records::blobsOfVisit(transaction, visit)) {
        if (blob.here) {
          const auto whole = tablet.replica().blobs().verify(blob.sha256);
          if (!whole)
            violated("tablet {}: a photo of visit {} is not whole: {}", tablet.number(), id.text(),
                     core::describe(whole.error()));
        }
        const auto head = heads.find(id);
        const bool reachable = !tablet.revoked && blob.here && head != heads.end() &&
                               hub::inScope(*account, head->second.head.province, head->second.head.owner);
        if (reachable && !machine.hub().blobs().sizeOf(blob.sha256) &&
            std::ranges::any_of(heads, [&](const auto& each) {
              return (each.first == id || each.second.head.parent == id) && speaksOf(each.second.state, blob.sha256);
            })) {
          violated("tablet {} has photo {} of visit {} ({}), and does not give it to the hub", tablet.number(),
                   core::hex(blob.sha256).substr(0, 10), id.text(), static_cast<int>(status.reach));
        }
        const bool whole = status.reach == sync::VisitReach::ReceivedWhole &&
                           (speaksOf(held.second, blob.sha256) || machine.restores() == 0);
        if (whole && !machine.hub().blobs().sizeOf(blob.sha256)) {
          violated("tablet {}: visit {} is called received whole, and the hub lacks photo {}", tablet.number(),
                   id.text(), core::hex(blob.sha256).substr(0, 10));
        }
      }
    }
    if (tablet.revoked) return;
    const auto toFetch = core::records::blobsToFetch(transaction, kMostWaiting);
    for (const auto& blob : toFetch) {
      if (!machine.hub().blobs().sizeOf(blob.sha256)) continue;
      const bool offered = seen(machine.hub().read([&](HubRead& read) {
        return std::ranges::any_of(read.usersOfBlob(blob.sha256), [&](core::RecordId id) {
          const auto head = read.head(id);
          return head && hub::inScope(*account, head->province, head->owner);
        });
      }));
      if (offered) violated("tablet {} has not fetched a photo that the hub has", tablet.number());
    }
  }));
}

void checkHub(HubMachine& machine) {
  const auto report = seen(hub::check(machine.hub()));
  if (!report.problems.empty()) violated("the hub's check: {}", report.problems.front());
  const auto log = replay(machine);
  const auto heads = headsOf(machine);
  checkSignatures(heads);
  for (const auto& [id, at] : heads) {
    const auto found = log.states.find(id);
    if (found == log.states.end()) violated("the log never speaks of {}", id.text());
    if (found->second != at.state)
      violated("the log replayed gives another {}: {}", id.text(), firstDifference(at.state, found->second));
  }
}

}  // namespace thucdia::simulation
