#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

#include "core/records/limits.h"

namespace thucdia::sync {

/// The protocol this program speaks, and the oldest one it still understands (sync/README.md, "Versions").
inline constexpr std::uint32_t kProtocol = 1;
inline constexpr std::uint32_t kOldestProtocol = 1;

/// Limits that both sides hold; what is above is refused with `limit_exceeded`.
inline constexpr std::size_t kMaxRequestBytes = 4u << 20;    ///< a request's body as sent
inline constexpr std::size_t kMaxUnpackedBytes = 32u << 20;  ///< a payload unpacked
inline constexpr int kMaxPushChanges = 1000;
inline constexpr int kMaxUploadsAsked = 1000;
inline constexpr int kMaxPullChanges = 1000;
inline constexpr std::size_t kMaxChangeBytes = 8u
                                               << 20;  ///< body and meta of one change (forms and datasets are large)
inline constexpr std::size_t kBlobPiece = 256u << 10;  ///< a photo travels in pieces of this size
using core::records::kMaxBlobBytes;
inline constexpr std::uint64_t kMaxBundleBytes = std::uint64_t{4} << 30;  ///< a bundle's file
inline constexpr std::size_t kMaxBundleFrame = 16u << 20;                 ///< one entry of it
inline constexpr int kMaxCarried = 100;                                   ///< bundles of others that a device carries
inline constexpr std::size_t kMaxReplyBytes = 64u << 20;                  ///< what a client reads of a reply

/// A request's number: microseconds of a clock in the year 148,000. None above, so that there is always a next one.
inline constexpr std::uint64_t kMaxRequestNumber = std::uint64_t{1} << 62;

inline constexpr std::chrono::minutes kEnrolCodeLife{10};

/// First bytes of messages, so that a hub and what is none are told apart.
inline constexpr std::uint32_t kRequestMagic = 0x31524454;  ///< "TDR1"
inline constexpr std::uint32_t kReplyMagic = 0x31414454;    ///< "TDA1"
inline constexpr std::uint32_t kRefusalMagic = 0x31454454;  ///< "TDE1"
inline constexpr std::uint32_t kHelloMagic = 0x31484454;    ///< "TDH1"

}  // namespace thucdia::sync
