#pragma once

#include <cstdint>
#include <deque>
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
/// and the simulator drive it. For one thread at a time, but for writePage().
///
/// Beginning → Exchanging (push a batch, take the receipts, pull; until nothing waits and nothing is new)
/// → SendingBlobs (pieces of what the hub said it lacks) → FetchingBlobs → Done. An error ends it at any point; all
/// that was answered until then is kept in the replica.
class SyncSession {
 public:
  SyncSession(core::replica::Replica& replica, const SyncOptions& options);

  /// The next request; nothing when the sync is over (see outcome()). Reads the replica.
  [[nodiscard]] std::optional<HttpRequest> next();
  /// What came of the last request, read. Touches nothing that writePage() does.
  struct Response;
  [[nodiscard]] Response read(core::Result<HttpResponse> response) const;
  /// Takes it. Writes the replica.
  void handle(Response response);
  /// Writes the page that came with the reply before, while the request for the one after it is under way and its reply
  /// is read: for another thread than the one that does that. Not needed: handle() does what has not been done.
  void writePage();
  [[nodiscard]] bool hasPage() const { return m_page.has_value(); }

  [[nodiscard]] const SyncProgress& progress() const { return m_result.progress; }
  /// The end: a result, or what stopped it. Meaningful once next() gave nothing.
  [[nodiscard]] core::Result<SyncResult> outcome() const;

 private:
  struct Reply {
    Reply(v1::ExchangeResponse reply, core::changes::DeviceTag device) : said(std::move(reply)), pulled(said, device) {}
    v1::ExchangeResponse said;
    PulledChanges pulled;
  };
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
  [[nodiscard]] core::Result<std::unique_ptr<Reply>> readExchange(const HttpResponse& response) const;
  [[nodiscard]] core::Result<> take(Response& response);
  [[nodiscard]] core::Result<> takeExchange(core::Result<std::unique_ptr<Reply>> reply);
  /// Nothing but changes to write, and more to come: the next page may be asked for before this one is written.
  [[nodiscard]] bool isPage(const v1::ExchangeResponse& reply) const;
  /// Takes the reply into the replica, which pushed `batch` and asked about `asked`.
  [[nodiscard]] core::Result<TakenReply> write(const SyncState& before, const OutgoingBatch& batch,
                                               const std::vector<core::records::BlobRow>& asked, const Reply& reply);
  [[nodiscard]] core::Result<> takeCarried(const v1::ExchangeResponse& reply);
  [[nodiscard]] core::Result<> takeUpload(const HttpResponse& response);
  [[nodiscard]] core::Result<> takeFetch(const HttpResponse& response);
  /// A reply that is not 2xx; nothing when the request is to be made again.
  [[nodiscard]] core::Result<> takeRefusal(const HttpResponse& response);
  [[nodiscard]] std::uint64_t nextSequence();
  [[nodiscard]] core::Result<> count();
  void fail(core::Error error);

  /// Bytes worth putting into one request.
  [[nodiscard]] std::size_t requestBytes() const { return m_link->requestBytes(); }
  /// The next blobs to ask about: those here, small enough for this link, and not found unsendable in this sync.
  [[nodiscard]] std::vector<core::records::BlobRow> blobsToAsk(core::db::ReadTransaction& transaction) const;
  /// The upload under way cannot be brought to an end in this sync; the others go on.
  void passOver();

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
  struct Page {
    SyncState before;
    std::unique_ptr<Reply> reply;
  };
  std::optional<Page> m_page;                   ///< not written yet; m_state is already what it will be then
  std::vector<core::records::BlobRow> m_asked;  ///< blobs that the exchange under way asks about
  v1::CarriedBundles m_carried;                 ///< that it asks about
  bool m_uploadsAsked = false;
  bool m_moreUploads = false;  ///< others wait behind those asked about
  bool m_more = false;         ///< the hub has more to pull
  std::deque<Upload> m_uploads;
  std::vector<std::string> m_uploaded;  ///< sent whole, not yet acknowledged by a signed reply
  std::set<std::string> m_passedOver;   ///< blobs
  int m_blobRounds = 0;                 ///< in which nothing was acknowledged
  std::deque<core::records::BlobRow> m_fetches;
  bool m_fetchesListed = false;
};

struct SyncSession::Response {
  core::Timestamp arrivedAt;
  core::Result<HttpResponse> http;
  core::Result<std::unique_ptr<Reply>> reply;  ///< of an exchange that was not refused
};

}  // namespace thucdia::sync
