#include "tests/simulation/simulation.h"

#include <algorithm>
#include <functional>
#include <memory>
#include <vector>

#include <fmt/format.h>

#include "sync/engine/sync_state.h"
#include "tests/simulation/administrator.h"
#include "tests/simulation/courier.h"
#include "tests/simulation/hub_machine.h"
#include "tests/simulation/ledger.h"
#include "tests/simulation/network.h"
#include "tests/simulation/office.h"
#include "tests/simulation/oracles.h"
#include "tests/simulation/outages.h"
#include "tests/simulation/seeded_sodium.h"
#include "tests/simulation/tablet.h"
#include "tests/simulation/work.h"
#include "tests/simulation/world.h"

namespace thucdia::simulation {

using core::ErrorCode;
using std::chrono::hours;
using std::chrono::microseconds;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

namespace {

constexpr std::string_view kUrl = "http://127.0.0.1:8080";
constexpr int kMostRounds = 12;
constexpr int kMostRequests = 3000;

/// What may end a sync on which nobody but the disks and the weather has a hand.
bool isOrdinary(ErrorCode code) {
  static constexpr ErrorCode kOrdinary[] = {ErrorCode::Unreachable, ErrorCode::NotEnrolled, ErrorCode::Revoked,
                                            ErrorCode::Replayed,    ErrorCode::IoError,     ErrorCode::DiskFull,
                                            ErrorCode::DatabaseBusy};
  return std::ranges::find(kOrdinary, code) != std::end(kOrdinary);
}

/// A road on which nothing happens.
class QuietRoad final : public sync::Transport {
 public:
  explicit QuietRoad(HubMachine& hub) : m_hub(hub) {}
  core::Result<sync::HttpResponse> send(const sync::HttpRequest& request) override {
    auto reply = m_hub.answer({request.method, request.target, request.authorization, request.body});
    if (!reply) return core::fail(ErrorCode::Unreachable, "the hub is not there");
    if (request.method == "GET" && reply->status == 200) ++m_pieces;
    return sync::HttpResponse{reply->status, std::move(reply->body)};
  }
  void cancel() override {}
  void resume() override {}
  /// Of photos, fetched; one that is spoilt by what came before is fetched anew with the next sync.
  [[nodiscard]] int pieces() const { return m_pieces; }

 private:
  HubMachine& m_hub;
  int m_pieces = 0;
};

class Simulation {
 public:
  Simulation(std::uint64_t seed, const Options& options)
      : m_seed(seed), m_world(seed, options.print), m_hub(m_world.clock, seed * 1000 + 1) {
    setUp();
    if (options.hubDiskForgets) m_hub.disk().forgetSyncs();
    if (!options.tabletDisksForget) return;
    for (auto& tablet : m_office.tablets) tablet->disk().forgetSyncs();
  }

  void run() {
    m_world.run();
    calm();
    settleDown();
    // What was refused is offered again once a day.
    m_clock.advanceTo(m_clock.now() + hours(25));
    settleDown();
    judge();
  }

  [[nodiscard]] const Trace& trace() const { return m_trace; }
  void note(const std::string& failure) { say("FAILED: {}", failure); }

 private:
  template <class... Arguments>
  void say(fmt::format_string<Arguments...> text, Arguments&&... arguments) {
    m_world.say(text, std::forward<Arguments>(arguments)...);
  }
  void after(microseconds pause, std::function<void()> what) { m_world.after(pause, std::move(what)); }
  microseconds randomPause(microseconds least, microseconds most) { return m_world.pause(least, most); }
  [[nodiscard]] bool over() const { return m_world.over(); }

  // Setting up

