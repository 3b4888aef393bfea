#include "sync/engine/bundle.h"

#include <algorithm>

#include <thucdia/sync/v1/bundle.pb.h>

#include "core/base/id.h"
#include "core/records/blob_rows.h"
#include "core/replica/settings.h"
#include "sync/engine/carried_bundles.h"
#include "sync/engine/exchange_reply.h"
#include "sync/engine/sync_settings.h"
#include "sync/engine/sync_state.h"
#include "sync/wire/bundle_file.h"
#include "sync/wire/enrol_statement.h"
#include "sync/wire/envelope.h"
#include "sync/wire/limits.h"

namespace thucdia::sync {

namespace db = core::db;
namespace replica = core::replica;
using core::ErrorCode;
using core::records::BlobRow;
using core::records::RecordType;

namespace {

constexpr std::string_view kExchange = "POST /v1/exchange";
/// Of bundles made and not yet answered; what older ones hold goes into the next one again.
constexpr int kMostMade = 20;
constexpr int kBatch = 500;

v1::MadeBundles madeBundles(db::ReadTransaction& transaction) {
  v1::MadeBundles made;
  made.ParseFromString(replica::setting(transaction, kMadeBundlesSetting).value_or(""));
  return made;
}

core::Result<> rememberMade(replica::Replica& replica, const v1::MadeBundle& bundle) {
  return replica.store().write([&](db::WriteTransaction& transaction) -> core::Result<> {
    auto made = madeBundles(transaction);
    while (made.bundles_size() >= kMostMade) made.mutable_bundles()->erase(made.bundles().begin());
    *made.add_bundles() = bundle;
    replica::setSetting(transaction, kMadeBundlesSetting, made.SerializeAsString());
    return {};
  });
}

/// Writes one device's bundle, entry by entry.
class Export {
 public:
  Export(replica::Replica& replica, replica::Enrolment enrolment)
      : m_replica(replica), m_enrolment(std::move(enrolment)) {}

  core::Result<ExportedBundle> run(const std::filesystem::path& file) {
    THUCDIA_ASSIGN(m_state, m_replica.read([](db::ReadTransaction& transaction) { return syncState(transaction); }));
    v1::BundleHeader header;
    header.set_kind(v1::BUNDLE_KIND_TO_HUB);
    const auto id = core::makeUuidV7(m_replica.clock().now(), *m_replica.author().random);
    header.set_id(std::string(core::RecordId(id).raw()));
    header.set_hub_id(m_enrolment.hubId);
    header.set_device_id(m_enrolment.device.rawString());
    header.set_made_at(core::toMicros(m_replica.clock().now()));
    m_made.set_id(header.id());
    m_made.set_epoch(m_state.epoch);
    THUCDIA_ASSIGN(auto writer, BundleWriter::create(file, header, m_replica.deviceKey(), m_enrolment.hubPublicKey));
    m_writer = &writer;
    THUCDIA_TRY(addRecords());
    THUCDIA_TRY(addFiles());
    // Remembered first: a bundle whose receipts nobody could take would be worth less than none.
    THUCDIA_TRY(rememberMade(m_replica, m_made));
    THUCDIA_ASSIGN(m_exported.bytes, writer.finish());
    return m_exported;
  }

 private:
  core::Result<> addRecords() {
    OwnWrites passed;
    for (bool all = false; !all;) {
      OutgoingBatch batch;
      THUCDIA_TRY(m_replica.store().write([&](db::WriteTransaction& transaction) -> core::Result<> {
        THUCDIA_ASSIGN(batch, nextBatch(transaction, m_replica.author().device, m_state.resending,
                                        {.pushChanges = kBatch}, m_replica.clock().now(), passed));
        return {};
      }));
      all = batch.all;
      v1::MadeRequest made;
      made.set_all(all);
      auto request = newRequest();
      for (auto& outgoing : batch.changes) {
        passed[outgoing.id] = outgoing.own;
        auto* sent = made.add_changes();
        sent->set_type(outgoing.type->number());
        sent->set_id(outgoing.id.rawString());
        sent->set_own(outgoing.own);
        auto* change = request.add_push();
        change->set_type(outgoing.type->number());
        change->set_id(outgoing.id.rawString());
        change->set_body(std::move(outgoing.patch.body));
        change->set_meta(std::move(outgoing.patch.meta));
      }
      m_exported.records += request.push_size();
      THUCDIA_TRY(add(request, made));
    }
    return {};
  }

  core::Result<> addFiles() {
    THUCDIA_ASSIGN(auto blobs, m_replica.read([](db::ReadTransaction& transaction) {
      return core::records::blobsToSend(transaction, INT32_MAX);
    }));
    std::erase_if(blobs, [](const BlobRow& blob) { return !blob.here; });
    auto request = newRequest();
    v1::MadeRequest made;
    for (const auto& blob : blobs) {
      THUCDIA_ASSIGN(const bool whole, addFile(blob));
      if (!whole) continue;
      ++m_exported.files;
      request.add_uploads(blob.sha256);
      made.add_uploads(blob.sha256);
      if (request.uploads_size() < kMaxUploadsAsked) continue;
      THUCDIA_TRY(add(request, made));
      request = newRequest();
      made.Clear();
    }
    return request.uploads_size() > 0 ? add(request, made) : core::Result<>();
  }

