#include "tests/bench/bench_hub.h"

#include <csignal>
#include <ctime>

#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <thucdia/records/v1/registers.pb.h>
#include <thucdia/sync/v1/envelope.pb.h>

#include "core/changes/record_state.h"
#include "core/records/record_type.h"
#include "core/visits/seal.h"
#include "sync/engine/sync_engine.h"
#include "sync/hub/accounts.h"
#include "sync/hub/content.h"
#include "sync/hub/demo_content.h"
#include "sync/hub/enrolment.h"
#include "sync/hub/http_server.h"
#include "sync/hub/hub.h"
#include "sync/hub/hub_records.h"
#include "sync/hub/hub_service.h"
#include "sync/wire/envelope.h"
#include "sync/wire/limits.h"

namespace thucdia::bench {

namespace v1 = ::thucdia::records::v1;

namespace {

const core::SystemClock kClock;
core::SystemRandom systemRandom;

hub::Hub::Options optionsOf(const std::filesystem::path& folder) {
  return {.folder = (folder / "hub").string(), .clock = &kClock, .random = &systemRandom};
}

void readAll(int descriptor, void* bytes, std::size_t size) {
  auto* at = static_cast<char*>(bytes);
  while (size > 0) {
    const auto got = ::read(descriptor, at, size);
    if (got <= 0) std::exit(1);
    at += got;
    size -= static_cast<std::size_t>(got);
  }
}

/// Serves until the pipe is closed.
[[noreturn]] void serveIn(const std::filesystem::path& folder, int tell, int stop) {
  {
    const auto opened = must(hub::Hub::open(optionsOf(folder)));
    auto service = std::make_unique<hub::HubService>(*opened, hub::HubService::Options{});
    const auto server = must(hub::HttpServer::start({.maxBodyBytes = sync::kMaxRequestBytes}, *service));
    const auto port = server->port();
    if (::write(tell, &port, sizeof port) != sizeof port) std::_Exit(1);
    char byte = 0;
    while (::read(stop, &byte, 1) < 0) {
    }
    server->stop();
    service.reset();
  }
  std::_Exit(0);
}

}  // namespace

BenchHub::BenchHub(int facilities) {
  const auto made = must(hub::Hub::create(optionsOf(m_folder.path())));
  Workload workload(7);
  std::vector<v1::Facility> records;
  for (int i = 0; i < facilities; ++i) {
    m_facilities.push_back(core::FacilityId(core::makeUuidV7(core::fromMicros(1'763'190'000'000'000), m_random)));
    v1::Facility facility;
    facility.set_id(m_facilities.back().rawString());
    facility.set_name(workload.facilityName());
    facility.set_province("01");
    records.push_back(std::move(facility));
  }
  must(made->storage().write([&](hub::HubWrite& write) -> core::Result<> {
    const hub::NewAccount inspector{"lan", "Nguyễn Thị Lan", v1::ROLE_INSPECTOR, {true, {}}};
    THUCDIA_TRY(hub::addAccount(write, inspector, made->now(), systemRandom));
    return {};
  }));
  for (std::size_t from = 0; from < records.size(); from += 500) {
    std::vector<const google::protobuf::Message*> some;
    for (auto i = from; i < std::min(from + 500, records.size()); ++i) some.push_back(&records[i]);
    must(made->write([&](hub::HubWrite& write) { return hub::writeRecords(write, some, made->now()); }));
  }
}

BenchHub::~BenchHub() { stop(); }

void BenchHub::serve() {
  stop();
  int told[2];
  int stopping[2];
  if (::pipe(told) != 0 || ::pipe(stopping) != 0) std::exit(1);
  std::fflush(nullptr);
  m_process = ::fork();
  if (m_process < 0) std::exit(1);
  if (m_process == 0) {
    ::close(told[0]);
    ::close(stopping[1]);
    serveIn(m_folder.path(), told[1], stopping[0]);
  }
  ::close(told[1]);
  ::close(stopping[0]);
  m_stop = stopping[1];
  readAll(told[0], &m_port, sizeof m_port);
  ::close(told[0]);
}

void BenchHub::stop() {
  if (m_process < 0) return;
  ::close(m_stop);
  int status = 0;
  ::waitpid(m_process, &status, 0);
  m_process = -1;
}

double BenchHub::makeDemo(int facilities, int visits) {
  std::fflush(nullptr);
  const auto process = ::fork();
  if (process < 0) std::exit(1);
  if (process == 0) {
    const auto made = must(hub::Hub::open(optionsOf(m_folder.path())));
    must(hub::loadShipped(*made));
    must(hub::loadDemo(*made, {.facilities = facilities, .visits = visits}));
    std::_Exit(0);
  }
  int status = 0;
  rusage usage{};
  if (::wait4(process, &status, 0, &usage) != process || status != 0) std::exit(1);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

std::uintmax_t BenchHub::databaseBytes() const { return std::filesystem::file_size(m_folder / "hub/hub.sqlite"); }

std::string BenchHub::url() const { return fmt::format("http://127.0.0.1:{}", m_port); }

double BenchHub::cpuSeconds() const {
  clockid_t clock = 0;
  timespec time{};
  if (::clock_getcpuclockid(m_process, &clock) != 0 || ::clock_gettime(clock, &time) != 0) std::exit(1);
  return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

std::string BenchHub::takeCode() {
  // As thucdia-hub enrol does while serve runs.
  const auto opened = must(hub::Hub::open(optionsOf(m_folder.path())));
  return must(opened->write(
                  [&](hub::HubWrite& write) { return hub::issueCode(write, "lan", opened->now(), systemRandom); }))
      .code;
}

core::replica::Enrolment BenchHub::admit(const core::KeyPair& key) {
  const auto opened = must(hub::Hub::open(optionsOf(m_folder.path())));
  core::replica::Enrolment enrolment;
  enrolment.hubUrl = url();
  enrolment.hubId = opened->identity().id;
  enrolment.hubPublicKey = opened->identity().key.publicKey();
  must(opened->storage().write([&](hub::HubWrite& write) -> core::Result<> {
    hub::Device device;
    device.id = core::DeviceId(core::makeUuidV7(opened->now(), m_random));
    device.tag = core::deviceTag(key.publicKey());
    device.person = write.accountNamed("lan")->person;
    device.publicKey = key.publicKey();
    device.name = "load";
    device.enrolledAt = opened->now();
    write.putDevice(device);
    enrolment.device = device.id;
    enrolment.person.set_id(device.person.rawString());
    return hub::publishDevice(write, device, opened->now());
  }));
  return enrolment;
}

Sealed sealed(const v1::Visit& visit, const std::string& content, const core::replica::Enrolment& enrolment,
              const core::KeyPair& key, core::Timestamp now, core::RandomSource& random) {
  Sealed made;
  made.seal.set_id(core::RecordId(core::makeUuidV7(now, random)).rawString());
  made.seal.set_visit_id(visit.id());
  made.seal.set_province(visit.province());
  made.seal.set_revision(visit.revision());
  made.seal.set_content(content);
  made.seal.set_device_id(enrolment.device.rawString());
  made.seal.set_person_id(enrolment.person.id());
  made.seal.set_sealed_at(core::toMicros(now));
  made.seal.set_signature(key.sign(core::visits::signedBytes(made.seal)));
  made.submission.set_id(core::RecordId(core::makeUuidV7(now, random)).rawString());
  made.submission.set_visit_id(visit.id());
  made.submission.set_province(visit.province());
  made.submission.set_kind(v1::DECISION_KIND_SUBMITTED);
  made.submission.set_revision(visit.revision());
  made.submission.set_seal_sha256(std::string(core::raw(core::sha256(content))));
  made.submission.set_person_id(enrolment.person.id());
  made.submission.set_decided_at(core::toMicros(now));
  return made;
}

LoadDevice::LoadDevice(BenchHub& hub, std::uint64_t seed)
    : m_hub(hub), m_workload(seed), m_key(core::KeyPair::make(m_workload.random())), m_enrolment(hub.admit(m_key)) {
  m_sequence = static_cast<std::uint64_t>(core::toMicros(kClock.now()));
}

core::Timestamp LoadDevice::tick() {
  m_clock.advance(std::chrono::seconds(47));
  return m_clock.now();
}

sync::v1::Change LoadDevice::change(const google::protobuf::Message& record) {
  const auto& type = core::records::RecordType::of(record.GetDescriptor());
  const core::changes::Stamp stamp{{core::deviceTag(m_key.publicKey()), ++m_counter}, m_clock.now()};
  core::changes::RecordState state;
  core::changes::write(state, must(core::changes::difference({}, record.SerializeAsString(), type.mapField())), stamp);
  auto encoded = core::changes::encode(state);
  sync::v1::Change change;
  change.set_type(type.number());
  change.set_id(core::records::idOf(record).rawString());
  change.set_body(std::move(encoded.body));
  change.set_meta(std::move(encoded.meta));
  return change;
}

v1::Visit LoadDevice::visit() {
  const auto& facility = m_hub.facilities()[m_workload.random().below(m_hub.facilities().size())];
  const auto person = *core::PersonId::fromBytes(m_enrolment.person.id());
  return m_workload.visit(tick(), core::deviceTag(m_key.publicKey()), facility, person);
}

Sealed LoadDevice::sealed(const v1::Visit& visit, const std::string& content) {
  return bench::sealed(visit, content, m_enrolment, m_key, tick(), m_workload.random());
}

sync::HttpRequest LoadDevice::push(std::vector<sync::v1::Change> changes) {
  sync::v1::ExchangeRequest request;
  for (auto& change : changes) *request.add_push() = std::move(change);
  return exchange(std::move(request));
}

sync::HttpRequest LoadDevice::pull(const std::string& cursor, std::uint32_t limit) {
  sync::v1::ExchangeRequest request;
  request.set_cursor(cursor);
  request.set_pull_limit(limit);
  return exchange(std::move(request));
}

sync::HttpRequest LoadDevice::exchange(sync::v1::ExchangeRequest request) {
  request.set_protocol(sync::kProtocol);
  request.set_device_time(core::toMicros(m_clock.now()));
  const sync::Requester requester{m_enrolment.hubId, m_enrolment.device.rawString(), &m_key};
  auto sealed = sync::sealRequest(requester, ++m_sequence, "POST /v1/exchange", request.SerializeAsString(),
                                  {3, sync::v1::ExchangeRequest::kPushFieldNumber});
  return {"POST", "/v1/exchange", {}, std::move(sealed.body)};
}

sync::HttpRequest LoadDevice::piece(std::string_view sha256, std::string_view whole, std::size_t offset) {
  sync::HttpRequest request{"PUT",
                            fmt::format("/v1/blobs/{}?offset={}&size={}", core::hex(sha256), offset, whole.size()),
                            {},
                            std::string(whole.substr(offset, sync::kBlobPiece))};
  const sync::Requester requester{m_enrolment.hubId, m_enrolment.device.rawString(), &m_key};
  request.authorization = sync::authorize(requester, ++m_sequence, request.method + ' ' + request.target, request.body);
  return request;
}

sync::v1::ExchangeResponse LoadDevice::read(const core::Result<sync::HttpResponse>& response) {
  const auto& reply = must(response);
  sync::v1::SignedReply envelope;
  sync::v1::ExchangeResponse exchange;
  if (reply.status != 200 || !envelope.ParseFromString(reply.body) ||
      !exchange.ParseFromString(must(sync::unpack(envelope.encoding(), envelope.payload())))) {
    std::fprintf(stderr, "the hub answered %d: %s\n", reply.status, reply.body.c_str());
    std::exit(1);
  }
  return exchange;
}

void LoadDevice::expectTaken(const core::Result<sync::HttpResponse>& response, std::size_t pushed) {
  const auto exchange = read(response);
  if (exchange.accepted() == pushed) return;
  std::fprintf(stderr, "the hub took %u of %zu: %s\n", exchange.accepted(), pushed,
               exchange.refused_size() > 0 ? exchange.refused(0).ShortDebugString().c_str() : "");
  std::exit(1);
}

}  // namespace thucdia::bench
