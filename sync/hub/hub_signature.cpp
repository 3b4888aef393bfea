#include "sync/hub/hub_signature.h"

#include <vector>

#include <thucdia/records/v1/registers.pb.h>

#include "core/base/crypto.h"
#include "core/changes/wire.h"
#include "sync/hub/hashing.h"
#include "sync/wire/encoding.h"

namespace thucdia::hub {

namespace records = ::thucdia::records::v1;
namespace walk = core::changes::wire;

namespace {

constexpr std::string_view kStatement = "thucdia hub record 1\n";
constexpr std::uint32_t kField = records::Person::kHubSignatureFieldNumber;
static_assert(kField == records::Device::kHubSignatureFieldNumber);
static_assert(kField == records::Dataset::kHubSignatureFieldNumber);
static_assert(kField == records::FormVersion::kHubSignatureFieldNumber);

/// Kind, id and the rest of it.
std::string statementOf(const RecordState& record, const RecordType& type, RecordId id) {
  auto rest = record;
  std::erase_if(rest.leaves, [](const auto& leaf) { return leaf.key == hubSignatureKey(); });
  std::string statement(kStatement);
  sync::appendBigEndian(statement, type.number());
  statement += id.raw();
  const auto encoded = core::changes::encode(rest);
  statement += core::raw(quickSha256(encoded.body));
  statement += core::raw(quickSha256(encoded.meta));
  return statement;
}

}  // namespace

const core::changes::LeafKey& hubSignatureKey() {
  static const core::changes::LeafKey kKey{kField, {}};
  return kKey;
}

void signByHub(RecordState& record, const RecordType& type, RecordId id, const HubIdentity& identity,
               const core::changes::Stamp& stamp) {
  record.known.include(stamp.dot);
  const auto signature = identity.key.sign(statementOf(record, type, id));
  std::string value;
  walk::appendTag(value, kField, walk::kLengthDelimited);
  walk::appendVarint(value, signature.size());
  value += signature;
  core::changes::write(record, std::vector<core::changes::LeafEdit>{{hubSignatureKey(), std::move(value)}}, stamp);
}

bool isSignedByHub(const RecordState& record, const RecordType& type, RecordId id, const HubIdentity& identity) {
  const auto* leaf = record.find(hubSignatureKey());
  if (!leaf || leaf->versions.size() != 1 || !leaf->versions.front().value) return false;
  const auto field = walk::Reader(*leaf->versions.front().value).field();
  return field && core::verify(identity.key.publicKey(), statementOf(record, type, id), field->payload);
}

}  // namespace thucdia::hub
