#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>
#include <google/protobuf/descriptor.h>
#include <google/protobuf/descriptor.pb.h>

#include <thucdia/records/v1/form.pb.h>
#include <thucdia/records/v1/registers.pb.h>
#include <thucdia/records/v1/visits.pb.h>
#include <thucdia/sync/v1/bundle.pb.h>
#include <thucdia/sync/v1/enrol.pb.h>
#include <thucdia/sync/v1/envelope.pb.h>
#include <thucdia/sync/v1/exchange.pb.h>

namespace {

namespace pb = google::protobuf;

/// What was in the committed messages and is no longer so: such a change breaks tablets and hubs that are out there.
class Breaks {
 public:
  explicit Breaks(const pb::DescriptorPool& now) : m_now(now) {}

  void addFile(const pb::FileDescriptorProto& was) {
    for (const auto& message : was.message_type()) addMessage(was.package() + '.' + message.name(), message);
    for (const auto& each : was.enum_type()) addEnum(was.package() + '.' + each.name(), each);
  }
  [[nodiscard]] const std::vector<std::string>& found() const { return m_found; }

 private:
  void addMessage(const std::string& name, const pb::DescriptorProto& was) {
    const auto* now = m_now.FindMessageTypeByName(name);
    if (!now) return m_found.push_back(name + " is gone");
    for (const auto& field : was.field()) {
      const auto* is = now->FindFieldByNumber(field.number());
      const auto label = name + '.' + field.name();
      if (!is) {
        if (!now->IsReservedNumber(field.number()))
          m_found.push_back(label + " is gone and its number is not reserved");
        continue;
      }
      if (static_cast<int>(is->type()) != static_cast<int>(field.type()))
        m_found.push_back(label + " has another type");
      if (is->is_repeated() != (field.label() == pb::FieldDescriptorProto::LABEL_REPEATED)) {
        m_found.push_back(label + " is repeated where it was not, or the other way round");
      }
      // JSON, CSV headings and command lines speak of fields by their names.
      if (is->name() != field.name()) m_found.push_back(label + " is called " + is->name());
    }
    for (const auto& nested : was.nested_type()) addMessage(name + '.' + nested.name(), nested);
    for (const auto& nested : was.enum_type()) addEnum(name + '.' + nested.name(), nested);
  }

  void addEnum(const std::string& name, const pb::EnumDescriptorProto& was) {
    const auto* now = m_now.FindEnumTypeByName(name);
    if (!now) return m_found.push_back(name + " is gone");
    for (const auto& value : was.value()) {
      const auto* is = now->FindValueByName(value.name());
      if (!is || is->number() != value.number())
        m_found.push_back(name + '.' + value.name() + " is gone or renumbered");
    }
  }

  const pb::DescriptorPool& m_now;
  std::vector<std::string> m_found;
};

pb::FileDescriptorSet committed() {
  std::ifstream file(THUCDIA_SOURCE_DIR "/tests/sync/proto/data/released.binpb", std::ios::binary);
  std::ostringstream bytes;
  bytes << file.rdbuf();
  pb::FileDescriptorSet set;
  REQUIRE(set.ParseFromString(bytes.str()));
  REQUIRE(set.file_size() > 0);
  return set;
}

}  // namespace

TEST_CASE("what is stored and sent today can be read by the programs that are out there") {
  // Generated code registers its descriptors when it is linked; naming a message of each file links it.
  static_cast<void>(thucdia::records::v1::CompiledForm::descriptor());
  static_cast<void>(thucdia::records::v1::Facility::descriptor());
  static_cast<void>(thucdia::records::v1::Visit::descriptor());
  static_cast<void>(thucdia::sync::v1::BundleHeader::descriptor());
  static_cast<void>(thucdia::sync::v1::EnrolRequest::descriptor());
  static_cast<void>(thucdia::sync::v1::SignedRequest::descriptor());
  static_cast<void>(thucdia::sync::v1::ExchangeRequest::descriptor());
  Breaks breaks(*pb::DescriptorPool::generated_pool());
  const auto released = committed();
  for (const auto& file : released.file()) breaks.addFile(file);
  for (const auto& line : breaks.found()) UNSCOPED_INFO(line);
  CHECK(breaks.found().empty());
}

TEST_CASE("a field that changes its type, its name or its number is noticed") {
  auto file = pb::FileDescriptorProto();
  thucdia::sync::v1::Change::descriptor()->file()->CopyTo(&file);
  for (auto& message : *file.mutable_message_type()) {
    if (message.name() != "Change") continue;
    message.mutable_field(0)->set_type(pb::FieldDescriptorProto::TYPE_STRING);
    message.mutable_field(1)->set_name("identity");
    message.mutable_field(2)->set_number(77);
  }
  Breaks breaks(*pb::DescriptorPool::generated_pool());
  breaks.addFile(file);
  CHECK(breaks.found().size() == 3);
}
