#include "core/visits/next_revision.h"

#include <algorithm>
#include <cstdint>

#include "core/changes/wire.h"
#include "core/records/record_rows.h"
#include "core/visits/visit_queries.h"

namespace thucdia::core::visits {

namespace {

using changes::LeafEdit;

std::optional<std::string> storedAnswer(const v1::Visit& visit, const std::string& key) {
  const auto stored = visit.answers().find(key);
  if (stored == visit.answers().end()) return std::nullopt;
  return stored->second.SerializeAsString();
}

/// Whether each answer of one is in the other as it is.
bool within(const v1::Visit& one, const v1::Visit& other) {
  return std::ranges::all_of(one.answers(), [&](const auto& answer) {
    return storedAnswer(other, answer.first) == answer.second.SerializeAsString();
  });
}

changes::RecordState stateOf(db::ReadTransaction& transaction, const records::RecordType& type, RecordId id) {
  const auto row = records::loadRow(transaction, type, id);
  if (!row) return {};
  return changes::decode(row->body, row->meta).value_or(changes::RecordState());
}

/// The stamp with which this device last sealed the visit; 0: it never has.
std::uint64_t lastSealedWith(db::ReadTransaction& transaction, VisitId id, changes::DeviceTag device) {
  std::uint64_t last = 0;
  for (const v1::VisitSeal& seal : sealsOf(transaction, id)) {
    const auto of = stateOf(transaction, records::RecordType::of<v1::VisitSeal>(), *RecordId::fromBytes(seal.id()));
    last = std::max(last, of.highestOf(device));
  }
  return last;
}

/// Leaves those of these signatures of which it is not known that they were drawn on this device for the open revision:
/// who opens one takes the signatures away that are here; where it came from elsewhere, one may be of the seal before.
std::vector<std::string> withoutDrawnNow(db::ReadTransaction& transaction, VisitId id, std::vector<std::string> keys,
                                         changes::DeviceTag device) {
  const auto state = stateOf(transaction, records::RecordType::of<v1::Visit>(), RecordId(id.bytes()));
  const auto lastWriter = [&](const changes::LeafKey& key) {
    const auto* leaf = state.find(key);
    return leaf ? leaf->versions.front().stamp.dot : changes::Dot{};
  };
  const bool openedHere = lastWriter({v1::Visit::kRevisionFieldNumber, {}}).device == device;
  const auto sealedWith = openedHere ? 0 : lastSealedWith(transaction, id, device);
  std::erase_if(keys, [&](const std::string& key) {
    const auto drawn = lastWriter({v1::Visit::kAnswersFieldNumber, key});
    return drawn.device == device && (openedHere || (sealedWith > 0 && drawn.counter > sealedWith));
  });
  return keys;
}

}  // namespace

bool isSignature(const v1::FormNode& question) {
  return question.control() == v1::CONTROL_IMAGE && question.appearance().find("signature") != std::string::npos;
}

bool isSignatureKey(const forms::Form& form, std::string_view key) {
  const std::uint32_t node = form.nodeOfKey(key);
  return node != forms::kNoNode && isSignature(form.compiled().nodes(static_cast<int>(node)));
}

std::vector<std::string> drawnSignatures(const forms::Form& form, const v1::Visit& visit) {
  std::vector<std::string> found;
  for (const auto& [key, answer] : visit.answers()) {
    if (answer.has_attachment() && isSignatureKey(form, key)) found.push_back(key);
  }
  std::ranges::sort(found);
  return found;
}

bool isRevisionOpen(db::ReadTransaction& transaction, VisitId id, const v1::Visit& visit) {
  return openRevision(transaction, id, visit) == std::max(visit.revision(), 1);
}

LeafEdit revisionLeaf(std::int32_t revision) {
  std::string value;
  changes::wire::appendTag(value, v1::Visit::kRevisionFieldNumber, changes::wire::kVarint);
  changes::wire::appendVarint(value, static_cast<std::uint64_t>(revision));
  return {{v1::Visit::kRevisionFieldNumber, {}}, std::move(value)};
}

std::vector<LeafEdit> openingEdits(db::ReadTransaction& transaction, VisitId id, const v1::Visit& visit,
                                   const forms::Form& form, std::span<const LeafEdit> edits) {
  if (isRevisionOpen(transaction, id, visit)) return {};
  const bool same = std::ranges::all_of(
      edits, [&](const LeafEdit& edit) { return storedAnswer(visit, edit.key.entry) == edit.value; });
  if (same) return {};
  std::vector<LeafEdit> opening{revisionLeaf(openRevision(transaction, id, visit))};
  for (std::string& key : drawnSignatures(form, visit)) {
    if (std::ranges::any_of(edits, [&](const LeafEdit& edit) { return edit.key.entry == key; })) continue;
    opening.push_back({{v1::Visit::kAnswersFieldNumber, std::move(key)}, std::nullopt});
  }
  return opening;
}

bool isOvertaken(db::ReadTransaction& transaction, VisitId id, const v1::Visit& visit, const std::string& key,
                 const std::optional<std::string>& drawn) {
  if (!drawn) return false;
  // The last revision that it stands in says what for.
  std::int32_t revision = 0;
  bool overtaken = false;
  for (const v1::VisitSeal& seal : sealsOf(transaction, id)) {
    v1::Visit sealed;
    if (seal.revision() < revision || !sealed.ParseFromString(seal.content())) continue;
    if (storedAnswer(sealed, key) != drawn) continue;
    const bool differs = sealed.answers_size() != visit.answers_size() || !within(sealed, visit);
    overtaken = differs || (overtaken && seal.revision() == revision);
    revision = seal.revision();
  }
  return overtaken;
}

std::vector<std::string> overtakenSignatures(db::ReadTransaction& transaction, VisitId id, const v1::Visit& visit,
                                             const forms::Form& form, changes::DeviceTag device) {
  std::vector<std::string> drawn = drawnSignatures(form, visit);
  // Those drawn for the open revision count even where they look as before.
  if (isRevisionOpen(transaction, id, visit)) drawn = withoutDrawnNow(transaction, id, std::move(drawn), device);
  std::erase_if(drawn, [&](const std::string& key) {
    return !isOvertaken(transaction, id, visit, key, storedAnswer(visit, key));
  });
  return drawn;
}

}  // namespace thucdia::core::visits
