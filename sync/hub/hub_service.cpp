#include "sync/hub/hub_service.h"

#include <thucdia/sync/v1/envelope.pb.h>

#include "sync/hub/exchange.h"
#include "sync/hub/routes.h"

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
  hub.log().warning("exchange_refused", {{"code", std::string(core::name(error.code))}, {"detail", error.detail}});
  wire::SignedRequest envelope;
  const bool parsed = envelope.ParseFromArray(body.data(), static_cast<int>(body.size()));
  return refuseSigned(hub, error, parsed ? std::string_view(envelope.device_id()) : std::string_view());
}

HttpReply finish(Exchange& exchange) {
  auto answer = exchange.answer();
  if (!answer) return refuse(answer.error());
  return {.status = 200, .body = std::move(*answer)};
}

HttpReply unrouted(Route route) {
  if (route == Route::WrongMethod) return {.status = 405};
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
  GroupWriter::Job job;
  job.work = [shared](HubWrite& write) { return shared->push(write); };
  job.done = [this, shared, respond](core::Result<> pushed) {
    if (!pushed) {
      m_hub.log().error("push_failed", pushed.error());
      return respond(refuse(pushed.error()));
    }
    // The writer's thread goes on with the next group.
    if (!m_pool.tryPost([shared, respond] { respond(finish(*shared)); })) respond(finish(*shared));
  };
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
      auto exchange = Exchange::open(hub, request.body);
      if (!exchange) return refuseExchange(hub, exchange.error(), request.body);
      if ((*exchange)->pushes()) {
        const auto pushed = hub.storage().write([&](HubWrite& write) { return (*exchange)->push(write); });
        if (!pushed) return refuse(pushed.error());
      }
      return finish(**exchange);
    }
    case Route::Blob:
      return answerBlob(hub, request);
    case Route::Bundle:
      return answerBundle(hub, request, [&](const auto& command) { return hub.storage().write(command); });
    default:
      return unrouted(route);
  }
}

}  // namespace thucdia::hub
