#include "sync/wire/envelope.h"

#include "sync/wire/columns.h"
#include "sync/wire/compression.h"
#include "sync/wire/encoding.h"
#include "sync/wire/limits.h"

namespace thucdia::sync {

using core::ErrorCode;

namespace {

constexpr std::string_view kAuthorizationScheme = "Thucdia ";
/// Below this zstd gains nothing.
constexpr std::size_t kWorthCompressing = 200;
/// A batch of this size has enough of each kind for its columns.
constexpr std::size_t kSurelyShorterInColumns = 32u << 10;

}  // namespace

Packed pack(std::string_view message, const Packing& packing) {
  Packed packed{v1::ENCODING_PLAIN, std::string(message)};
  if (message.size() < kWorthCompressing) return packed;
  const auto columns = packing.changes == 0 ? std::nullopt : toColumns(message, packing.changes);
  if (columns) {
    auto frame = compress(*columns, packing.level);
    if (frame.size() < packed.bytes.size()) packed = {v1::ENCODING_COLUMNS, std::move(frame)};
    if (message.size() >= kSurelyShorterInColumns) return packed;
  }
  auto frame = compress(message, packing.level);
  if (frame.size() < packed.bytes.size()) packed = {v1::ENCODING_ZSTD, std::move(frame)};
  return packed;
}

std::string requestStatement(std::string_view hubId, std::string_view deviceId, std::uint64_t sequence,
                             std::string_view target, std::string_view body, HashFunction hash) {
  std::string statement = "thucdia request v1\n";
  statement += hubId;
  statement += deviceId;
  appendBigEndian(statement, sequence);
  statement += core::raw(hash(target));
  statement += core::raw(hash(body));
  return statement;
}

std::string replyStatement(std::string_view statementOfRequest, std::string_view payload, HashFunction hash) {
  std::string statement = "thucdia reply v1\n";
  statement += core::raw(hash(statementOfRequest));
  statement += core::raw(hash(payload));
  return statement;
}

SealedRequest sealRequest(const Requester& requester, std::uint64_t sequence, std::string_view target,
                          std::string_view message, const Packing& packing) {
  auto packed = pack(message, packing);
  SealedRequest sealed;
  sealed.statement = requestStatement(requester.hubId, requester.deviceId, sequence, target, packed.bytes);
  v1::SignedRequest request;
  request.set_magic(kRequestMagic);
  request.set_device_id(requester.deviceId);
  request.set_sequence(sequence);
  request.set_encoding(packed.encoding);
  request.set_payload(std::move(packed.bytes));
  request.set_signature(requester.key->sign(sealed.statement));
  sealed.body = request.SerializeAsString();
  return sealed;
}

core::Result<std::string> unpack(v1::Encoding encoding, std::string_view payload, HashFunction hash) {
  switch (encoding) {
    case v1::ENCODING_PLAIN:
      return std::string(payload);
    case v1::ENCODING_ZSTD:
      return decompress(payload, kMaxUnpackedBytes);
    case v1::ENCODING_COLUMNS: {
      THUCDIA_ASSIGN(const auto columns, decompress(payload, kMaxUnpackedBytes));
      return fromColumns(columns, kMaxUnpackedBytes, hash);
    }
    default:
      return core::fail(ErrorCode::CorruptData, "unknown encoding of a payload");
  }
}

std::string sealReply(const core::KeyPair& hubKey, std::string_view statementOfRequest, std::string_view message,
                      const Packing& packing, HashFunction hash) {
  auto packed = pack(message, packing);
  v1::SignedReply reply;
  reply.set_magic(kReplyMagic);
  reply.set_encoding(packed.encoding);
  reply.set_signature(hubKey.sign(replyStatement(statementOfRequest, packed.bytes, hash)));
  reply.set_payload(std::move(packed.bytes));
  return reply.SerializeAsString();
}

core::Result<std::string> openReply(std::string_view hubPublicKey, std::string_view statementOfRequest,
                                    std::string_view body) {
  v1::SignedReply reply;
  if (!reply.ParseFromArray(body.data(), static_cast<int>(body.size())) || reply.magic() != kReplyMagic) {
    return core::fail(ErrorCode::NotAHub, "the reply is no hub's");
  }
  if (!core::verify(hubPublicKey, replyStatement(statementOfRequest, reply.payload()), reply.signature())) {
    return core::fail(ErrorCode::BadSignature, "the reply is not signed by this replica's hub");
  }
  return unpack(reply.encoding(), reply.payload());
}

std::string authorize(const Requester& requester, std::uint64_t sequence, std::string_view target,
                      std::string_view body) {
  std::string token = requester.deviceId;
  appendBigEndian(token, sequence);
  token += requester.key->sign(requestStatement(requester.hubId, requester.deviceId, sequence, target, body));
  return std::string(kAuthorizationScheme) + base64(token);
}

std::optional<Authorization> parseAuthorization(std::string_view header) {
  if (header.substr(0, kAuthorizationScheme.size()) != kAuthorizationScheme) return std::nullopt;
  const auto token = fromBase64(header.substr(kAuthorizationScheme.size()));
  if (!token || token->size() != 16 + 8 + 64) return std::nullopt;
  return Authorization{token->substr(0, 16), readBigEndian(std::string_view(*token).substr(16, 8)), token->substr(24)};
}

std::string packRefusal(const core::Error& error, std::uint64_t highestSequence) {
  v1::Refusal refusal;
  refusal.set_magic(kRefusalMagic);
  refusal.set_code(std::string(core::name(error.code)));
  refusal.set_detail(error.detail);
  refusal.set_highest_sequence(highestSequence);
  refusal.set_oldest_protocol(kOldestProtocol);
  refusal.set_newest_protocol(kProtocol);
  return refusal.SerializeAsString();
}

}  // namespace thucdia::sync
