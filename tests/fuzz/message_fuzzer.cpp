// Texts and bytes that strangers hand over: envelopes, compressed payloads, authorizations, enrolment codes, addresses.
#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/crypto.h"
#include "core/base/random.h"
#include "sync/wire/columns.h"
#include "sync/wire/compression.h"
#include "sync/wire/encoding.h"
#include "sync/wire/enrol_code.h"
#include "sync/wire/envelope.h"
#include "sync/wire/limits.h"
#include "sync/wire/urls.h"

using namespace thucdia;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static core::SeededRandom random(1);
  static const auto key = core::KeyPair::make(random);
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  static_cast<void>(sync::openReply(key.publicKey(), "statement", bytes));
  for (const auto limit : {std::size_t{100}, sync::kMaxUnpackedBytes}) {
    const auto unpacked = sync::decompress(bytes, limit);
    if (unpacked && unpacked->size() > limit) std::abort();
  }
  if (const auto message = sync::fromColumns(bytes, 100'000); message && message->size() > 100'000) std::abort();
  if (const auto columns = sync::toColumns(bytes, 5)) {
    const auto message = sync::fromColumns(*columns, sync::kMaxUnpackedBytes);
    if (!message || sync::toColumns(*message, 5) != columns) std::abort();
  }
  // Signed by the right key, so that what lies behind the signature is met.
  sync::v1::SignedReply reply;
  if (reply.ParseFromArray(data, static_cast<int>(size))) {
    reply.set_magic(sync::kReplyMagic);
    reply.set_signature(key.sign(sync::replyStatement("statement", reply.payload())));
    static_cast<void>(sync::openReply(key.publicKey(), "statement", reply.SerializeAsString()));
  }
  static_cast<void>(sync::parseAuthorization(bytes));
  static_cast<void>(sync::fromBase64(bytes));
  if (const auto digits = sync::fromBase32(bytes)) static_cast<void>(sync::base32(*digits));
  if (const auto invitation = sync::parseInvitation(bytes)) {
    const auto again = sync::parseInvitation(sync::enrolQrText(invitation->code, invitation->hubUrl));
    if (!again || again->code != invitation->code || again->hubUrl != invitation->hubUrl) std::abort();
  }
  if (const auto url = sync::parseHubUrl(bytes)) {
    const auto again = sync::parseHubUrl(url->text());
    if (!again || again->text() != url->text()) std::abort();
  }
  return 0;
}
