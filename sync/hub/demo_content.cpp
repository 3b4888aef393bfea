#include "sync/hub/demo_content.h"

#include <future>
#include <map>
#include <memory>
#include <utility>
#include <vector>

#include <thucdia/records/v1/registers.pb.h>

#include "core/forms/form.h"
#include "core/records/record_type.h"
#include "sync/hub/accounts.h"
#include "sync/hub/content.h"
#include "sync/hub/hub_records.h"

namespace thucdia::hub {

using core::ErrorCode;
using core::records::RecordType;
namespace demo = core::demo;
namespace forms = core::forms;

namespace {

constexpr int kMostForms = 1000;

/// The newest version of each form that is not retired.
core::Result<demo::DemoForms> formsOf(Hub& hub) {
  std::vector<records::FormVersion> newest;
  const auto outcome = hub.storage().read([&](HubRead& read) -> core::Result<> {
    std::map<std::string, records::FormVersion> byId;
    for (const auto& head : read.headsOfType(RecordType::of<records::FormVersion>().number(), 0, kMostForms)) {
      records::FormVersion version;
      if (!version.ParseFromString(head.body)) return core::fail(ErrorCode::CorruptData, head.id.text());
      auto& known = byId[version.form_id()];
      if (!version.retired() && known.published_at() <= version.published_at()) known = std::move(version);
    }
    for (auto& [id, version] : byId) newest.push_back(std::move(version));
    return {};
  });
  THUCDIA_TRY(outcome);
  demo::DemoForms found;
  for (const auto& version : newest) {
    if (version.compiled().empty()) continue;
    THUCDIA_ASSIGN(found[version.form_id()], forms::Form::parse(version.compiled()));
  }
  return found;
}

/// Collects records and writes them by the batch, one batch while the next is made.
class Loader {
 public:
  explicit Loader(Hub& hub) : m_hub(hub) {}

  core::Result<> add(const google::protobuf::Message& record) {
    if (record.GetDescriptor() == records::Person::descriptor())
      return addPerson(static_cast<const records::Person&>(record));
    m_waiting.emplace_back(record.New());
    m_waiting.back()->CopyFrom(record);
    return m_waiting.size() < kWriteBatch ? core::Result<>() : flush();
  }

  core::Result<> finish() {
    THUCDIA_TRY(flush());
    return written();
  }

 private:
  using Batch = std::vector<std::unique_ptr<google::protobuf::Message>>;

  core::Result<> flush() {
    THUCDIA_TRY(written());
    m_writing = std::async(std::launch::async, [this, batch = std::exchange(m_waiting, {})]() -> core::Result<> {
      std::vector<const google::protobuf::Message*> messages;
      for (const auto& message : batch) messages.push_back(message.get());
      THUCDIA_TRY(writeInBatches(m_hub, messages));
      return {};
    });
    return {};
  }

  /// Waits for the batch being written.
  core::Result<> written() { return m_writing.valid() ? m_writing.get() : core::Result<>(); }

  core::Result<> addPerson(const records::Person& person) {
    THUCDIA_TRY(written());
    return m_hub.storage().write([&](HubWrite& write) -> core::Result<> {
      // A name that is taken is taken over: the demo's people stay who they are when it is made again.
      THUCDIA_TRY(putPerson(write, person, m_hub.now()));
      if (m_deviceMade) return {};
      m_deviceMade = true;
      const auto& identity = m_hub.identity();
      Device device;
      device.id = identity.deviceId;
      device.tag = identity.tag();
      device.person = *PersonId::fromBytes(person.id());
      device.publicKey = identity.key.publicKey();
      device.name = "hub";
      return publishDevice(write, device, m_hub.now());
    });
  }

  Hub& m_hub;
  bool m_deviceMade = false;
  Batch m_waiting;
  std::future<core::Result<>> m_writing;
};

}  // namespace

core::Result<demo::DemoCounts> loadDemo(Hub& hub, const demo::DemoOptions& options) {
  THUCDIA_ASSIGN(const auto known, formsOf(hub));
  const auto& identity = hub.identity();
  Loader loader(hub);
  demo::DemoSink sink;
  sink.record = [&](const google::protobuf::Message& record) { return loader.add(record); };
  sink.picture = [&](std::string_view bytes, std::string_view, core::VisitId) -> core::Result<> {
    THUCDIA_TRY(hub.blobs().add(core::raw(core::sha256(bytes)), bytes.size(), 0, bytes));
    return {};
  };
  sink.sign = [&](std::string_view message) { return identity.key.sign(message); };
  sink.device = identity.deviceId;
  sink.deviceTag = identity.tag();
  THUCDIA_ASSIGN(const auto counts, demo::generateDemo(options, known, sink));
  THUCDIA_TRY(loader.finish());
  return counts;
}

}  // namespace thucdia::hub
