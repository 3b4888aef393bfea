#include "core/records/json.h"

#include <algorithm>

#include <google/protobuf/descriptor.h>

#include <thucdia/records/v1/options.pb.h>

#include "core/base/clock.h"
#include "core/base/crypto.h"
#include "core/base/dates.h"
#include "core/base/id.h"

namespace thucdia::core::records {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using Json = nlohmann::ordered_json;

namespace {

namespace v1 = ::thucdia::records::v1;

Json bytesValue(const std::string& bytes, const v1::FieldOptions& options) {
  if (options.id()) {
    if (const auto id = RecordId::fromBytes(bytes)) return id->text();
  }
  return hex(bytes);
}

/// One value of a field: `index` for repeated ones, −1 for single ones.
Json fieldValue(const Message& message, const FieldDescriptor* field, int index) {
  const auto* reflection = message.GetReflection();
  const v1::FieldOptions& options = field->options().GetExtension(v1::field);
  const bool repeated = index >= 0;
  switch (field->cpp_type()) {
    case FieldDescriptor::CPPTYPE_STRING: {
      const std::string text =
          repeated ? reflection->GetRepeatedString(message, field, index) : reflection->GetString(message, field);
      return field->type() == FieldDescriptor::TYPE_BYTES ? bytesValue(text, options) : Json(text);
    }
    case FieldDescriptor::CPPTYPE_INT32:
      return repeated ? reflection->GetRepeatedInt32(message, field, index) : reflection->GetInt32(message, field);
    case FieldDescriptor::CPPTYPE_INT64: {
      const std::int64_t value =
          repeated ? reflection->GetRepeatedInt64(message, field, index) : reflection->GetInt64(message, field);
      return options.time() ? Json(rfc3339(fromMicros(value))) : Json(value);
    }
    case FieldDescriptor::CPPTYPE_UINT32:
      return repeated ? reflection->GetRepeatedUInt32(message, field, index) : reflection->GetUInt32(message, field);
    case FieldDescriptor::CPPTYPE_UINT64:
      return repeated ? reflection->GetRepeatedUInt64(message, field, index) : reflection->GetUInt64(message, field);
    case FieldDescriptor::CPPTYPE_BOOL:
      return repeated ? reflection->GetRepeatedBool(message, field, index) : reflection->GetBool(message, field);
    case FieldDescriptor::CPPTYPE_DOUBLE:
      return repeated ? reflection->GetRepeatedDouble(message, field, index) : reflection->GetDouble(message, field);
    case FieldDescriptor::CPPTYPE_FLOAT:
      return repeated ? reflection->GetRepeatedFloat(message, field, index) : reflection->GetFloat(message, field);
    case FieldDescriptor::CPPTYPE_ENUM:
      return enumWord(repeated ? *reflection->GetRepeatedEnum(message, field, index)
                               : *reflection->GetEnum(message, field));
    case FieldDescriptor::CPPTYPE_MESSAGE:
      return toJson(repeated ? reflection->GetRepeatedMessage(message, field, index)
                             : reflection->GetMessage(message, field));
  }
  return nullptr;
}

Json mapValue(const Message& message, const FieldDescriptor* field) {
  Json object = Json::object();
  const auto* reflection = message.GetReflection();
  const auto* key = field->message_type()->map_key();
  const auto* value = field->message_type()->map_value();
  std::vector<std::pair<std::string, Json>> entries;
  for (int i = 0; i < reflection->FieldSize(message, field); ++i) {
    const Message& entry = reflection->GetRepeatedMessage(message, field, i);
    entries.emplace_back(entry.GetReflection()->GetString(entry, key), fieldValue(entry, value, -1));
  }
  std::ranges::sort(entries, {}, &std::pair<std::string, Json>::first);
  for (auto& [name, json] : entries) object[name] = std::move(json);
  return object;
}

}  // namespace

Json toJson(const Message& record) {
  Json object = Json::object();
  const auto* reflection = record.GetReflection();
  std::vector<const FieldDescriptor*> fields;
  reflection->ListFields(record, &fields);
  for (const FieldDescriptor* field : fields) {
    if (field->is_map()) {
      object[field->name()] = mapValue(record, field);
    } else if (field->is_repeated()) {
      Json list = Json::array();
      for (int i = 0; i < reflection->FieldSize(record, field); ++i) list.push_back(fieldValue(record, field, i));
      object[field->name()] = std::move(list);
    } else {
      object[field->name()] = fieldValue(record, field, -1);
    }
  }
  return object;
}

std::string enumWord(const google::protobuf::EnumValueDescriptor& value) {
  // DecisionKind → DECISION_KIND_
  std::string prefix;
  for (const char c : value.type()->name()) {
    if (c >= 'A' && c <= 'Z' && !prefix.empty()) prefix += '_';
    prefix += (c >= 'a' && c <= 'z') ? static_cast<char>(c - 'a' + 'A') : c;
  }
  prefix += '_';
  std::string word = value.name();
  if (word.starts_with(prefix)) word.erase(0, prefix.size());
  for (char& c : word) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return word;
}

}  // namespace thucdia::core::records
