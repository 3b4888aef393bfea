#include "sync/hub/hub_service.h"

#include <algorithm>
#include <iterator>

#include <fmt/format.h>

#include <thucdia/sync/v1/envelope.pb.h>

#include "sync/hub/exchange.h"
#include "sync/hub/routes.h"
#include "sync/wire/envelope.h"
#include "sync/wire/limits.h"

namespace thucdia::hub {

using core::ErrorCode;

namespace {

enum class Route { Hello, Enrol, Exchange, Blob, Bundle, Nowhere, WrongMethod };

Route routeOf(const HttpRequest& request) {
  const auto path = pathOf(request.target);
  const auto only = [&](std::string_view method, Route route) {
    return request.method == method ? route : Route::WrongMethod;
  };
  if (path == "/v1/hello") return only("GET", Route::Hello);
  if (path == "/v1/enrol") return only("POST", Route::Enrol);
  if (path == "/v1/exchange") return only("POST", Route::Exchange);
  if (path.substr(0, 10) == "/v1/blobs/") {
    return request.method == "GET" || request.method == "PUT" ? Route::Blob : Route::WrongMethod;
  }
  if (path.substr(0, 12) == "/v1/bundles/") return only("PUT", Route::Bundle);
  return Route::Nowhere;
}

HttpReply refuseExchange(Hub& hub, const core::Error& error, std::string_view body) {
  wire::SignedRequest envelope;
  const bool parsed = envelope.ParseFromArray(body.data(), static_cast<int>(body.size()));
  return refuseSigned(hub, error, parsed ? std::string_view(envelope.device_id()) : std::string_view(),
                      "exchange_refused");
}

HttpReply finish(Exchange& exchange) {
  auto answer = exchange.answer();
  if (!answer) return refuse(answer.error());
  return {.status = 200, .body = std::move(*answer)};
}

/// The write of an exchange that pushes. It is answered by `later`, out of the writer's way.
GroupWriter::Job pushJob(Hub& hub, std::shared_ptr<Exchange> exchange, HttpHandler::Respond respond,
                         std::function<void(std::function<void()>)> later) {
  GroupWriter::Job job;
  job.work = [exchange](HubWrite& write) { return exchange->push(write); };
  job.done = [&hub, exchange, respond = std::move(respond), later = std::move(later)](const core::Result<>& pushed) {
    if (!pushed) {
      hub.log().error("push_failed", pushed.error());
      return respond(refuse(pushed.error()));
    }
    later([exchange, respond] { respond(finish(*exchange)); });
  };
  return job;
}

HttpReply unrouted(Route route) {
  if (route == Route::WrongMethod) {
    return {.status = 405, .body = sync::packRefusal({ErrorCode::InvalidArgument, "not a method of this address"})};
  }
  return refuse({ErrorCode::NotFound, "no such request"});
}

}  // namespace

HubService::HubService(Hub& hub, const Options& options)
    : m_hub(hub), m_writer(hub.storage()), m_pool(options.threads, options.waiting) {}

HubService::~HubService() {
  // The writer's last answers go through the pool, which is still there; what the pool still begins is refused.
  m_writer.stop();
}

void HubService::handle(HttpRequest request, Respond respond) {
  // Shared: a posted task must be copyable.
  const auto shared = std::make_shared<HttpRequest>(std::move(request));
  if (!m_pool.tryPost([this, shared, respond] { work(*shared, respond); })) {
    respond(refuse({ErrorCode::DatabaseBusy, "the hub has too much to do"}));
  }
}

HttpReply HubService::unserved(int status) const {
  return status == 413 ? refuse({ErrorCode::LimitExceeded,
                                 fmt::format("a request's body has at most {} bytes", sync::kMaxRequestBytes)})
                       : refuse({ErrorCode::DatabaseBusy, "the hub is stopping"});
}

void HubService::work(const HttpRequest& request, Respond respond) {
  const auto route = routeOf(request);
  switch (route) {
    case Route::Hello:
      return respond(answerHello(m_hub));
    case Route::Enrol:
      return respond(answerEnrol(m_hub, request, [this](const auto& command) { return m_writer.run(command); }));
    case Route::Exchange:
      return exchange(request, std::move(respond));
    case Route::Blob:
      return respond(answerBlob(m_hub, request));
    case Route::Bundle:
      return respond(answerBundle(m_hub, request, [this](const auto& command) { return m_writer.run(command); }));
    default:
      return respond(unrouted(route));
  }
}

void HubService::exchange(const HttpRequest& request, Respond respond) {
  auto opened = Exchange::open(m_hub, request.body);
  if (!opened) return respond(refuseExchange(m_hub, opened.error(), request.body));
  const std::shared_ptr<Exchange> shared = std::move(*opened);
  if (!shared->pushes()) return respond(finish(*shared));
  auto job = pushJob(m_hub, shared, respond, [this](const std::function<void()>& finishing) {
    // The writer's thread goes on with the next group.
    if (!m_pool.tryPost(finishing)) finishing();
  });
  if (!m_writer.submit(std::move(job))) respond(refuse({ErrorCode::DatabaseBusy, "too many writes are waiting"}));
}

HttpReply answerNow(Hub& hub, const HttpRequest& request) {
  const auto route = routeOf(request);
  switch (route) {
    case Route::Hello:
      return answerHello(hub);
    case Route::Enrol:
      return answerEnrol(hub, request, [&](const auto& command) { return hub.storage().write(command); });
    case Route::Exchange: {
      HttpReply reply;
      answerTogether(hub, {{request, [&](HttpReply answered) { reply = std::move(answered); }}});
      return reply;
    }
    case Route::Blob:
      return answerBlob(hub, request);
    case Route::Bundle:
      return answerBundle(hub, request, [&](const auto& command) { return hub.storage().write(command); });
    default:
      return unrouted(route);
  }
}

void answerTogether(Hub& hub, const std::vector<WaitingRequest>& waiting, std::vector<GroupWriter::Job> others) {
  std::vector<GroupWriter::Job> group;
  for (const auto& [request, respond] : waiting) {
    if (routeOf(request) != Route::Exchange) {
      respond(answerNow(hub, request));
      continue;
    }
    auto opened = Exchange::open(hub, request.body);
    if (!opened) {
      respond(refuseExchange(hub, opened.error(), request.body));
      continue;
    }
    const std::shared_ptr<Exchange> exchange = std::move(*opened);
    if (exchange->pushes()) {
      group.push_back(pushJob(hub, exchange, respond, [](const auto& finishing) { finishing(); }));
    } else {
      respond(finish(*exchange));
    }
  }
  std::ranges::move(others, std::back_inserter(group));
  GroupWriter::commit(hub.storage(), group);
}

}  // namespace thucdia::hub
