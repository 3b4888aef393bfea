#pragma once

#include <string>

#include <google/protobuf/message.h>
#include <nlohmann/json.hpp>

namespace thucdia::core::records {

/// A record as JSON with its Protobuf field names: ids as UUID text, times as RFC 3339 in Viet Nam's time, enums as
/// their short words
/// ("establishment"), money and other integers as numbers, other bytes in hexadecimal; unset fields are left out.
[[nodiscard]] nlohmann::ordered_json toJson(const google::protobuf::Message& record);

/// The short word of an enum value: "DECISION_KIND_TAKEN_UP" of DecisionKind → "taken_up".
[[nodiscard]] std::string enumWord(const google::protobuf::EnumValueDescriptor& value);

}  // namespace thucdia::core::records
