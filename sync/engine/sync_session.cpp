#include "sync/engine/sync_session.h"

#include <algorithm>

#include <fmt/format.h>

#include <thucdia/sync/v1/envelope.pb.h>
#include <thucdia/sync/v1/exchange.pb.h>

#include "core/base/crypto.h"
#include "core/changes/record_writer.h"
#include "core/records/record_rows.h"
#include "sync/engine/exchange_reply.h"
#include "sync/engine/hand_back.h"
#include "sync/wire/envelope.h"
#include "sync/wire/limits.h"

namespace thucdia::sync {

namespace db = core::db;
using core::ErrorCode;
using core::records::BlobRow;

namespace {

constexpr std::string_view kExchange = "POST /v1/exchange";
/// More round trips than any real sync needs: what goes on longer goes wrong.
constexpr int kMostExchanges = 100'000;
constexpr int kMostRepeats = 3;
constexpr int kMostFetches = 200;
/// Of zstd: a mobile network's bytes are dearer than the tablet's moment.
constexpr int kLevel = 15;
constexpr std::uint32_t kChanges = v1::ExchangeRequest::kPushFieldNumber;
/// How much a batch shrinks when it is packed, about; and in columns.
constexpr std::size_t kPackedTo = 4;
constexpr std::size_t kColumnsPackedTo = 8;
/// Bytes of a request that no proxy finds too large (nginx: 1 MiB, unless told otherwise).
constexpr std::size_t kSurelySmall = 1u << 20;
/// What asking about one blob, or one pulled record, costs on the wire, about.
constexpr std::size_t kBytesOfAsking = 256;
constexpr std::size_t kBytesOfPulled = 500;
/// How often photos are sent and asked about again in one sync.
constexpr int kMostBlobRounds = 2;
/// Of pages that were not written when the next is asked for: one being written, one being made ready.
constexpr std::size_t kMostPages = 2;

/// Where to go on with what the hub has so much of. What is whole there and still missing has not been taken in: any
/// piece of it makes the hub look again.
std::uint64_t resumeAt(std::uint64_t have, std::uint64_t size) { return have < size ? have : 0; }

std::string blobTarget(std::string_view sha256) { return "/v1/blobs/" + core::hex(sha256); }
std::string bundleTarget(std::string_view sha256) { return "/v1/bundles/" + core::hex(sha256); }

}  // namespace

SyncSession::SyncSession(core::replica::Replica& replica, const SyncOptions& options, std::launch writing)
    : m_replica(replica), m_options(options), m_link(options.link ? options.link : &m_ownLink), m_writing(writing) {
  const auto enrolment = replica.enrolment();
  if (!enrolment) {
    fail({ErrorCode::NotEnrolled, "this replica belongs to no hub yet"});
    return;
  }
  m_enrolment = *enrolment;
  m_options.pushChanges = std::clamp(m_options.pushChanges, 1, kMaxPushChanges);
  m_options.pullChanges = std::clamp(m_options.pullChanges, 1, kMaxPullChanges);
}

void SyncSession::fail(core::Error error) { m_error = std::move(error); }

core::Result<SyncResult> SyncSession::outcome() const {
  if (m_error) return core::fail(*m_error);
  return m_result;
}

std::uint64_t SyncSession::nextSequence() {
  const auto now = static_cast<std::uint64_t>(std::max<std::int64_t>(core::toMicros(m_replica.clock().now()), 1));
  m_sequence = std::max(m_sequence + 1, now);
  return m_sequence;
}

std::optional<HttpRequest> SyncSession::next() {
  if (m_error || m_phase == SyncPhase::Done) return std::nullopt;
  auto request = prepare();
  if (!request) {
    fail(request.error());
    return std::nullopt;
  }
  if (*request) {
    m_requestBytes = (*request)->body.size();
    m_askedAt = m_replica.clock().now();
    m_result.progress.bytesSent += static_cast<std::int64_t>(m_requestBytes);
  } else {
    m_phase = SyncPhase::Done;
  }
  m_result.progress.phase = m_phase;
  return std::move(*request);
}

core::Result<std::optional<HttpRequest>> SyncSession::prepare() {
  if (m_phase == SyncPhase::Beginning) {
    m_phase = SyncPhase::Exchanging;
    THUCDIA_TRY(m_replica.store().write([&](db::WriteTransaction& transaction) -> core::Result<> {
      m_state = syncState(transaction);
      pullWhatWasPassedOver(transaction, m_state);
      offerDailyAgain(transaction, m_replica.clock().now());
      if (m_state.resending) handBackDaily(transaction, m_replica.clock().now());
      if (m_options.retryRefused) {
        transaction.execute("DELETE FROM refusal");
        if (m_state.resending) handBackAgain(transaction);
      }
      return {};
    }));
  }
  if (m_phase == SyncPhase::Exchanging) {
    const bool first = m_exchanges == 0;
    if (first || m_more || !m_batch.all) {
      if (++m_exchanges > kMostExchanges) return core::fail(ErrorCode::Internal, "the sync does not come to an end");
      THUCDIA_ASSIGN(auto request, prepareExchange());
      return std::optional(std::move(request));
    }
    m_phase = SyncPhase::SendingBlobs;
  }
  if (m_phase == SyncPhase::SendingBlobs) {
    THUCDIA_ASSIGN(auto request, prepareUpload());
    if (request) return request;
    THUCDIA_ASSIGN(const bool asksOn, hasMoreToAsk());
    if (asksOn && m_blobRounds++ < kMostBlobRounds) {
      m_uploadsAsked = false;
      m_phase = SyncPhase::Exchanging;
      THUCDIA_ASSIGN(auto asking, prepareExchange());
      return std::optional(std::move(asking));
    }
    m_phase = SyncPhase::FetchingBlobs;
  }
  return prepareFetch();
}

core::Result<> SyncSession::prepareBatch() {
  // A batch not yet answered (its request's number was refused) is made anew: the same records, the same bytes.
  return m_replica.store().write([&](db::WriteTransaction& transaction) -> core::Result<> {
    auto options = m_options;
    options.pushBytes =
        std::min(options.pushBytes, requestBytes() * (m_state.hubReadsColumns ? kColumnsPackedTo : kPackedTo));
    options.handBackBytes = m_link->bearableBytes();
    THUCDIA_ASSIGN(m_batch, nextBatch(transaction, m_replica.author().device, m_state.resending, options,
                                      m_replica.clock().now()));
    if (m_options.sendBlobs && m_batch.all && !m_uploadsAsked) {
      m_asked = blobsToAsk(transaction);
      const auto most = std::clamp<std::size_t>(requestBytes() / kBytesOfAsking, 4, kMaxUploadsAsked);
      if (m_asked.size() > most) m_asked.resize(most);
      auto carried = carriedBundles(transaction);
      for (auto& bundle : *carried.mutable_bundles()) {
        if (bundle.size() <= m_options.sendBlobsUpTo) *m_carried.add_bundles() = std::move(bundle);
      }
    }
    m_result.progress.recordsToSend = countOutgoing(transaction);
    m_result.progress.blobsToSend = core::records::countBlobsToSend(transaction);
    return {};
  });
}

core::Result<HttpRequest> SyncSession::prepareExchange() {
  m_asked.clear();
  m_carried.Clear();
  if (m_pages.empty()) {
    THUCDIA_TRY(prepareBatch());
  } else {
    // What else is to be sent is asked of the replica when the pages are in it.
    m_batch = {};
    m_batch.all = false;
  }
  v1::ExchangeRequest request;
  request.set_protocol(kProtocol);
  request.set_device_time(core::toMicros(m_replica.clock().now()));
  request.set_epoch(m_state.epoch);
  request.set_cursor(m_state.cursor);
  request.set_account_mark(m_state.accountMark);
  request.set_resending(m_state.resending);
  request.set_knows_columns(true);
  for (auto& outgoing : m_batch.changes) {
    auto* change = request.add_push();
    change->set_type(outgoing.type->number());
    change->set_id(outgoing.id.rawString());
    change->set_body(std::move(outgoing.patch.body));
    change->set_meta(std::move(outgoing.patch.meta));
  }
  for (const auto& blob : m_asked) request.add_uploads(blob.sha256);
  for (const auto& bundle : m_carried.bundles()) request.add_carried(bundle.sha256());
  // Push before pull: what others wrote waits until all of this device's work is safe.
  if (pulls()) {
    const auto most = static_cast<int>(requestBytes() / kBytesOfPulled);
    request.set_pull_limit(static_cast<std::uint32_t>(std::min(m_options.pullChanges, std::max(most, 1))));
  }
  const Requester requester{m_enrolment.hubId, m_enrolment.device.rawString(), &m_replica.deviceKey()};
  auto sealed = sealRequest(requester, nextSequence(), kExchange, request.SerializeAsString(),
                            {kLevel, m_state.hubReadsColumns ? kChanges : 0});
  m_statement = std::move(sealed.statement);
  return HttpRequest{"POST", "/v1/exchange", {}, std::move(sealed.body)};
}

std::vector<BlobRow> SyncSession::blobsToAsk(db::ReadTransaction& transaction) const {
  auto waiting = core::records::blobsToSend(transaction, kMaxUploadsAsked);
  std::erase_if(waiting, [&](const BlobRow& blob) {
    return !blob.here || blob.size > m_options.sendBlobsUpTo || m_passedOver.contains(blob.sha256);
  });
  return waiting;
}

core::Result<bool> SyncSession::hasMoreToAsk() {
  if (!m_uploaded.empty()) return true;
  if (!m_options.sendBlobs || m_result.progress.blobsToSend == 0) return false;
  return m_replica.read([&](db::ReadTransaction& transaction) { return !blobsToAsk(transaction).empty(); });
}

void SyncSession::passOver() {
  m_passedOver.insert(m_uploads.front().blob.sha256);
  m_uploads.pop_front();
}

void SyncSession::missFetch() {
  m_missed.insert(m_fetches.front().sha256);
  m_fetches.pop_front();
}

core::Result<std::optional<HttpRequest>> SyncSession::prepareUpload() {
  while (!m_uploads.empty()) {
    auto& upload = m_uploads.front();
    auto piece =
        m_replica.blobs().readPiece(upload.blob.sha256, upload.have, std::min<std::size_t>(requestBytes(), kBlobPiece));
    if (!piece || piece->empty()) {
      // The file has gone from the tablet: nothing can be sent, and the others need not wait for it.
      passOver();
      continue;
    }
    HttpRequest request{"PUT",
                        fmt::format("{}?offset={}&size={}",
                                    upload.isBundle ? bundleTarget(upload.blob.sha256) : blobTarget(upload.blob.sha256),
                                    upload.have, upload.blob.size),
                        {},
                        std::move(*piece)};
    const Requester requester{m_enrolment.hubId, m_enrolment.device.rawString(), &m_replica.deviceKey()};
    request.authorization = authorize(requester, nextSequence(), request.method + ' ' + request.target, request.body);
    return std::optional(std::move(request));
  }
  return std::optional<HttpRequest>();
}

core::Result<std::optional<HttpRequest>> SyncSession::prepareFetch() {
  // What the hub has not does not stand in the way of what it has.
  const bool passed = m_fetches.empty() && m_listedPast < m_missed.size();
  if ((!m_fetchesListed || passed) && m_options.fetchBlobs) {
    m_listedPast = m_missed.size();
    const auto most = kMostFetches + static_cast<int>(m_missed.size());
    THUCDIA_ASSIGN(auto wanted, m_replica.read([most](db::ReadTransaction& transaction) {
      return core::records::blobsToFetch(transaction, most);
    }));
    for (auto& blob : wanted) {
      if (!m_missed.contains(blob.sha256)) m_fetches.push_back(std::move(blob));
    }
  }
  m_fetchesListed = true;
  m_result.progress.blobsToFetch = static_cast<std::int64_t>(m_fetches.size());
  if (m_fetches.empty()) return std::optional<HttpRequest>();
  const auto& blob = m_fetches.front();
  THUCDIA_ASSIGN(const auto have, m_replica.blobs().received(blob.sha256));
  HttpRequest request{"GET",
                      fmt::format("{}?offset={}&limit={}", blobTarget(blob.sha256), have,
                                  std::min<std::size_t>(requestBytes(), kBlobPiece)),
                      {},
                      {}};
  const Requester requester{m_enrolment.hubId, m_enrolment.device.rawString(), &m_replica.deviceKey()};
  request.authorization = authorize(requester, nextSequence(), request.method + ' ' + request.target, request.body);
  return std::optional(std::move(request));
}

SyncSession::Written SyncSession::writePage(std::unique_ptr<v1::ExchangeResponse> reply) {
  auto before = std::exchange(m_state, stateAfter(m_state, *reply, false));
  auto last = m_pages.empty() ? Written() : m_pages.back();
  auto write = [&replica = m_replica, before = std::move(before), reply = std::move(reply),
                last = std::move(last)]() mutable -> core::Result<TakenReply> {
    // Gone when this is done, not when what became of it is forgotten.
    const auto page = std::move(reply);
    const auto earlier = std::move(last);
    const PulledChanges pulled(*page, replica.author().device);
    if (earlier.valid()) {
      if (const auto& taken = earlier.get(); !taken) return core::fail(taken.error());
    }
    return takeReply(replica, before, {}, {}, *page, pulled, false);
  };
  return std::async(m_writing, std::move(write)).share();
}

core::Result<> SyncSession::settle(std::size_t left) {
  while (m_pages.size() > left) {
    const auto taken = m_pages.front().get();
    m_pages.pop_front();
    if (!taken) return core::fail(taken.error());
    countTaken(*taken);
  }
  return {};
}

void SyncSession::countTaken(const TakenReply& taken) {
  m_result.progress.recordsReceived += taken.counts.changed;
  m_result.newConflicts += taken.counts.newConflicts;
  m_result.setAside += taken.counts.setAside;
}

void SyncSession::handle(const core::Result<HttpResponse>& response) {
  auto taken = take(response);
  if (taken && m_pages.empty()) taken = count();
  if (taken) return;
  // What came before is kept.
  auto settled = settle(0);
  fail(settled ? taken.error() : settled.error());
}

core::Result<> SyncSession::take(const core::Result<HttpResponse>& response) {
  if (!response) {
    if (response.error().code == ErrorCode::Unreachable) m_link->lost();
    return core::fail(response.error());
  }
  m_link->carried(m_requestBytes + response->body.size(), m_replica.clock().now() - m_askedAt);
  m_result.progress.bytesReceived += static_cast<std::int64_t>(response->body.size());
  if (response->status / 100 != 2) return takeRefusal(*response);
  m_repeats = 0;
  switch (m_phase) {
    case SyncPhase::Exchanging:
      return takeExchange(*response);
    case SyncPhase::SendingBlobs:
      return takeUpload(*response);
    default:
      return takeFetch(*response);
  }
}

core::Result<> SyncSession::setAsideAsTooLarge() {
  const auto& change = m_batch.changes.front();
  const RefusedChange refused{change.type->table(), change.id, ErrorCode::LimitExceeded,
                              fmt::format("a request of {} bytes is too large", m_requestBytes)};
  m_result.refused.push_back(refused);
  m_more = true;
  return m_replica.store().write([&](db::WriteTransaction& transaction) -> core::Result<> {
    if (change.own > 0) saveRefusal(transaction, *change.type, change.id, change.own, refused, m_replica.clock().now());
    if (m_batch.whole) postpone(transaction, *change.type, change.id);
    return {};
  });
}

core::Result<> SyncSession::takeRefusal(const HttpResponse& response) {
  if (response.status == 413 && m_phase == SyncPhase::Exchanging && m_options.pushChanges > 1) {
    // By the hub or by something between.
    m_options.pushChanges = std::max(1, m_options.pushChanges / 2);
    m_options.pushBytes = std::max<std::size_t>(m_options.pushBytes / 2, 1024);
    m_more = true;
    return {};
  }
  if (response.status == 413 && m_phase == SyncPhase::Exchanging && m_batch.changes.size() == 1 &&
      m_requestBytes > kSurelySmall)
    return setAsideAsTooLarge();
  v1::Refusal refusal;
  if (!refusal.ParseFromString(response.body) || refusal.magic() != kRefusalMagic) {
    if (response.status >= 500) {
      return core::fail(ErrorCode::Unreachable, fmt::format("the answer was HTTP {}", response.status));
    }
    return core::fail(ErrorCode::NotAHub, fmt::format("the answer was HTTP {} and no hub's", response.status));
  }
  const auto code = core::errorCode(refusal.code());
  // A refusal is not signed: a number out of all reason is not believed.
  const bool believable = refusal.highest_sequence() < kMaxRequestNumber;
  if (code == ErrorCode::Replayed && believable && m_repeats++ < kMostRepeats) {
    m_sequence = std::max(m_sequence, refusal.highest_sequence());
    if (m_phase == SyncPhase::Exchanging) m_more = true;
    return {};
  }
  if (m_phase == SyncPhase::Exchanging && code == ErrorCode::CorruptData && m_state.hubReadsColumns) {
    // An older program serves the hub again.
    m_state.hubReadsColumns = false;
    m_more = true;
    return {};
  }
  if (m_phase == SyncPhase::SendingBlobs && !m_uploads.empty()) {
    if (code == ErrorCode::BadHash && m_uploads.front().restarts++ == 0) {
      m_uploads.front().have = 0;
      return {};
    }
    // One photo that the hub will not have does not hold up the others; it stays to be sent.
    if (code == ErrorCode::BadHash || code == ErrorCode::NotPermitted || code == ErrorCode::LimitExceeded ||
        code == ErrorCode::InvalidArgument || code == ErrorCode::ProtocolTooNew) {
      passOver();
      return {};
    }
  }
  if (m_phase == SyncPhase::FetchingBlobs && code == ErrorCode::NotFound && !m_fetches.empty()) {
    missFetch();
    return {};
  }
  if (response.status == 503) return core::fail(ErrorCode::Unreachable, refusal.detail());
  return core::fail(code, refusal.detail());
}

core::Result<> SyncSession::takeExchange(const HttpResponse& response) {
  THUCDIA_ASSIGN(const auto message, openReply(m_enrolment.hubPublicKey, m_statement, response.body));
  auto read = std::make_unique<v1::ExchangeResponse>();
  if (!read->ParseFromString(message)) return core::fail(ErrorCode::NotAHub, "the reply cannot be read");
  v1::ExchangeResponse& reply = *read;
  m_result.clockAhead = m_askedAt - core::fromMicros(reply.hub_time());
  if (isPage(reply)) {
    m_more = true;
    THUCDIA_TRY(settle(kMostPages - 1));
    m_pages.push_back(writePage(std::move(read)));
    return {};
  }
  THUCDIA_TRY(settle(0));
  const PulledChanges pulled(reply, m_replica.author().device);
  const bool upToDate = m_batch.all && !reply.more();
  THUCDIA_ASSIGN(auto taken, takeReply(m_replica, m_state, m_batch, m_asked, reply, pulled, upToDate));
  m_result.progress.recordsSent += static_cast<std::int64_t>(reply.accepted());
  // What was offered again in this sync is told once, as it was judged last.
  for (const auto& change : m_batch.changes)
    std::erase_if(m_result.refused, [&](const RefusedChange& each) { return each.id == change.id; });
  m_result.refused.insert(m_result.refused.end(), taken.refused.begin(), taken.refused.end());
  countTaken(taken);
  m_state = std::move(taken.state);
  if (taken.hubIsRestored) {
    m_result.hubIsRestored = true;
    m_more = true;
    m_batch = {};
    m_batch.all = false;
    return {};
  }
  m_more = taken.goesOn;
  m_gaveBack = m_gaveBack || taken.gaveBack;
  if (m_gaveBack && m_batch.all && !m_more) {
    // What was not taken may have rested on what was taken since.
    m_gaveBack = false;
    m_more = true;
    THUCDIA_TRY(m_replica.store().write([](db::WriteTransaction& transaction) -> core::Result<> {
      handBackAgain(transaction);
      return {};
    }));
  }
  for (const auto& blob : m_asked) {
    const auto missing = std::ranges::find(reply.missing(), blob.sha256, &v1::Missing::sha256);
    if (missing != reply.missing().end()) {
      // Said to be there and asked about again: a hub that loses photos is not sent them for ever.
      if (m_blobRounds < kMostBlobRounds) {
        m_uploads.push_back({blob, resumeAt(missing->have(), blob.size)});
      } else {
        m_passedOver.insert(blob.sha256);
      }
      continue;
    }
    m_blobRounds = 0;
    if (std::ranges::find(m_uploaded, blob.sha256) != m_uploaded.end()) ++m_result.progress.blobsSent;
  }
  THUCDIA_TRY(takeCarried(reply));
  if (m_batch.all) {
    m_uploadsAsked = true;
    m_uploaded.clear();
  }
  m_asked.clear();
  return {};
}

bool SyncSession::isPage(const v1::ExchangeResponse& reply) const {
  return reply.more() && pulls() && m_batch.changes.empty() && m_asked.empty() && m_carried.bundles().empty() &&
         !m_state.resending && (m_state.epoch == 0 || m_state.epoch == reply.epoch()) && reply.accepted() == 0 &&
         reply.refused().empty();
}

core::Result<> SyncSession::takeCarried(const v1::ExchangeResponse& reply) {
  for (const auto& bundle : m_carried.bundles()) {
    const auto state = std::ranges::find(reply.bundles(), bundle.sha256(), &v1::BundleState::sha256);
    if (state == reply.bundles().end()) continue;
    if (state->done()) {
      ++(state->refused().empty() ? m_result.bundlesDelivered : m_result.bundlesRefused);
      THUCDIA_TRY(forgetCarried(m_replica, bundle.sha256()));
    } else if (m_blobRounds < kMostBlobRounds) {
      const auto have = resumeAt(state->have(), bundle.size());
      m_uploads.push_back({{.sha256 = bundle.sha256(), .size = bundle.size()}, have, 0, true});
    }
  }
  m_carried.Clear();
  return {};
}

core::Result<> SyncSession::takeUpload(const HttpResponse& response) {
  v1::BlobResponse reply;
  if (!reply.ParseFromString(response.body)) return core::fail(ErrorCode::NotAHub, "the reply cannot be read");
  auto& upload = m_uploads.front();
  if (!reply.complete()) {
    const bool goesOn = reply.have() > upload.have && reply.have() < upload.blob.size;
    if (!goesOn && ++upload.restarts > kMostRepeats) {
      return core::fail(ErrorCode::Refused, "the hub does not take the photo's pieces");
    }
    upload.have = resumeAt(reply.have(), upload.blob.size);
    return {};
  }
  // Believed when the next exchange, which the hub signs, no longer misses it.
  m_uploaded.push_back(upload.blob.sha256);
  m_uploads.pop_front();
  return {};
}

core::Result<> SyncSession::takeFetch(const HttpResponse& response) {
  const auto& blob = m_fetches.front();
  auto& blobs = m_replica.blobs();
  THUCDIA_ASSIGN(const auto before, blobs.received(blob.sha256));
  const auto have = blobs.append(blob.sha256, blob.size, before, response.body);
  const bool misfit =
      !have && (have.error().code == ErrorCode::LimitExceeded || have.error().code == ErrorCode::InvalidArgument);
  if (!have && !misfit) return core::fail(have.error());
  if (misfit || (*have < blob.size && response.body.empty())) {
    // Not of the size that the record says: the others need not wait for it.
    THUCDIA_TRY(blobs.abandon(blob.sha256));
    missFetch();
    return {};
  }
  if (*have < blob.size) return {};
  const auto finished = blobs.finish(blob.sha256, blob.size);
  if (!finished && finished.error().code != ErrorCode::BadHash) return core::fail(finished.error());
  if (finished) {
    THUCDIA_TRY(m_replica.store().write([&](db::WriteTransaction& transaction) -> core::Result<> {
      core::records::markBlobHere(transaction, blob.sha256, true);
      return {};
    }));
    ++m_result.progress.blobsFetched;
    m_fetches.pop_front();
  } else {
    missFetch();
  }
  return {};
}

core::Result<> SyncSession::count() {
  auto& progress = m_result.progress;
  progress.blobsToFetch = static_cast<std::int64_t>(m_fetches.size());
  return m_replica.read([&](db::ReadTransaction& transaction) -> core::Result<> {
    progress.recordsToSend = countOutgoing(transaction);
    progress.blobsToSend = core::records::countBlobsToSend(transaction);
    return {};
  });
}

}  // namespace thucdia::sync
