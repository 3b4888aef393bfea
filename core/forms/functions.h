#pragma once

#include <cstdint>
#include <string_view>

namespace thucdia::core::forms {

/// The functions of the form language; the ODK XForms specification's, and those of other tools that real forms use.
enum class Fn : std::uint8_t {
  // Worked out by the evaluator itself: not all arguments are evaluated, or they are paths.
  If,
  Coalesce,
  Once,
  Position,
  Last,
  Count,
  CountNonEmpty,
  Sum,
  Randomize,
  IndexedRepeat,
  PullData,
  ChoiceName,
  Current,
  Instance,
  LocalName,
  // Text
  String,
  Concat,
  Join,
  StringLength,
  Substr,
  Substring,
  SubstringBefore,
  SubstringAfter,
  Contains,
  StartsWith,
  EndsWith,
  Translate,
  NormalizeSpace,
  UpperCase,
  LowerCase,
  Regex,
  Digest,
  Base64Decode,
  Base64Encode,
  Uuid,
  IText,
  // Choices
  Selected,
  CountSelected,
  SelectedAt,
  // Truth
  Boolean,
  BooleanFromString,
  Not,
  True,
  False,
  Checklist,
  WeightedChecklist,
  // Numbers
  Number,
  Int,
  Round,
  Floor,
  Ceiling,
  Abs,
  Pow,
  Sqrt,
  Log,
  Log10,
  Exp,
  Exp10,
  Pi,
  Sin,
  Cos,
  Tan,
  Asin,
  Acos,
  Atan,
  Atan2,
  Min,
  Max,
  Random,
  // Dates
  Today,
  Now,
  Date,
  DateTime,
  DecimalDateTime,
  DecimalTime,
  FormatDate,
  FormatDateTime,
  AddDate,
  DifferenceInMonths,
  // Places
  Area,
  Distance,
  Geofence,
  Intersects,
};

/// What a value is, as far as it is known before the form runs.
enum class StaticType : std::uint8_t { Any, Boolean, Number, Text, Nodes };

struct FunctionInfo {
  std::string_view name;
  Fn fn;
  std::uint8_t least;  ///< arguments
  std::uint8_t most;   ///< 255: any number
  StaticType result;
  bool pure;  ///< the same arguments give the same result, in every zone and at every time
};

/// The function of that name, or null. "jr:choice-name" with its prefix; others with and without.
[[nodiscard]] const FunctionInfo* functionNamed(std::string_view name);
/// The known name nearest to one that is not known; "" if none is near (edit distance above a third of its length).
[[nodiscard]] std::string_view nearestFunction(std::string_view name);

}  // namespace thucdia::core::forms
