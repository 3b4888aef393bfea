#include "sync/hub/bundles.h"

#include <algorithm>
#include <array>

#include <thucdia/sync/v1/bundle.pb.h>

#include "core/base/id.h"
#include "sync/hub/accounts.h"
#include "sync/hub/disk_stream.h"
#include "sync/hub/enrolment.h"
#include "sync/hub/exchange.h"
#include "sync/hub/pull.h"
#include "sync/wire/bundle_file.h"
#include "sync/wire/envelope.h"
#include "sync/wire/limits.h"

namespace thucdia::hub {

using core::ErrorCode;

namespace {

/// A refresh answers so many of a device's last bundles.
constexpr int kAnswered = 20;

/// Faults of the bundle itself: no later attempt will find it better.
bool isFinal(ErrorCode code) {
  constexpr std::array kFinal = {ErrorCode::CorruptData,   ErrorCode::WrongHub,     ErrorCode::NotPermitted,
                                 ErrorCode::NotEnrolled,   ErrorCode::BadSignature, ErrorCode::LimitExceeded,
                                 ErrorCode::ProtocolTooOld};
  return std::ranges::find(kFinal, code) != kFinal.end();
}

core::Result<Device> makerOf(Hub& hub, const wire::BundleHeader& header) {
  if (header.hub_id() != hub.identity().id) return core::fail(ErrorCode::WrongHub, "the bundle is for another hub");
  if (header.kind() != wire::BUNDLE_KIND_TO_HUB) {
    return core::fail(ErrorCode::NotPermitted, "a refresh is for the device that it was made for");
  }
  const auto id = *DeviceId::fromBytes(header.device_id());
  THUCDIA_ASSIGN(const auto device, hub.read([&](HubRead& read) { return read.device(id); }));
  if (!device) return core::fail(ErrorCode::NotEnrolled, "the device that made the bundle is not enrolled at this hub");
  return *device;
}

/// Takes in the entries of an opened bundle.
class Intake {
 public:
  Intake(Hub& hub, const RunWrite& write, BundleRow row, TakenBundle& taken)
      : m_hub(hub), m_write(write), m_row(std::move(row)), m_taken(taken) {}

  core::Result<> run(sync::BundleReader& reader) {
    for (;;) {
      THUCDIA_ASSIGN(const auto entry, reader.next());
      if (!entry) break;
      if (entry->has_request()) THUCDIA_TRY(takeRequest(entry->request()));
      if (entry->has_piece()) THUCDIA_TRY(takePiece(entry->piece()));
    }
    m_row.takenAt = m_hub.now();
    m_row.receipts = m_receipts.SerializeAsString();
    return m_write([&](HubWrite& write) -> core::Result<> {
      write.putBundle(m_row);
      return {};
    });
  }

 private:
  core::Result<> takeRequest(const wire::SignedRequest& request) {
    if (request.device_id() != m_row.device.raw()) {
      return core::fail(ErrorCode::BadSignature, "the bundle holds another device's request");
    }
    THUCDIA_ASSIGN(const auto exchange, Exchange::open(m_hub, request.SerializeAsString(), Road::Bundle));
    m_row.epoch = exchange->request().epoch();
    m_row.cursor = exchange->request().cursor();
    if (exchange->pushes()) THUCDIA_TRY(m_write([&](HubWrite& write) { return exchange->push(write); }));
    THUCDIA_ASSIGN(*m_receipts.add_responses(), exchange->respond());
    const auto& response = *m_receipts.responses().rbegin();
    m_taken.accepted += static_cast<int>(response.accepted());
    m_taken.refused += response.refused_size();
    for (const auto& refused : response.refused()) m_taken.quarantined += refused.quarantined() ? 1 : 0;
    return {};
  }

  core::Result<> takePiece(const wire::BlobPiece& piece) {
    if (piece.sha256().size() != 32) return core::fail(ErrorCode::CorruptData, "a SHA-256 has 32 bytes");
    const auto stored = storePiece(m_hub, m_row.device, piece.sha256(), piece.size(), piece.offset(), piece.content());
    if (stored) {
      const bool last = piece.offset() + piece.content().size() == piece.size();
      m_taken.blobs += stored->complete && last ? 1 : 0;
      return {};
    }
    // As over the network: one photo that is not taken does not hold up the others; the receipts miss it.
    const auto code = stored.error().code;
    if (code != ErrorCode::NotPermitted && code != ErrorCode::BadHash && code != ErrorCode::LimitExceeded) {
      return core::fail(stored.error());
    }
    if (piece.offset() == 0) ++m_taken.blobsRefused;
    return {};
  }

