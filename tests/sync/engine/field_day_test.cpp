// A day in the field on a link of 64 kbit/s that loses 5 % of its packets and is cut every twenty seconds, in virtual
// time.
#include <algorithm>
#include <map>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "core/records/blob_rows.h"
#include "sync/engine/sync_schedule.h"
#include "sync/engine/sync_state.h"
#include "tests/support/sync_world.h"

using namespace thucdia;
using namespace thucdia::tests;

namespace {

/// A road to a hub over a narrow, lossy link that is cut again and again. Its time is the tablet's clock.
class NarrowLink final : public sync::Transport {
 public:
  static constexpr std::int64_t kBytesPerSecond = 8'000;
  static constexpr std::int64_t kPacket = 1'400;
  static constexpr std::chrono::microseconds kCutEvery = std::chrono::seconds(20);
  static constexpr std::chrono::microseconds kOneWay = std::chrono::milliseconds(150);
  static constexpr std::chrono::microseconds kTimeout = std::chrono::milliseconds(400);
  /// Of a request's and of an answer's head.
  static constexpr std::int64_t kHead = 160;

  NarrowLink(hub::Hub& hub, core::FixedClock& clock) : m_hub(hub), m_clock(clock) { m_cutAt = clock.now() + kCutEvery; }

  core::Result<sync::HttpResponse> send(const sync::HttpRequest& request) override {
    const auto size = static_cast<std::int64_t>(request.body.size() + request.authorization.size()) + kHead;
    const auto went = transmit(size);
    bytesSent += went;
    if (went < size) {
      sentTwice += std::max<std::int64_t>(0, went - (size - static_cast<std::int64_t>(request.body.size())));
      return lost();
    }
    noteArrival(request);
    auto reply = hub::answerNow(m_hub, {request.method, request.target, request.authorization, request.body});
    const auto answerSize = static_cast<std::int64_t>(reply.body.size()) + kHead;
    if (transmit(answerSize) < answerSize) {
      // What an exchange brought is known there, but not here: it goes again.
      if (request.method == "POST") sentTwice += static_cast<std::int64_t>(request.body.size());
      return lost();
    }
    return sync::HttpResponse{reply.status, std::move(reply.body)};
  }
  void cancel() override {}
  void resume() override {}

  std::int64_t bytesSent = 0;
  std::int64_t sentTwice = 0;  ///< of bodies: cut on the way, or arrived before
  int cuts = 0;
  std::vector<std::int64_t> photos;  ///< the size of the photo that each piece was of

 private:
  /// Time goes by while the bytes do; how many of them went before the cut.
  std::int64_t transmit(std::int64_t bytes) {
    m_clock.advance(kOneWay);
    std::int64_t went = 0;
    while (went < bytes) {
      const auto packet = std::min(kPacket, bytes - went);
      const auto took = std::chrono::microseconds(packet * 1'000'000 / kBytesPerSecond);
      if (m_random.below(100) < 5) m_clock.advance(took + kTimeout);
      if (m_clock.now() + took >= m_cutAt) return went;
      m_clock.advance(took);
      went += packet;
    }
    return went;
  }

  core::Result<sync::HttpResponse> lost() {
    ++cuts;
    m_clock.set(std::max(m_clock.now(), m_cutAt));
    m_cutAt = m_clock.now() + kCutEvery;
    return core::fail(core::ErrorCode::Unreachable, "the link was cut");
  }

  void noteArrival(const sync::HttpRequest& request) {
    if (request.method != "PUT") return;
    const auto at = request.target.find("offset=");
    const auto offset = std::stoll(request.target.substr(at + 7));
    photos.push_back(std::stoll(request.target.substr(request.target.find("size=") + 5)));
    auto& arrived = m_arrived[request.target.substr(0, at)];
    const auto size = static_cast<std::int64_t>(request.body.size());
    sentTwice += std::clamp<std::int64_t>(arrived - offset, 0, size);
    arrived = std::max<std::int64_t>(arrived, offset + size);
  }

