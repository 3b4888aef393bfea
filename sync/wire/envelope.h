#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/crypto.h"
#include "core/base/error.h"
#include "thucdia/sync/v1/envelope.pb.h"

namespace thucdia::sync {

/// SHA-256, so that the hub can bring a quicker one.
using HashFunction = core::Sha256Digest (*)(std::string_view);

/// What a device signs for one request: "thucdia request v1\n", hub id, device id, sequence (8 bytes, big-endian),
/// SHA-256 of `target` ("POST /v1/exchange") and SHA-256 of the body as sent.
[[nodiscard]] std::string requestStatement(std::string_view hubId, std::string_view deviceId, std::uint64_t sequence,
                                           std::string_view target, std::string_view body,
                                           HashFunction hash = core::sha256);

/// What the hub signs for its reply: "thucdia reply v1\n", SHA-256 of the request's statement, SHA-256 of the payload.
[[nodiscard]] std::string replyStatement(std::string_view requestStatement, std::string_view payload,
                                         HashFunction hash = core::sha256);

/// Who asks, which request of theirs it is, and how they sign.
struct Requester {
  std::string hubId;     ///< 16 bytes
  std::string deviceId;  ///< 16 bytes
  const core::KeyPair* key = nullptr;
};

/// A signed request as it is sent, and the statement that the reply answers.
struct SealedRequest {
  std::string body;
  std::string statement;
};

/// How a message is to be packed.
struct Packing {
  int level = 3;              ///< of zstd
  std::uint32_t changes = 0;  ///< the number of its field of changes, where its reader reads columns; 0: it does not
};

/// Packs and signs a message.
[[nodiscard]] SealedRequest sealRequest(const Requester& requester, std::uint64_t sequence, std::string_view target,
                                        std::string_view message, const Packing& packing = {});

/// A message as payloads carry it: as it is, by zstd, in columns, whichever is shortest.
struct Packed {
  v1::Encoding encoding;
  std::string bytes;
};
[[nodiscard]] Packed pack(std::string_view message, const Packing& packing = {});
/// The message of a payload. LimitExceeded above kMaxUnpackedBytes, CorruptData when it is damaged.
[[nodiscard]] core::Result<std::string> unpack(v1::Encoding encoding, std::string_view payload,
                                               HashFunction hash = core::sha256);

/// A reply to the request of this statement, signed by the hub.
[[nodiscard]] std::string sealReply(const core::KeyPair& hubKey, std::string_view requestStatement,
                                    std::string_view message, const Packing& packing = {},
                                    HashFunction hash = core::sha256);

/// The message of a reply. NotAHub when it is none, BadSignature when it is not this hub's answer to this request.
[[nodiscard]] core::Result<std::string> openReply(std::string_view hubPublicKey, std::string_view requestStatement,
                                                  std::string_view body);

/// A signature for requests whose body is raw bytes (blobs): the value of the Authorization header.
struct Authorization {
  std::string deviceId;
  std::uint64_t sequence = 0;
  std::string signature;
};
/// "Thucdia <base64url of device id, sequence and signature>".
[[nodiscard]] std::string authorize(const Requester& requester, std::uint64_t sequence, std::string_view target,
                                    std::string_view body);
[[nodiscard]] std::optional<Authorization> parseAuthorization(std::string_view header);

/// The body of a refusing reply.
[[nodiscard]] std::string packRefusal(const core::Error& error, std::uint64_t highestSequence = 0);

}  // namespace thucdia::sync
