#include "core/records/record_type.h"

#include <algorithm>
#include <memory>

#include <thucdia/records/v1/registers.pb.h>
#include <thucdia/records/v1/visits.pb.h>

#include "core/base/error.h"

namespace thucdia::core::records {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

namespace {

constexpr int kIdField = 1;

std::vector<RecordType> readTypes() {
  std::vector<RecordType> types;
  for (const auto* file : {v1::Facility::descriptor()->file(), v1::Visit::descriptor()->file()}) {
    for (int i = 0; i < file->message_type_count(); ++i) {
      if (file->message_type(i)->options().HasExtension(v1::record)) types.emplace_back(file->message_type(i));
    }
  }
  std::ranges::sort(types, {}, &RecordType::number);
  return types;
}

}  // namespace

RecordType::RecordType(const Descriptor* descriptor)
    : m_descriptor(descriptor), m_options(descriptor->options().GetExtension(v1::record)) {
  for (int i = 0; i < descriptor->field_count(); ++i) {
    const FieldDescriptor* field = descriptor->field(i);
    if (field->number() == kIdField) continue;
    if (field->is_map()) m_mapField = static_cast<std::uint32_t>(field->number());
    m_fields.push_back({field, field->options().GetExtension(v1::field)});
  }
  std::ranges::sort(m_fields, {}, [](const FieldInfo& info) { return info.descriptor->number(); });
  for (const FieldInfo& info : m_fields) {
    if (!info.options.column().empty()) m_columns.push_back(info);
    if (info.options.search()) m_searched.push_back(info);
  }
}

std::span<const RecordType> RecordType::all() {
  static const std::vector<RecordType> kTypes = readTypes();
  return kTypes;
}

const RecordType* RecordType::byNumber(std::uint32_t number) {
  const auto types = all();
  const auto at = std::ranges::find(types, number, &RecordType::number);
  return at == types.end() ? nullptr : &*at;
}

const RecordType* RecordType::byTable(std::string_view table) {
  const auto types = all();
  const auto at = std::ranges::find_if(types, [&](const RecordType& type) { return type.table() == table; });
  return at == types.end() ? nullptr : &*at;
}

const RecordType& RecordType::of(const Descriptor* descriptor) {
  const auto types = all();
  const auto at = std::ranges::find_if(types, [&](const RecordType& type) { return type.m_descriptor == descriptor; });
  THUCDIA_ASSERT(at != types.end());
  return *at;
}

bool RecordType::mayWrite(v1::Role role) const {
  return std::ranges::find(m_options.writers(), static_cast<int>(role)) != m_options.writers().end();
}

bool RecordType::isSearched(std::uint32_t field) const {
  return std::ranges::any_of(
      m_searched, [field](const FieldInfo& info) { return info.descriptor->number() == static_cast<int>(field); });
}

std::unique_ptr<Message> RecordType::make() const {
  const auto* prototype = google::protobuf::MessageFactory::generated_factory()->GetPrototype(m_descriptor);
  return std::unique_ptr<Message>(prototype->New());
}

Message& RecordType::make(google::protobuf::Arena& arena) const {
  return *google::protobuf::MessageFactory::generated_factory()->GetPrototype(m_descriptor)->New(&arena);
}

RecordId idOf(const Message& record) {
  const auto* field = record.GetDescriptor()->FindFieldByNumber(kIdField);
  std::string scratch;
  return RecordId::fromBytes(record.GetReflection()->GetStringReference(record, field, &scratch)).value_or(RecordId());
}

void setId(Message& record, RecordId id) {
  record.GetReflection()->SetString(&record, record.GetDescriptor()->FindFieldByNumber(kIdField), id.rawString());
}

}  // namespace thucdia::core::records
