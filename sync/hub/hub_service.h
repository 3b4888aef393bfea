#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "sync/hub/group_writer.h"
#include "sync/hub/http_server.h"
#include "sync/hub/hub.h"
#include "sync/hub/work_pool.h"

namespace thucdia::hub {

/// Answers the hub's requests: GET /v1/hello, POST /v1/enrol, POST /v1/exchange, GET and PUT /v1/blobs/<sha256>. What
/// each means stands in sync/README.md.
class HubService final : public HttpHandler {
 public:
  struct Options {
    std::size_t threads = 2;
    std::size_t waiting = 512;  ///< requests that may wait for a thread; more are answered 503
  };
  HubService(Hub& hub, const Options& options);
  /// Finishes what was taken on. The server must have been stopped before.
  ~HubService() override;

  void handle(HttpRequest request, Respond respond) override;
  [[nodiscard]] HttpReply unserved(int status) const override;

 private:
  void work(const HttpRequest& request, Respond respond);
  void exchange(const HttpRequest& request, Respond respond);

  Hub& m_hub;
  GroupWriter m_writer;
  WorkPool m_pool;
};

/// The same requests answered in the caller's thread, for tests and the simulator.
[[nodiscard]] HttpReply answerNow(Hub& hub, const HttpRequest& request);

struct WaitingRequest {
  HttpRequest request;
  HttpHandler::Respond respond;
};
/// Requests that came together, in the caller's thread: what exchanges push goes into one transaction with what else is
/// to be written. Each is answered when it is through.
void answerTogether(Hub& hub, const std::vector<WaitingRequest>& waiting, std::vector<GroupWriter::Job> others = {});

/// The HTTP status that goes with an error.
[[nodiscard]] int httpStatus(core::ErrorCode code);

}  // namespace thucdia::hub