  void setUp() {
    m_world.end = m_clock.now() + hours(m_dice.between(4, m_dice.chance(0.1) ? 64 : 25));
    static constexpr const char* kScopes[] = {"01", "08", "01,08", "25", "all"};
    const auto inspectors = static_cast<int>(m_dice.between(1, 3));
    const auto users = inspectors + 1;
    for (int i = 0; i < users; ++i) {
      const bool supervisor = i == inspectors;
      const auto name = supervisor ? std::string("binh") : fmt::format("an{}", i);
      const auto* scope =
          supervisor ? (m_dice.chance(0.5) ? "all" : "01,08") : kScopes[m_dice.below(std::size(kScopes))];
      must(m_hub.addUser(name, supervisor ? v1::ROLE_SUPERVISOR : v1::ROLE_INSPECTOR, scope), "a user");
      m_office.users.push_back(name);
    }
    if (m_world.turnover.clerk) {
      must(m_hub.addUser("thu", v1::ROLE_CLERK, "all"), "a clerk");
      m_office.users.emplace_back("thu");
    }
    m_ledger.addHub(m_hub.hub().identity().tag());
    const auto count = std::max<std::int64_t>(users, m_dice.between(2, m_dice.chance(0.2) ? 8 : 4));
    for (int i = 0; i < count; ++i) {
      const auto& user = i < users ? m_office.users[static_cast<std::size_t>(i)] : m_dice.pick(m_office.users);
      addTablet(user);
    }
    if (m_world.turnover.clerk) addTablet("thu");
    for (int i = 0; i < 3; ++i) m_administrator.addFacility();
    for (auto& tablet : m_office.tablets) {
      if (!enrol(*tablet)) violated("a tablet cannot be enrolled");
      say("tablet {} is {}'s", tablet->number(), tablet->user());
      syncQuietly(*tablet);
      putToWork(*tablet);
    }
    m_administrator.begin();
    if (m_weather.bundles) after(randomPause(minutes(30), hours(4)), [this] { carryBundles(); });
    if (m_weather.gatherings) after(randomPause(hours(1), hours(8)), [this] { gather(); });
  }

  Tablet& addTablet(const std::string& user) {
    const auto number = static_cast<int>(m_office.tablets.size());
    m_office.tablets.push_back(std::make_unique<Tablet>(m_clock, m_ledger, number, user,
                                                        m_seed * 1000 + 10 + static_cast<std::uint64_t>(number) * 2));
    if (!m_office.tablets.back()->start()) violated("a tablet does not start");
    return *m_office.tablets.back();
  }
  void putToWork(Tablet& tablet) {
    after(randomPause(minutes(1), minutes(60)), [this, &tablet] { userActs(tablet); });
    after(randomPause(minutes(1), minutes(90)), [this, &tablet] { beginSync(tablet); });
  }
  void handOut(const std::string& user) {
    if (over()) return;
    auto& tablet = addTablet(user);
    m_trace.count(Mishap::TabletHandedOut);
    say("tablet {} is handed out to {}", tablet.number(), user);
    admit(tablet);
    putToWork(tablet);
  }
  void admit(Tablet& tablet) {
    if (over() || tablet.lost || tablet.enrolled || enrol(tablet)) return;
    after(randomPause(minutes(1), hours(2)), [this, &tablet] { admit(tablet); });
  }

  bool enrol(Tablet& tablet) {
    if (!m_hub.running() || !tablet.running()) return false;
    const auto code = m_hub.codeFor(tablet.user());
    if (m_outages.hubSettled(); !code || !m_hub.running()) return false;
    QuietRoad road(m_hub);
    const auto enrolled = sync::enrol(tablet.replica(), road, kUrl, *code, tablet.user() + "'s tablet");
    m_outages.hubSettled();
    say("tablet {} enrols: {}", tablet.number(), enrolled ? "done" : core::name(enrolled.error().code));
    if (enrolled) tablet.enrolled = true;
    if (!m_outages.tabletSettled(tablet)) return false;
    return enrolled.has_value();
  }

  // People

  void userActs(Tablet& tablet) {
    if (over()) return;
    after(randomPause(minutes(2), minutes(240)), [this, &tablet] { userActs(tablet); });
    if (!tablet.running()) return;
    if (m_weather.clocks && m_dice.chance(0.08)) turnClock(tablet);
    if (m_dice.chance(m_weather.restarts)) {
      m_trace.count(Mishap::TabletKilled);
      say("tablet {} is killed", tablet.number());
      tablet.stop();
      return m_outages.startTabletLater(tablet);
    }
    doThings(tablet, 5);
  }

  /// A user does a few things in a row.
  void doThings(Tablet& tablet, int most) {
    if (over() || !tablet.running()) return;
    for (auto left = m_dice.between(1, most); left > 0; --left) {
      m_outages.maybeArm(tablet);
      tablet.setSource(Source::Person);
      const auto what = doSomeWork(tablet, m_world);
      say("tablet {} {}", tablet.number(), what);
      if (!m_outages.tabletSettled(tablet)) return;
      checkShown(tablet);
    }
    if (m_weather.upgrades && m_dice.chance(0.03)) m_outages.upgradeProgram(tablet);
  }

  /// Goes on working while what was done just before is on its way or has just gone.
  void goOn(Tablet& tablet, microseconds least, microseconds most) {
    after(randomPause(least, most), [this, &tablet] { doThings(tablet, 2); });
  }

