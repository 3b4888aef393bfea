#include "core/forms/functions.h"

#include <algorithm>
#include <array>

#include "core/forms/nearest.h"

namespace thucdia::core::forms {
namespace {

constexpr std::uint8_t kMany = 255;
using T = StaticType;

constexpr std::array kFunctions = std::to_array<FunctionInfo>({
    {"if", Fn::If, 3, 3, T::Any, true},
    {"coalesce", Fn::Coalesce, 1, kMany, T::Any, true},
    {"once", Fn::Once, 1, 1, T::Any, false},
    {"position", Fn::Position, 0, 1, T::Number, false},
    {"last", Fn::Last, 0, 0, T::Number, false},
    {"count", Fn::Count, 1, 1, T::Number, false},
    {"count-non-empty", Fn::CountNonEmpty, 1, 1, T::Number, false},
    {"sum", Fn::Sum, 1, 1, T::Number, false},
    {"randomize", Fn::Randomize, 1, 2, T::Nodes, false},
    {"indexed-repeat", Fn::IndexedRepeat, 3, kMany, T::Nodes, false},
    {"pulldata", Fn::PullData, 4, 4, T::Text, false},
    {"jr:choice-name", Fn::ChoiceName, 2, 2, T::Text, false},
    {"current", Fn::Current, 0, 0, T::Nodes, false},
    {"instance", Fn::Instance, 1, 1, T::Nodes, false},
    {"local-name", Fn::LocalName, 0, 1, T::Text, false},
    {"name", Fn::LocalName, 0, 1, T::Text, false},
    {"string", Fn::String, 0, 1, T::Text, false},
    {"concat", Fn::Concat, 0, kMany, T::Text, true},
    {"join", Fn::Join, 1, kMany, T::Text, true},
    {"string-length", Fn::StringLength, 0, 1, T::Number, false},
    {"substr", Fn::Substr, 2, 3, T::Text, true},
    {"substring", Fn::Substring, 2, 3, T::Text, true},
    {"substring-before", Fn::SubstringBefore, 2, 2, T::Text, true},
    {"substring-after", Fn::SubstringAfter, 2, 2, T::Text, true},
    {"contains", Fn::Contains, 2, 2, T::Boolean, true},
    {"starts-with", Fn::StartsWith, 2, 2, T::Boolean, true},
    {"ends-with", Fn::EndsWith, 2, 2, T::Boolean, true},
    {"translate", Fn::Translate, 3, 3, T::Text, true},
    {"normalize-space", Fn::NormalizeSpace, 0, 1, T::Text, false},
    {"upper-case", Fn::UpperCase, 1, 1, T::Text, true},
    {"lower-case", Fn::LowerCase, 1, 1, T::Text, true},
    {"regex", Fn::Regex, 2, 2, T::Boolean, false},
    {"digest", Fn::Digest, 2, 3, T::Text, true},
    {"base64-decode", Fn::Base64Decode, 1, 1, T::Text, true},
    {"base64-encode", Fn::Base64Encode, 1, 1, T::Text, true},
    {"uuid", Fn::Uuid, 0, 1, T::Text, false},
    {"jr:itext", Fn::IText, 1, 1, T::Text, false},
    {"selected", Fn::Selected, 2, 2, T::Boolean, true},
    {"is-selected", Fn::Selected, 2, 2, T::Boolean, true},
    {"count-selected", Fn::CountSelected, 1, 1, T::Number, true},
    {"selected-at", Fn::SelectedAt, 2, 2, T::Text, true},
    {"boolean", Fn::Boolean, 1, 1, T::Boolean, true},
    {"boolean-from-string", Fn::BooleanFromString, 1, 1, T::Boolean, true},
    {"not", Fn::Not, 1, 1, T::Boolean, true},
    {"true", Fn::True, 0, 0, T::Boolean, true},
    {"false", Fn::False, 0, 0, T::Boolean, true},
    {"checklist", Fn::Checklist, 2, kMany, T::Boolean, true},
    {"weighted-checklist", Fn::WeightedChecklist, 2, kMany, T::Boolean, true},
    {"number", Fn::Number, 0, 1, T::Number, false},
    {"int", Fn::Int, 1, 1, T::Number, false},
    {"round", Fn::Round, 1, 2, T::Number, false},
    {"floor", Fn::Floor, 1, 1, T::Number, false},
    {"ceiling", Fn::Ceiling, 1, 1, T::Number, false},
    {"abs", Fn::Abs, 1, 1, T::Number, false},
    {"pow", Fn::Pow, 2, 2, T::Number, false},
    {"sqrt", Fn::Sqrt, 1, 1, T::Number, false},
    {"log", Fn::Log, 1, 1, T::Number, false},
    {"log10", Fn::Log10, 1, 1, T::Number, false},
    {"exp", Fn::Exp, 1, 1, T::Number, false},
    {"exp10", Fn::Exp10, 1, 1, T::Number, false},
    {"pi", Fn::Pi, 0, 0, T::Number, true},
    {"sin", Fn::Sin, 1, 1, T::Number, false},
    {"cos", Fn::Cos, 1, 1, T::Number, false},
    {"tan", Fn::Tan, 1, 1, T::Number, false},
    {"asin", Fn::Asin, 1, 1, T::Number, false},
    {"acos", Fn::Acos, 1, 1, T::Number, false},
    {"atan", Fn::Atan, 1, 1, T::Number, false},
    {"atan2", Fn::Atan2, 2, 2, T::Number, false},
    {"min", Fn::Min, 1, kMany, T::Number, false},
    {"max", Fn::Max, 1, kMany, T::Number, false},
    {"random", Fn::Random, 0, 0, T::Number, false},
    {"today", Fn::Today, 0, 0, T::Text, false},
    {"now", Fn::Now, 0, 0, T::Text, false},
    {"date", Fn::Date, 1, 1, T::Text, false},
    {"date-time", Fn::DateTime, 1, 1, T::Text, false},
    {"decimal-date-time", Fn::DecimalDateTime, 1, 1, T::Number, false},
    {"decimal-time", Fn::DecimalTime, 1, 1, T::Number, false},
    {"format-date", Fn::FormatDate, 2, 2, T::Text, false},
    {"format-date-time", Fn::FormatDateTime, 2, 2, T::Text, false},
    {"add-date", Fn::AddDate, 2, 6, T::Text, false},
    {"parse-timestamp-to-date", Fn::Date, 1, 1, T::Text, false},
    {"difference-in-months", Fn::DifferenceInMonths, 2, 2, T::Number, false},
    {"area", Fn::Area, 1, kMany, T::Number, false},
    {"distance", Fn::Distance, 1, kMany, T::Number, false},
    {"geofence", Fn::Geofence, 2, 2, T::Boolean, false},
    {"intersects", Fn::Intersects, 1, 1, T::Boolean, false},
});

}  // namespace

const FunctionInfo* functionNamed(std::string_view name) {
  for (const auto& info : kFunctions)
    if (info.name == name) return &info;
  if (name.starts_with("cht:") || name.starts_with("ex:")) return functionNamed(name.substr(name.find(':') + 1));
  if (name == "choice-name") return functionNamed("jr:choice-name");
  return nullptr;
}

std::string_view nearestFunction(std::string_view name) {
  return nearest(name, kFunctions, [](const FunctionInfo& info) { return info.name; });
}

}  // namespace thucdia::core::forms
