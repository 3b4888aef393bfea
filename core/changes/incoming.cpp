#include "core/changes/incoming.h"

#include <fmt/format.h>

#include "core/records/body_rows.h"
#include "core/records/packing.h"

namespace thucdia::core::changes {

Result<Incoming> readIncoming(const records::RecordType& type, RecordId id, EncodedState sent, DeviceTag device,
                              google::protobuf::Arena& arena, Packing packing) {
  Incoming incoming{.type = &type, .id = id, .encoded = std::move(sent), .message = nullptr, .packed = {}, .seal = {}};
  if (const auto plain = plainState(incoming.encoded.body, incoming.encoded.meta, device)) {
    incoming.own = plain->own;
    incoming.known = plain->known;
  } else {
    THUCDIA_ASSIGN(const auto patch, decode(incoming.encoded.body, incoming.encoded.meta));
    incoming.encoded = encode(patch);
    incoming.conflicts = patch.conflicts();
    incoming.own = patch.highestOf(device);
    incoming.known = patch.known.counterOf(device);
  }
  auto& message = type.make(arena);
  if (!message.ParseFromString(incoming.encoded.body)) {
    return fail(ErrorCode::CorruptData, fmt::format("{} {} does not parse", type.table(), id.text()));
  }
  incoming.message = &message;
  if (packing == Packing::Ahead && records::isPacked(type)) incoming.packed = records::pack(incoming.encoded.body);
  return incoming;
}

}  // namespace thucdia::core::changes