  void turnClock(Tablet& tablet) {
    static constexpr hours kTenYears{87'660};
    if (m_dice.chance(0.3)) {
      tablet.clock().setOff(microseconds(0));
    } else if (m_dice.chance(0.5)) {
      m_trace.count(Mishap::TabletClockOff);
      tablet.clock().setOff(m_dice.chance(0.5) ? microseconds(kTenYears) : -microseconds(kTenYears));
    } else {
      m_trace.count(Mishap::TabletClockBack);
      tablet.clock().setOff(tablet.clock().off() - randomPause(seconds(1), hours(30)));
    }
    say("tablet {}'s clock is {} s off", tablet.number(), tablet.clock().off().count() / 1'000'000);
  }

  void carryBundles() {
    if (over()) return;
    after(randomPause(minutes(10), hours(2)), [this] { carryBundles(); });
    if (m_dice.chance(0.5)) {
      takeStickToHub();
    } else {
      takeStickTo(*m_dice.pick(m_office.tablets));
    }
  }
  void takeStickToHub() {
    if (!m_hub.running()) return;
    m_outages.maybeArmHub();
    int tablet = static_cast<int>(m_dice.below(m_office.tablets.size()));
    if (m_dice.chance(0.7)) {
      say("{}", m_courier.bringToHub(m_hub, tablet));
      if (!m_outages.hubSettled()) return;
    }
    // Who brings a bundle takes a refresh along.
    auto& whose = *m_office.tablets[static_cast<std::size_t>(tablet)];
    if (m_dice.chance(0.4) || !whose.running() || !whose.enrolled) return;
    say("{}", m_courier.refreshFor(m_hub, whose));
    m_outages.hubSettled();
  }
  void takeStickTo(Tablet& tablet) {
    if (!tablet.running() || !tablet.enrolled || tablet.session) return;
    m_outages.maybeArm(tablet);
    tablet.setSource(Source::Sync);
    if (m_dice.chance(0.5)) {
      say("{}", m_courier.exportFrom(tablet));
      if (m_dice.chance(0.4)) goOn(tablet, seconds(5), minutes(6));
    } else {
      for (auto files = m_dice.between(1, 4); files > 0 && !tablet.disk().crashed(); --files)
        say("{}", m_courier.giveTo(tablet));
    }
    m_outages.tabletSettled(tablet);
  }

  // Syncing

  void beginSync(Tablet& tablet) {
    if (over()) return;
    after(randomPause(minutes(5), hours(6)), [this, &tablet] { beginSync(tablet); });
    startSync(tablet);
  }

  /// Everybody syncs at once, as when they come back to the office.
  void gather() {
    if (over()) return;
    after(randomPause(hours(2), hours(10)), [this] { gather(); });
    m_office.eachTablet([&](Tablet& tablet) {
      after(randomPause(milliseconds(0), seconds(5)), [this, &tablet] { startSync(tablet); });
    });
  }

  void startSync(Tablet& tablet) {
    if (!tablet.running() || !tablet.enrolled || tablet.session) return;
    sync::SyncOptions options;
    options.pushChanges = static_cast<int>(m_dice.between(1, 20));
    options.pullChanges = static_cast<int>(m_dice.between(1, 30));
    if (m_dice.chance(0.2)) options.sendBlobsUpTo = 64 * 1024;
    if (m_world.turnover.photosWait) {
      options.sendBlobs = m_world.fate.chance(0.8);
      options.fetchBlobs = m_world.fate.chance(0.8);
      if (!options.sendBlobs || !options.fetchBlobs) m_trace.count(Mishap::PhotosWaited);
    }
    options.retryRefused = m_dice.chance(0.1);
    tablet.session = std::make_unique<sync::SyncSession>(tablet.replica(), options);
    tablet.syncBegan = m_clock.now();
    tablet.restoresBefore = m_hub.restores();
    tablet.meddledWith = false;
    say("tablet {} begins to sync", tablet.number());
    step(tablet);
  }

  void step(Tablet& tablet) {
    m_outages.maybeArm(tablet);
    tablet.setSource(Source::Sync);
    auto request = tablet.session->next();
    if (!m_outages.tabletSettled(tablet)) return;
    if (!request) return endSync(tablet);
    if (m_dice.chance(0.01)) {
      m_trace.count(Mishap::SyncAbandoned);
      say("tablet {} gives its sync up", tablet.number());
      tablet.session.reset();
      return;
    }
    if (m_dice.chance(0.1)) goOn(tablet, milliseconds(1), seconds(5));
    m_network.send(tablet, std::move(*request));
  }

  void endSync(Tablet& tablet) {
    const auto outcome = tablet.session->outcome();
    tablet.session.reset();
    if (!outcome) {
      say("tablet {} could not sync: {}", tablet.number(), core::name(outcome.error().code));
      if (!tablet.meddledWith && !isOrdinary(outcome.error().code)) {
        violated("tablet {} does not understand the hub: {}", tablet.number(), core::describe(outcome.error()));
      }
      if (outcome.error().code != ErrorCode::NotEnrolled) return;
      return after(randomPause(minutes(1), hours(2)), [this, &tablet] { static_cast<void>(enrol(tablet)); });
    }
    say("tablet {} has synced: {} sent, {} received, {} refused, {} photos sent, {} fetched", tablet.number(),
        outcome->progress.recordsSent, outcome->progress.recordsReceived, outcome->refused.size(),
        outcome->progress.blobsSent, outcome->progress.blobsFetched);
    tellRefused(tablet, outcome->refused);
    if (outcome->setAside > 0) violated("tablet {} could not apply {} changes", tablet.number(), outcome->setAside);
    checkShown(tablet);
    if (m_hub.running() && tablet.restoresBefore == m_hub.restores()) checkReach(m_hub, tablet);
    // A revoked device hands in and is given nothing.
    if (!tablet.revoked && tablet.syncBegan > tablet.givenNothingUntil)
      tablet.upToDate = std::max(tablet.upToDate, tablet.syncBegan);
    if (m_dice.chance(0.3)) goOn(tablet, seconds(5), minutes(6));
  }

  /// What people do may come too late or be another's to do; what programs make is never malformed.
  void tellRefused(const Tablet& tablet, const std::vector<sync::RefusedChange>& all) {
    static constexpr ErrorCode kOfPeople[] = {ErrorCode::NotPermitted, ErrorCode::OutOfScope,   ErrorCode::NotFound,
                                              ErrorCode::Locked,       ErrorCode::IllegalMove,  ErrorCode::BadHash,
                                              ErrorCode::Revoked,      ErrorCode::AlreadyExists};
    for (const auto& refused : all) {
      say("  refused: {} {}: {} ({})", refused.table, refused.id.text(), core::name(refused.code), refused.detail);
      if (std::ranges::find(kOfPeople, refused.code) != std::end(kOfPeople)) continue;
      violated("the hub refuses {} {} of tablet {}: {} ({})", refused.table, refused.id.text(), tablet.number(),
               core::name(refused.code), refused.detail);
    }
  }

  void receive(Tablet& tablet, core::Result<sync::HttpResponse> response) {
    m_outages.maybeArm(tablet);
    tablet.setSource(Source::Sync);
    tablet.session->handle(response);
    if (m_outages.tabletSettled(tablet)) step(tablet);
  }

  // The end

  /// From now on nothing goes wrong.
  void calm() {
    m_weather = {};
    m_hub.disk().mend();
    if (!m_hub.start()) violated("the hub does not start on a sound disk");
    m_office.eachTablet([](Tablet& tablet) {
      tablet.session.reset();
      tablet.disk().mend();
      if (!tablet.start()) violated("tablet {} does not start on a sound disk", tablet.number());
    });
    m_administrator.openAccounts();
    say("it is calm");
  }

  /// True when anything moved.
  bool syncQuietly(Tablet& tablet, const sync::SyncOptions& options = {}) {
    QuietRoad road(m_hub);
    m_clock.advanceTo(m_clock.now() + seconds(1));
    tablet.setSource(Source::Sync);
    sync::SyncSession session(tablet.replica(), options);
    int requests = 0;
    while (auto request = session.next()) {
      if (++requests > kMostRequests) violated("tablet {}'s sync does not end", tablet.number());
      session.handle(road.send(*request));
    }
    const auto outcome = session.outcome();
    if (!outcome && outcome.error().code == ErrorCode::NotEnrolled) {
      tablet.enrolled = false;
      if (m_administrator.isClosed(tablet.user())) return false;
      if (!enrol(tablet)) violated("tablet {} cannot be enrolled again", tablet.number());
      return true;
    }
    // It may have handed something in before it was told.
    if (!outcome && outcome.error().code == ErrorCode::Revoked) return session.progress().blobsSent > 0;
    if (!outcome)
      violated("tablet {} cannot sync on a quiet road: {}", tablet.number(), core::describe(outcome.error()));
    const auto& progress = outcome->progress;
    say("tablet {} syncs: {} sent, {} received, {} refused, {} photos sent, {} fetched", tablet.number(),
        progress.recordsSent, progress.recordsReceived, outcome->refused.size(), progress.blobsSent,
        progress.blobsFetched);
    tellRefused(tablet, outcome->refused);
    if (outcome->setAside > 0) violated("tablet {} could not apply {} changes", tablet.number(), outcome->setAside);
    return progress.recordsSent + progress.recordsReceived + progress.blobsSent + road.pieces() > 0 ||
           outcome->bundlesDelivered + outcome->bundlesRefused > 0 || !outcome->refused.empty() ||
           outcome->hubIsRestored;
  }

  void settleDown() {
    // What belongs together may stand in several batches.
    sync::SyncOptions options;
    if (m_dice.chance(0.3)) options.pushChanges = static_cast<int>(m_dice.between(1, 4));
    for (int round = 0; round < kMostRounds; ++round) {
      bool moved = false;
      m_office.eachTablet([&](Tablet& tablet) { moved = syncQuietly(tablet, options) || moved; });
      if (!moved) return;
    }
    violated("the tablets are not done after {} quiet rounds", kMostRounds);
  }

  /// What the hub takes once somebody asks for it should have been offered before.
  void checkRefusalsStand() {
    m_office.eachTablet([&](Tablet& tablet) {
      const auto before = knownMissing(tablet);
      if (before.empty()) return;
      const auto sequence = [&](core::RecordId id) {
        const auto head = must(m_hub.hub().read([&](hub::HubRead& read) { return read.head(id); }), "a record");
        return head ? head->sequence : 0;
      };
      std::map<core::RecordId, std::uint64_t> held;
      for (const auto& [id, why] : before) held[id] = sequence(id);
      static_cast<void>(syncQuietly(tablet, {.retryRefused = true}));
      const auto after = knownMissing(tablet);
      for (const auto& [id, why] : before) {
        // What somebody else brought meanwhile is only found to be there.
        if (after.contains(id) || held[id] == sequence(id)) continue;
        violated("tablet {}: {}, {}, is taken when it is offered again", tablet.number(), id.text(), why);
      }
    });
  }

  void judge() {
    m_office.eachTablet([&](Tablet& tablet) {
      const auto enrolment = tablet.replica().enrolment();
      const auto device =
          enrolment
              ? must(m_hub.hub().read([&](hub::HubRead& read) { return read.device(enrolment->device); }), "a device")
              : std::nullopt;
      tablet.revoked = (device && device->revokedAt) || m_administrator.isClosed(tablet.user());
    });
    checkHub(m_hub);
    m_office.eachTablet([&](Tablet& tablet) {
      if (!tablet.enrolled) return;
      checkLists(tablet);
      checkOutboxEmpty(m_hub, tablet);
      checkShown(tablet);
      checkReach(m_hub, tablet, true);
      checkBlobs(m_hub, tablet);
      if (!tablet.revoked) checkReplica(m_hub, tablet);
    });
    checkNothingLost(m_hub, m_ledger, m_office.tablets);
    checkRefusalsStand();
    say("all is well");
  }

  std::uint64_t m_seed;
  World m_world;
  Dice& m_dice = m_world.dice;
  Trace& m_trace = m_world.trace;
  Weather& m_weather = m_world.weather;
  WorldClock& m_clock = m_world.clock;
  Ledger m_ledger;
  HubMachine m_hub;
  Outages m_outages{m_world, m_hub};
  Network m_network{m_world, m_hub, m_outages,
                    [this](Tablet& tablet, auto response) { receive(tablet, std::move(response)); }};
  Courier m_courier{m_dice, m_trace};
  Office m_office;
  Administrator m_administrator{m_world,  m_hub,    m_outages,
                                m_ledger, m_office, [this](const std::string& user) { handOut(user); }};
};

}  // namespace

Outcome simulate(std::uint64_t seed, const Options& options) {
  // What is made once for all runs is made before the run's disk gives SQLite its randomness.
  static_cast<void>(newHubDatabase());
  static_cast<void>(newReplicaDatabase());
  const SeededSodium sodium(seed);
  Outcome outcome;
  outcome.seed = seed;
  std::unique_ptr<Simulation> simulation;
  try {
    simulation = std::make_unique<Simulation>(seed, options);
    simulation->run();
  } catch (const Violated& failure) {
    outcome.failure = failure.what();
    if (simulation) simulation->note(outcome.failure);
  }
  if (simulation) {
    outcome.traceHash = simulation->trace().hash();
    outcome.mishaps = simulation->trace().counts();
  }
  return outcome;
}

}  // namespace thucdia::simulation
