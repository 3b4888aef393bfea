#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include <google/protobuf/arena.h>
#include <google/protobuf/message.h>

#include "core/base/id.h"
#include "core/changes/record_state.h"
#include "core/records/record_type.h"

namespace thucdia::core::changes {

/// A change of a record that came from elsewhere, with all that can be made of it without the database, so that it can
/// be made while another is written. Its leaves are not kept: what is new, nearly all of a long pull, needs them no
/// more.
struct Incoming {
  const records::RecordType* type;
  RecordId id;
  EncodedState encoded;
  int conflicts = 0;        ///< leaves with more than one value
  std::uint64_t own = 0;    ///< the highest counter of this replica's device among its versions
  std::uint64_t known = 0;  ///< up to where it knows of that device's writes
  /// What the body says; of the arena that it was read into.
  const google::protobuf::Message* message = nullptr;
  /// The body as `records::pack` makes it; empty: left to the writer.
  std::string packed;
  /// Of a visit: the seal, come with it and applied before it, that holds this very body.
  std::optional<RecordId> seal;
};

/// Whether the body is packed ahead: not worth it where the row is going to hold it in another way.
enum class Packing : bool { Ahead, Later };

/// `device`: this replica's. CorruptData when decode() cannot read the bytes, or the body is no record of this type.
[[nodiscard]] Result<Incoming> readIncoming(const records::RecordType& type, RecordId id, EncodedState sent,
                                            DeviceTag device, google::protobuf::Arena& arena,
                                            Packing packing = Packing::Ahead);

}  // namespace thucdia::core::changes