  hub::Hub& m_hub;
  core::FixedClock& m_clock;
  core::SeededRandom m_random{3};
  core::Timestamp m_cutAt;
  std::map<std::string, std::int64_t> m_arrived;
};

constexpr int kVisits = 12;
constexpr int kPhotosOfVisit = 5;

/// A photo beside the replica and in an answer.
void attach(Tablet& tablet, v1::Visit& visit, int number, std::size_t size) {
  std::string bytes(size, '\0');
  tablet.replica.random.fill({reinterpret_cast<std::uint8_t*>(bytes.data()), bytes.size()});
  const auto info = must(tablet.replica->blobs().put(bytes));
  auto& attachment = *(*visit.mutable_answers())["photo_" + std::to_string(number)].mutable_attachment();
  attachment.set_sha256(info.sha256);
  attachment.set_size(info.size);
  attachment.set_mime("image/jpeg");
  must(tablet.replica->store().write([&](core::db::WriteTransaction& transaction) -> core::Result<> {
    core::records::addBlob(transaction, {.sha256 = info.sha256,
                                         .size = info.size,
                                         .mime = "image/jpeg",
                                         .visit = core::VisitId::fromBytes(visit.id()),
                                         .toSend = true,
                                         .here = true});
    return {};
  }));
}

}  // namespace

TEST_CASE("a field day's visits and photos arrive over a link that is cut every twenty seconds, hardly a byte twice") {
  TestHub hub;
  hub.addUser("lan", v1::ROLE_INSPECTOR, "01");
  Tablet tablet(hub, "lan", 1);
  tablet.sync();
  const auto facility = tablet.makeFacility("Xưởng chè", "01");
  std::vector<core::VisitId> visits;
  for (int i = 0; i < kVisits; ++i) {
    auto visit = tablet.makeVisit(facility);
    for (int question = 0; question < 40; ++question) {
      (*visit.mutable_answers())["question_" + std::to_string(question)].set_text("Đạt yêu cầu, lần " +
                                                                                  std::to_string(question * i));
    }
    // Two of the five are small: signatures, thumbnails.
    for (int photo = 0; photo < kPhotosOfVisit; ++photo) attach(tablet, visit, photo, photo < 2 ? 18'000 : 160'000);
    tablet.put(visit);
    tablet.seal(visit);
    visits.push_back(*core::VisitId::fromBytes(visit.id()));
  }

  NarrowLink link(*hub.hub, tablet.replica.clock);
  core::SeededRandom random(5);
  sync::SyncSchedule schedule(random);
  const auto begun = tablet.replica.clock.now();
  bool done = false;
  for (int run = 0; run < 3'000 && !done; ++run) {
    sync::SyncEngine engine(*tablet.replica.replica, link);
    const auto outcome = engine.sync(schedule.options());
    schedule.ended(outcome, tablet.replica.clock.now());
    done = outcome.has_value() && outcome->progress.blobsToSend == 0 && outcome->progress.recordsToSend == 0;
    tablet.replica.clock.set(std::max(tablet.replica.clock.now(), schedule.next()));
  }
  REQUIRE(done);
  for (const auto visit : visits) {
    const auto status = must(tablet.replica->read(
        [&](core::db::ReadTransaction& transaction) { return sync::visitSyncStatus(transaction, visit); }));
    CHECK(status.reach == sync::VisitReach::ReceivedWhole);
    CHECK(status.blobs == kPhotosOfVisit);
    CHECK(hub.get<v1::Visit>(visit)->answers_size() == 41 + kPhotosOfVisit);
  }
  const auto hours = std::chrono::duration<double, std::ratio<3600>>(tablet.replica.clock.now() - begun).count();
  INFO(link.cuts << " cuts, " << link.bytesSent << " bytes sent, " << link.sentTwice << " of them twice, " << hours
                 << " hours");
  CHECK(std::ranges::is_sorted(link.photos));
  CHECK(link.cuts > 100);
  CHECK(link.sentTwice * 100 <= link.bytesSent * 2);
  CHECK(hours < 3);
}