  /// False when the file has gone from the tablet.
  core::Result<bool> addFile(const BlobRow& blob) {
    for (std::uint64_t at = 0; at < blob.size;) {
      auto piece = m_replica.blobs().readPiece(blob.sha256, at, kBlobPiece);
      if (!piece && piece.error().code == ErrorCode::NotFound) return false;
      if (!piece) return core::fail(piece.error());
      if (piece->empty()) return false;
      v1::BundleEntry entry;
      auto& part = *entry.mutable_piece();
      part.set_sha256(blob.sha256);
      part.set_offset(at);
      part.set_size(blob.size);
      at += piece->size();
      part.set_content(std::move(*piece));
      THUCDIA_TRY(m_writer->add(entry));
    }
    return true;
  }

  v1::ExchangeRequest newRequest() {
    v1::ExchangeRequest request;
    request.set_protocol(kProtocol);
    request.set_device_time(core::toMicros(m_replica.clock().now()));
    request.set_epoch(m_state.epoch);
    request.set_cursor(m_state.cursor);
    request.set_account_mark(m_state.accountMark);
    request.set_resending(m_state.resending);
    return request;
  }

  core::Result<> add(const v1::ExchangeRequest& request, const v1::MadeRequest& made) {
    const auto now = static_cast<std::uint64_t>(std::max<std::int64_t>(core::toMicros(m_replica.clock().now()), 1));
    m_sequence = std::max(m_sequence + 1, now);
    const Requester requester{m_enrolment.hubId, m_enrolment.device.rawString(), &m_replica.deviceKey()};
    v1::BundleEntry entry;
    entry.mutable_request()->ParseFromString(
        sealRequest(requester, m_sequence, kExchange, request.SerializeAsString()).body);
    *m_made.add_requests() = made;
    return m_writer->add(entry);
  }

  replica::Replica& m_replica;
  replica::Enrolment m_enrolment;
  SyncState m_state;
  v1::MadeBundle m_made;
  ExportedBundle m_exported;
  BundleWriter* m_writer = nullptr;
  std::uint64_t m_sequence = 0;
};

/// Takes in the hub's refresh, entry by entry.
class Refresh {
 public:
  Refresh(replica::Replica& replica, std::int64_t madeAt) : m_replica(replica), m_madeAt(madeAt) {}

  core::Result<ImportedBundle> run(BundleReader& reader) {
    THUCDIA_TRY(m_replica.read([&](db::ReadTransaction& transaction) -> core::Result<> {
      m_state = syncState(transaction);
      m_made = madeBundles(transaction);
      m_applied.ParseFromString(replica::setting(transaction, kRefreshSetting).value_or(""));
      return {};
    }));
    m_imported.known = true;
    for (;;) {
      THUCDIA_ASSIGN(const auto entry, reader.next());
      if (!entry) break;
      if (entry->has_receipt()) THUCDIA_TRY(takeReceipt(entry->receipt()));
      if (entry->has_page()) THUCDIA_TRY(takePage(entry->page()));
    }
    THUCDIA_TRY(forgetAnswered());
    return m_imported;
  }

 private:
  core::Result<> takeReceipt(const v1::Receipt& receipt) {
    const auto made = std::ranges::find(m_made.bundles(), receipt.bundle_id(), &v1::MadeBundle::id);
    if (made == m_made.bundles().end() || receipt.place() >= static_cast<std::uint32_t>(made->requests_size()))
      return {};
    auto reply = receipt.response();
    // What was made in another epoch than the hub's was not looked at: that there is a new one is all that it says. And
    // when the replica has come to yet another since, what the bundle held is sent again anyway.
    const bool judged = made->epoch() == 0 || made->epoch() == reply.epoch();
    const bool fits = judged ? m_state.epoch == reply.epoch() || m_state.epoch == 0 : m_state.epoch == made->epoch();
    if (!fits) return {};
    const auto& request = made->requests(static_cast<int>(receipt.place()));
    OutgoingBatch batch;
    batch.all = request.all();
    for (const auto& sent : request.changes()) {
      const auto* type = RecordType::byNumber(sent.type());
      const auto id = core::RecordId::fromBytes(sent.id());
      if (!type || !id) return core::fail(ErrorCode::CorruptData, "what was noted of a bundle cannot be read");
      batch.changes.push_back({type, *id, sent.own(), {}});
    }
    std::vector<BlobRow> asked;
    for (const auto& sha256 : request.uploads()) asked.push_back({.sha256 = sha256});
    THUCDIA_TRY(take(batch, asked, reply, false));
    m_imported.receipts += static_cast<std::int64_t>(reply.accepted());
    m_imported.known = false;
    if (std::ranges::find(m_answered, receipt.bundle_id()) == m_answered.end()) {
      m_answered.push_back(receipt.bundle_id());
    }
    return {};
  }

