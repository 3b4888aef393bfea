#include "tests/simulation/network.h"

#include <chrono>

namespace thucdia::simulation {

using core::ErrorCode;
using std::chrono::microseconds;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

namespace {

constexpr seconds kPatience{60};

}  // namespace

void Network::send(Tablet& tablet, sync::HttpRequest request) {
  const auto number = ++m_requests;
  tablet.waitingFor = number;
  m_world.after(kPatience, [this, &tablet, number] {
    arrive(tablet, number, core::fail(ErrorCode::Unreachable, "no answer in time"));
  });
  if (m_world.dice.chance(m_world.weather.loss)) return m_world.trace.count(Mishap::RequestLost);
  if (m_world.dice.chance(m_world.weather.strangers)) {
    tablet.meddledWith = true;
    return m_world.after(m_world.pause(milliseconds(5), seconds(2)),
                         [this, &tablet, number, response = stranger(m_world.dice, m_world.trace)] {
                           arrive(tablet, number, response);
                         });
  }
  int copies = 1;
  if (m_world.dice.chance(m_world.weather.doubled)) {
    ++copies;
    m_world.trace.count(Mishap::Doubled);
  }
  for (; copies > 0; --copies) {
    auto pause = m_world.pause(milliseconds(10), seconds(3));
    if (m_world.dice.chance(m_world.weather.late)) {
      m_world.trace.count(Mishap::Late);
      pause += m_world.pause(kPatience, minutes(20));
    }
    auto arriving = request;
    if (!arriving.body.empty() && m_world.dice.chance(m_world.weather.cut)) {
      m_world.trace.count(Mishap::RequestCut);
      tablet.meddledWith = true;
      arriving.body.resize(static_cast<std::size_t>(m_world.dice.below(arriving.body.size())));
    }
    m_world.after(pause, [this, &tablet, number, arriving] { deliver(tablet, number, arriving); });
  }
}

void Network::deliver(Tablet& tablet, std::uint64_t number, const sync::HttpRequest& request) {
  if (!m_hub.running()) return;
  m_hub.receive({request.method, request.target, request.authorization, request.body}, [this, &tablet, number,
                                                                                        request](hub::HttpReply reply) {
    m_world.say("  {} {} of tablet {} ({} bytes): {} ({} bytes)", request.method, request.target.substr(0, 20),
                tablet.number(), request.body.size(), reply.status, reply.body.size());
    sendBack(tablet, number, {reply.status, std::move(reply.body)});
  });
  if (m_hub.waiting() > 1) return;
  m_world.after(
      m_world.dice.chance(m_world.weather.busyHub) ? m_world.pause(milliseconds(1), seconds(4)) : microseconds(0),
      [this] { answerWaiting(); });
}

void Network::answerWaiting() {
  if (!m_hub.running() || m_hub.waiting() == 0) return;
  m_outages.maybeArmHub();
  const auto together = m_hub.waiting();
  for (auto left = together; together > 1 && left > 0; --left) m_world.trace.count(Mishap::AnsweredTogether);
  m_hub.answerWaiting(m_world.dice.chance(m_world.weather.busyHub * 0.3));
  m_outages.hubSettled();
}

void Network::sendBack(Tablet& tablet, std::uint64_t number, sync::HttpResponse response) {
  if (m_world.dice.chance(m_world.weather.loss)) return m_world.trace.count(Mishap::ResponseLost);
  if (m_world.dice.chance(m_world.weather.strangers / 4)) {
    tablet.meddledWith = true;
    response = stranger(m_world.dice, m_world.trace);
  }
  if (!response.body.empty() && m_world.dice.chance(m_world.weather.cut)) {
    tablet.meddledWith = true;
    if (m_world.dice.chance(0.5)) {
      m_world.trace.count(Mishap::ResponseCut);
      response.body.resize(static_cast<std::size_t>(m_world.dice.below(response.body.size())));
    } else {
      m_world.trace.count(Mishap::ResponseGarbled);
      m_world.dice.pick(response.body) ^= static_cast<char>(1 << m_world.dice.below(8));
    }
  }
  auto pause = m_world.pause(milliseconds(10), seconds(3));
  if (m_world.dice.chance(m_world.weather.late)) {
    m_world.trace.count(Mishap::Late);
    pause += m_world.pause(kPatience, minutes(5));
  }
  m_world.after(pause, [this, &tablet, number, response] { arrive(tablet, number, response); });
}

void Network::arrive(Tablet& tablet, std::uint64_t number, core::Result<sync::HttpResponse> response) {
  if (!tablet.running() || !tablet.session || tablet.waitingFor != number) return;
  tablet.waitingFor = 0;
  m_receive(tablet, std::move(response));
}

}  // namespace thucdia::simulation
