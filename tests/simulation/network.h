#pragma once

#include <cstdint>
#include <functional>

#include "sync/engine/transport.h"
#include "tests/simulation/hub_machine.h"
#include "tests/simulation/outages.h"
#include "tests/simulation/tablet.h"
#include "tests/simulation/world.h"

namespace thucdia::simulation {

/// The road between tablets and the hub as the weather has it: what goes along it is lost, late, doubled, cut, garbled
/// or answered by strangers. What reaches the hub while it is busy is answered together.
class Network {
 public:
  using Receive = std::function<void(Tablet&, core::Result<sync::HttpResponse>)>;
  /// `receive`: told of what comes back for a tablet's sync, unless the tablet has given it up.
  Network(World& world, HubMachine& hub, Outages& outages, Receive receive)
      : m_world(world), m_hub(hub), m_outages(outages), m_receive(std::move(receive)) {}

  void send(Tablet& tablet, sync::HttpRequest request);

 private:
  void deliver(Tablet& tablet, std::uint64_t number, const sync::HttpRequest& request);
  void answerWaiting();
  void sendBack(Tablet& tablet, std::uint64_t number, sync::HttpResponse response);
  void arrive(Tablet& tablet, std::uint64_t number, core::Result<sync::HttpResponse> response);

  World& m_world;
  HubMachine& m_hub;
  Outages& m_outages;
  Receive m_receive;
  std::uint64_t m_requests = 0;
};

}  // namespace thucdia::simulation