  core::Result<> takePage(const v1::Page& page) {
    const bool first = !m_sawPage;
    m_sawPage = true;
    if (first) {
      m_from = page.cursor();
      m_hadAccount = m_state.accountMark != 0;
    }
    // A newer refresh of the same beginning holds all that the older one held.
    const bool renews = first && m_applied.to() == m_state.cursor && m_applied.from() == page.cursor() &&
                        m_applied.made_at() < m_madeAt && !m_state.cursor.empty();
    if (page.cursor() != m_state.cursor && !renews) return {};
    THUCDIA_ASSIGN(const auto message, unpack(page.encoding(), page.payload()));
    v1::ExchangeResponse reply;
    if (!reply.ParseFromString(message)) return core::fail(ErrorCode::CorruptData, "a page cannot be read");
    if (reply.epoch() != m_state.epoch && m_state.epoch != 0) return {};
    if (reply.has_account() && accountMark(reply.account()) == m_state.accountMark) reply.clear_account();
    m_newAccount = m_newAccount || (m_hadAccount && reply.has_account());
    THUCDIA_TRY(take({}, {}, reply, !reply.more()));
    m_imported.known = m_imported.known && m_state.cursor == page.cursor() && !m_imported.hubIsRestored;
    v1::AppliedRefresh applied;
    // What left with an account would not come again with another refresh of the same beginning.
    if (!m_newAccount) {
      applied.set_from(m_from);
      applied.set_to(m_state.cursor);
      applied.set_made_at(m_madeAt);
    }
    return m_replica.store().write([&](db::WriteTransaction& transaction) -> core::Result<> {
      replica::setSetting(transaction, kRefreshSetting, applied.SerializeAsString());
      return {};
    });
  }

  core::Result<> take(const OutgoingBatch& batch, const std::vector<BlobRow>& asked, v1::ExchangeResponse& reply,
                      bool upToDate) {
    const PulledChanges pulled(reply, m_replica.author().device);
    THUCDIA_ASSIGN(auto taken, takeReply(m_replica, m_state, batch, asked, reply, pulled, upToDate));
    m_state = std::move(taken.state);
    m_imported.hubIsRestored = m_imported.hubIsRestored || taken.hubIsRestored;
    m_imported.records += taken.counts.changed;
    m_imported.newConflicts += taken.counts.newConflicts;
    m_imported.refused.insert(m_imported.refused.end(), taken.refused.begin(), taken.refused.end());
    return {};
  }

  core::Result<> forgetAnswered() {
    if (m_answered.empty()) return {};
    return m_replica.store().write([&](db::WriteTransaction& transaction) -> core::Result<> {
      const auto made = madeBundles(transaction);
      v1::MadeBundles left;
      for (const auto& bundle : made.bundles()) {
        if (std::ranges::find(m_answered, bundle.id()) == m_answered.end()) *left.add_bundles() = bundle;
      }
      replica::setSetting(transaction, kMadeBundlesSetting, left.SerializeAsString());
      return {};
    });
  }

  replica::Replica& m_replica;
  std::int64_t m_madeAt;
  SyncState m_state;
  v1::MadeBundles m_made;
  v1::AppliedRefresh m_applied;
  bool m_hadAccount = false;  ///< one was known when this refresh began
  bool m_newAccount = false;  ///< a page of this refresh brought one
  std::string m_from;
  bool m_sawPage = false;
  std::vector<std::string> m_answered;
  ImportedBundle m_imported;
};

}  // namespace

core::Result<ExportedBundle> exportBundle(replica::Replica& replica, const std::filesystem::path& file) {
  const auto enrolment = replica.enrolment();
  if (!enrolment) return core::fail(ErrorCode::NotEnrolled, "this replica belongs to no hub yet");
  return Export(replica, *enrolment).run(file);
}

core::Result<ImportedBundle> importBundle(replica::Replica& replica, const std::filesystem::path& file) {
  const auto enrolment = replica.enrolment();
  if (!enrolment) return core::fail(ErrorCode::NotEnrolled, "this replica belongs to no hub yet");
  THUCDIA_ASSIGN(auto reader, BundleReader::open(file));
  const auto& header = reader.header();
  if (header.hub_id() != enrolment->hubId) return core::fail(ErrorCode::WrongHub, "the bundle is another hub's");
  const bool own = header.device_id() == enrolment->device.rawString();
  if (header.kind() == v1::BUNDLE_KIND_TO_DEVICE) {
    if (!own) return core::fail(ErrorCode::NotPermitted, "the bundle is for another device");
    THUCDIA_TRY(reader.unseal(replica.deviceKey(), enrolment->hubPublicKey));
    return Refresh(replica, header.made_at()).run(reader);
  }
  if (own) {
    return core::fail(ErrorCode::NotPermitted, "this device made the bundle: bring it to the hub or to another device");
  }
  v1::CarriedBundle carried;
  carried.set_sha256(reader.sha256());
  carried.set_size(reader.size());
  carried.set_device_id(header.device_id());
  carried.set_made_at(header.made_at());
  ImportedBundle imported;
  imported.carried = true;
  THUCDIA_ASSIGN(const bool isNew, carryBundle(replica, file.string(), carried));
  imported.known = !isNew;
  return imported;
}

}  // namespace thucdia::sync