  Hub& m_hub;
  const RunWrite& m_write;
  BundleRow m_row;
  TakenBundle& m_taken;
  wire::BundleReceipts m_receipts;
};

BundleRow rowOf(const sync::BundleReader& reader) {
  BundleRow row;
  row.sha256 = reader.sha256();
  row.id = reader.header().id();
  row.device = *DeviceId::fromBytes(reader.header().device_id());
  row.madeAt = core::fromMicros(reader.header().made_at());
  return row;
}

core::Result<int> addPages(Hub& hub, const Account& account, const Device& device, std::string cursor,
                           sync::BundleWriter& writer) {
  int records = 0;
  for (bool more = true; more;) {
    wire::ExchangeResponse response;
    response.set_protocol(sync::kProtocol);
    response.set_hub_time(core::toMicros(hub.now()));
    response.set_epoch(hub.identity().epoch);
    *response.mutable_account() = describeAccount(account);
    const auto outcome = hub.storage().read(
        [&](HubRead& read) { return pull(read, account, device.tag, cursor, sync::kMaxPullChanges, response); });
    THUCDIA_TRY(outcome);
    records += response.pulled_size();
    more = response.more();
    wire::BundleEntry entry;
    auto& page = *entry.mutable_page();
    page.set_cursor(cursor);
    if (!response.cursor().empty()) cursor = response.cursor();
    auto packed = sync::pack(response.SerializeAsString());
    page.set_encoding(packed.encoding);
    page.set_payload(std::move(packed.bytes));
    THUCDIA_TRY(writer.add(entry));
  }
  return records;
}

}  // namespace

namespace {

core::Result<TakenBundle> takeIn(Hub& hub, sync::BundleReader reader, const RunWrite& write) {
  TakenBundle taken;
  THUCDIA_ASSIGN(taken.device, makerOf(hub, reader.header()));
  THUCDIA_TRY(reader.unseal(hub.identity().key, taken.device.publicKey));
  THUCDIA_ASSIGN(const auto before, hub.read([&](HubRead& read) { return read.bundle(reader.sha256()); }));
  if (before && before->refused.empty()) {
    taken.known = true;
    return taken;
  }
  THUCDIA_TRY(Intake(hub, write, rowOf(reader), taken).run(reader));
  hub.log().info("bundle_taken_in", {{"device", taken.device.id.text()},
                                     {"accepted", std::to_string(taken.accepted)},
                                     {"refused", std::to_string(taken.refused)}});
  return taken;
}

core::Result<sync::BundleReader> openCarried(Hub& hub, const std::string& path) {
  THUCDIA_ASSIGN(auto bytes, readStream(hub.disk(), path));
  return sync::BundleReader::open(std::move(bytes));
}

}  // namespace

core::Result<TakenBundle> takeInBundle(Hub& hub, const std::string& file, const RunWrite& write) {
  THUCDIA_ASSIGN(auto reader, sync::BundleReader::open(file));
  return takeIn(hub, std::move(reader), write);
}

core::Result<> takeInCarried(Hub& hub, std::string_view sha256, const RunWrite& write) {
  const auto path = hub.carried().pathOf(sha256);
  auto opened = openCarried(hub, path);
  const auto taken =
      opened ? takeIn(hub, std::move(*opened), write) : core::Result<TakenBundle>(core::fail(opened.error()));
  if (!taken) {
    THUCDIA_ASSIGN(const auto known, hub.read([&](HubRead& read) { return read.bundle(sha256); }));
    // Another carrier brought it meanwhile.
    if (known && known->refused.empty()) return {};
    if (!isFinal(taken.error().code)) return core::fail(taken.error());
    hub.log().warning("bundle_refused",
                      {{"code", std::string(core::name(taken.error().code))}, {"detail", taken.error().detail}});
    BundleRow row;
    if (const auto reader = openCarried(hub, path)) row = rowOf(*reader);
    row.sha256 = sha256;
    if (row.id.empty()) row.id = std::string(16, '\0');
    row.takenAt = hub.now();
    row.refused = core::name(taken.error().code);
    THUCDIA_TRY(write([&](HubWrite& transaction) -> core::Result<> {
      transaction.putBundle(row);
      return {};
    }));
  }
  return hub.carried().remove(sha256);
}

core::Result<WrittenRefresh> writeRefresh(Hub& hub, const Device& device, const std::string& file) {
  THUCDIA_ASSIGN(const auto account, hub.read([&](HubRead& read) { return read.account(device.person); }));
  if (!account) return core::fail(ErrorCode::NotEnrolled, "the device belongs to no account");
  THUCDIA_TRY(checkActive(device, *account));
  THUCDIA_ASSIGN(const auto bundles, hub.read([&](HubRead& read) { return read.bundlesOf(device.id, kAnswered); }));
  wire::BundleHeader header;
  header.set_kind(wire::BUNDLE_KIND_TO_DEVICE);
  header.set_id(std::string(RecordId(core::makeUuidV7(hub.now(), hub.random())).raw()));
  header.set_hub_id(hub.identity().id);
  header.set_device_id(device.id.rawString());
  header.set_made_at(core::toMicros(hub.now()));
  THUCDIA_ASSIGN(auto writer, sync::BundleWriter::create(file, header, hub.identity().key, device.publicKey));
  WrittenRefresh written;
  for (const auto& bundle : bundles) {
    wire::BundleReceipts receipts;
    if (!receipts.ParseFromString(bundle.receipts)) return core::fail(ErrorCode::CorruptData, "a bundle's receipts");
    for (int place = 0; place < receipts.responses_size(); ++place) {
      wire::BundleEntry entry;
      auto& receipt = *entry.mutable_receipt();
      receipt.set_bundle_id(bundle.id);
      receipt.set_place(static_cast<std::uint32_t>(place));
      *receipt.mutable_response() = receipts.responses(place);
      THUCDIA_TRY(writer.add(entry));
      ++written.receipts;
    }
  }
  const bool goesOn = !bundles.empty() && bundles.back().epoch == hub.identity().epoch;
  THUCDIA_ASSIGN(written.records,
                 addPages(hub, *account, device, goesOn ? bundles.back().cursor : std::string(), writer));
  THUCDIA_ASSIGN(written.bytes, writer.finish());
  return written;
}

}  // namespace thucdia::hub
