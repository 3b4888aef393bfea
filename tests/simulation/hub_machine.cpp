#include "tests/simulation/hub_machine.h"

#include <utility>

#include <fmt/format.h>

#include "sync/hub/backup.h"
#include "sync/hub/enrolment.h"
#include "sync/hub/hub_records.h"
#include "tests/support/small_form.h"

namespace thucdia::simulation {

using core::ErrorCode;
using hub::HubRead;
using hub::HubWrite;

namespace {

std::string folderOf(int generation) { return fmt::format("/hub-{}", generation); }

}  // namespace

const std::string& newHubDatabase() {
  static const std::string kBytes = [] {
    const WorldClock world;
    core::SeededRandom random(7);
    tests::SimulatedDisk disk("new-hub", 7);
    const hub::Hub::Options options{folderOf(0), &world, &random, {}, &disk, disk.name()};
    {
      const auto made = must(hub::Hub::create(options), "a new hub");
      must(made->write([&](HubWrite& write) { return hub::writeRecord(write, tests::smallForm(), world.now()); }),
           "its form");
    }
    return *disk.bytesOf(hub::storagePath(folderOf(0)));
  }();
  return kBytes;
}

HubMachine::HubMachine(const WorldClock& world, std::uint64_t seed)
    : m_clock(world), m_random(seed), m_disk("hub", seed, true) {
  m_disk.place(hub::storagePath(folderOf(0)), newHubDatabase());
  if (!start()) violated("the hub does not start");
}

hub::Hub::Options HubMachine::options() {
  return {folderOf(m_generation), &m_clock, &m_random, {}, &m_disk, m_disk.name()};
}

bool HubMachine::start() {
  if (m_hub) return true;
  auto opened = hub::Hub::open(options());
  if (!opened) return false;
  m_hub = std::move(*opened);
  return true;
}

void HubMachine::stop() {
  m_waiting.clear();
  m_hub.reset();
  m_disk.restart();
}

std::optional<hub::HttpReply> HubMachine::answer(const hub::HttpRequest& request) {
  if (!m_hub) return std::nullopt;
  auto reply = hub::answerNow(*m_hub, request);
  if (m_disk.crashed()) return std::nullopt;
  return reply;
}

void HubMachine::answerWaiting(bool failing) {
  auto waiting = std::exchange(m_waiting, {});
  for (auto& each : waiting) {
    each.respond = [this, respond = std::move(each.respond)](hub::HttpReply reply) {
      if (!m_disk.crashed()) respond(std::move(reply));
    };
  }
  std::vector<hub::GroupWriter::Job> others;
  if (failing) {
    others.push_back({[](HubWrite&) -> core::Result<> { return core::fail(ErrorCode::NotFound, "nobody's"); },
                      [](const core::Result<>&) {}});
  }
  hub::answerTogether(*m_hub, waiting, std::move(others));
}

core::Result<core::PersonId> HubMachine::addUser(const std::string& name, hub::records::Role role,
                                                 const std::string& scope) {
  THUCDIA_ASSIGN(const auto parsed, hub::parseScope(scope));
  return m_hub->write([&](HubWrite& write) {
    return hub::addAccount(write, {name, {}, role, parsed}, m_clock.now(), m_random);
  });
}

core::Result<std::string> HubMachine::codeFor(const std::string& name) {
  THUCDIA_ASSIGN(const auto issued,
                 m_hub->write([&](HubWrite& write) { return hub::issueCode(write, name, m_clock.now(), m_random); }));
  return issued.code;
}

core::Result<> HubMachine::change(const std::string& name, const hub::AccountChange& change) {
  THUCDIA_TRY(m_hub->write([&](HubWrite& write) { return hub::changeAccount(write, name, change, m_clock.now()); }));
  return {};
}

core::Result<> HubMachine::setScope(const std::string& name, const std::string& scope) {
  THUCDIA_ASSIGN(const auto parsed, hub::parseScope(scope));
  return change(name, {.scope = parsed});
}

core::Result<> HubMachine::revoke(core::DeviceId device) {
  THUCDIA_TRY(m_hub->write([&](HubWrite& write) { return hub::revokeDevice(write, device.text(), m_clock.now()); }));
  return {};
}

core::Result<> HubMachine::putFacility(const hub::records::Facility& facility) {
  THUCDIA_TRY(m_hub->write([&](HubWrite& write) { return hub::writeRecord(write, facility, m_clock.now()); }));
  return {};
}

core::Result<> HubMachine::putForm(const hub::records::FormVersion& form) {
  THUCDIA_TRY(m_hub->write([&](HubWrite& write) { return hub::writeRecord(write, form, m_clock.now()); }));
  return {};
}

core::Result<> HubMachine::backUp() {
  THUCDIA_TRY(hub::backUp(*m_hub, fmt::format("/backups/{}", m_backups + 1)));
  ++m_backups;
  return {};
}

core::Result<> HubMachine::restore(int backup) {
  const auto done = hub::restore(fmt::format("/backups/{}", backup), options());
  if (!done && done.error().code != ErrorCode::AlreadyExists) return done;
  ++m_restores;
  return {};
}

}  // namespace thucdia::simulation
