#pragma once

#include <cstdint>
#include <deque>
#include <future>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/records/blob_rows.h"
#include "sync/engine/carried_bundles.h"
#include "sync/engine/exchange_reply.h"
#include "sync/engine/sync_state.h"
#include "sync/engine/transport.h"

namespace thucdia::sync {

/// One sync as a state machine without network: says which request to send next, is told what came of it. The engine
/// and the simulator drive it. For one thread at a time.
///
/// Beginning → Exchanging (push a batch, take the receipts, pull; until nothing waits and nothing is new)
/// → SendingBlobs (pieces of what the hub said it lacks) → FetchingBlobs → Done. An error ends it at any point; all
/// that was answered until then is kept in the replica.
///
/// Of several pages in a row the next is asked for before one is written: at most two wait for that.
class SyncSession {
 public:
  /// `writing`: where such pages are made ready and written: on threads of their own (async), or in handle() when that
  /// can wait no longer (deferred).
  SyncSession(core::replica::Replica& replica, const SyncOptions& options, std::launch writing = std::launch::deferred);

  /// The next request; nothing when the sync is over (see outcome()). Reads the replica.
  [[nodiscard]] std::optional<HttpRequest> next();
  /// Takes what came of it. Writes the replica.
  void handle(const core::Result<HttpResponse>& response);

  [[nodiscard]] const SyncProgress& progress() const { return m_result.progress; }
  /// The end: a result, or what stopped it. Meaningful once next() gave nothing.
  [[nodiscard]] core::Result<SyncResult> outcome() const;

 private:
  using Written = std::shared_future<core::Result<TakenReply>>;
  struct Upload {
    core::records::BlobRow blob;
    std::uint64_t have = 0;
    int restarts = 0;
    bool isBundle = false;  ///< of another device, carried to the hub
  };

  [[nodiscard]] core::Result<std::optional<HttpRequest>> prepare();
  [[nodiscard]] core::Result<HttpRequest> prepareExchange();
  [[nodiscard]] core::Result<std::optional<HttpRequest>> prepareUpload();
  [[nodiscard]] core::Result<std::optional<HttpRequest>> prepareFetch();
  [[nodiscard]] core::Result<> prepareBatch();
  [[nodiscard]] core::Result<> take(const core::Result<HttpResponse>& response);
  [[nodiscard]] core::Result<> takeExchange(const HttpResponse& response);
  /// The exchange under way asks for a page: nothing is known to wait for being pushed behind it.
  [[nodiscard]] bool pulls() const { return m_batch.all || !m_pages.empty(); }
  /// Nothing but changes to write, and more to come: the next page may be asked for before this one is written.
  [[nodiscard]] bool isPage(const v1::ExchangeResponse& reply) const;
  /// Begins to write it, after those before it.
  [[nodiscard]] Written writePage(std::unique_ptr<v1::ExchangeResponse> reply);
  /// Waits until no more than so many pages are still to be written.
  [[nodiscard]] core::Result<> settle(std::size_t left);
  void countTaken(const TakenReply& taken);
  [[nodiscard]] core::Result<> takeCarried(const v1::ExchangeResponse& reply);
  [[nodiscard]] core::Result<> takeUpload(const HttpResponse& response);
  [[nodiscard]] core::Result<> takeFetch(const HttpResponse& response);
  /// A reply that is not 2xx; nothing when the request is to be made again.
  [[nodiscard]] core::Result<> takeRefusal(const HttpResponse& response);
  /// The one record of the request under way goes in no request that the hub, or what is between, takes.
  [[nodiscard]] core::Result<> setAsideAsTooLarge();
  [[nodiscard]] std::uint64_t nextSequence();
  [[nodiscard]] core::Result<> count();
  void fail(core::Error error);

  /// Bytes worth putting into one request.
  [[nodiscard]] std::size_t requestBytes() const { return m_link->requestBytes(); }
  /// The next blobs to ask about: those here, small enough for this link, and not found unsendable in this sync.
  [[nodiscard]] std::vector<core::records::BlobRow> blobsToAsk(core::db::ReadTransaction& transaction) const;
  /// Whether blobs wait to be asked about: sent and not acknowledged yet, behind others, or since what was pulled.
  [[nodiscard]] core::Result<bool> hasMoreToAsk();
  /// The upload under way cannot be brought to an end in this sync; the others go on.
  void passOver();
  /// The same of the fetch under way.
  void missFetch();

  core::replica::Replica& m_replica;
  SyncOptions m_options;
  LinkMeter m_ownLink;
  LinkMeter* m_link;
  core::replica::Enrolment m_enrolment;
  SyncResult m_result;
  std::optional<core::Error> m_error;
  SyncPhase m_phase = SyncPhase::Beginning;

  std::uint64_t m_sequence = 0;
  int m_repeats = 0;  ///< of one request, after its number was refused
  int m_exchanges = 0;
  std::size_t m_requestBytes = 0;  ///< of the request under way
  std::string m_statement;         ///< of the request under way
  core::Timestamp m_askedAt;
  SyncState m_state;
  OutgoingBatch m_batch;
  std::launch m_writing;
  std::deque<Written> m_pages;                  ///< not written yet; m_state is already what it will be then
  std::vector<core::records::BlobRow> m_asked;  ///< blobs that the exchange under way asks about
  v1::CarriedBundles m_carried;                 ///< that it asks about
  bool m_uploadsAsked = false;
  bool m_more = false;      ///< the hub has more to pull
  bool m_gaveBack = false;  ///< since what was not taken back was last offered
  std::deque<Upload> m_uploads;
  std::vector<std::string> m_uploaded;  ///< sent whole, not yet acknowledged by a signed reply
  std::set<std::string> m_passedOver;   ///< blobs
  int m_blobRounds = 0;                 ///< in which nothing was acknowledged
  std::deque<core::records::BlobRow> m_fetches;
  bool m_fetchesListed = false;
  std::set<std::string> m_missed;  ///< blobs that could not be fetched in this sync
  std::size_t m_listedPast = 0;    ///< how many of them there were when the fetches were listed
};

}  // namespace thucdia::sync
