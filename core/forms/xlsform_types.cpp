#include "core/forms/xlsform_types.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "core/forms/nearest.h"
#include "core/forms/xlsform_table.h"

namespace thucdia::core::forms {
namespace {

namespace v1 = records::v1;

// pyxform's question types (question_type_dictionary.py, BSD-2-Clause) by their words, lower case.
using Entry = std::pair<std::string_view, QuestionType>;

constexpr QuestionType input(v1::BindType type) { return {.type = type, .control = v1::CONTROL_INPUT}; }
constexpr QuestionType upload(v1::Control control) { return {.type = v1::BIND_TYPE_BINARY, .control = control}; }
constexpr QuestionType property(std::string_view name) {
  return {
      .type = v1::BIND_TYPE_STRING, .control = v1::CONTROL_UNSPECIFIED, .preload = "property", .preloadParams = name};
}
constexpr QuestionType stamp(std::string_view which) {
  return {.type = v1::BIND_TYPE_DATE_TIME,
          .control = v1::CONTROL_UNSPECIFIED,
          .preload = "timestamp",
          .preloadParams = which};
}
constexpr QuestionType kToday{
    .type = v1::BIND_TYPE_DATE, .control = v1::CONTROL_UNSPECIFIED, .preload = "date", .preloadParams = "today"};
constexpr QuestionType kNote{.type = v1::BIND_TYPE_STRING, .control = v1::CONTROL_NOTE, .readOnly = true};
constexpr QuestionType kHidden{.type = v1::BIND_TYPE_STRING, .control = v1::CONTROL_UNSPECIFIED};
constexpr QuestionType kTrigger{.type = v1::BIND_TYPE_STRING, .control = v1::CONTROL_TRIGGER};
constexpr QuestionType days(std::string_view constraint, std::string_view hint) {
  return {.type = v1::BIND_TYPE_INT, .control = v1::CONTROL_INPUT, .constraint = constraint, .hint = hint};
}

constexpr std::array kTypes{
    Entry{"text", input(v1::BIND_TYPE_STRING)},
    Entry{"string", input(v1::BIND_TYPE_STRING)},
    Entry{"q string", input(v1::BIND_TYPE_STRING)},
    Entry{"add text prompt", input(v1::BIND_TYPE_STRING)},
    Entry{"integer", input(v1::BIND_TYPE_INT)},
    Entry{"int", input(v1::BIND_TYPE_INT)},
    Entry{"q int", input(v1::BIND_TYPE_INT)},
    Entry{"add integer prompt", input(v1::BIND_TYPE_INT)},
    Entry{"decimal", input(v1::BIND_TYPE_DECIMAL)},
    Entry{"q decimal", input(v1::BIND_TYPE_DECIMAL)},
    Entry{"add decimal prompt", input(v1::BIND_TYPE_DECIMAL)},
    Entry{"date", input(v1::BIND_TYPE_DATE)},
    Entry{"q date", input(v1::BIND_TYPE_DATE)},
    Entry{"add date prompt", input(v1::BIND_TYPE_DATE)},
    Entry{"time", input(v1::BIND_TYPE_TIME)},
    Entry{"datetime", input(v1::BIND_TYPE_DATE_TIME)},
    Entry{"date time", input(v1::BIND_TYPE_DATE_TIME)},
    Entry{"q date time", input(v1::BIND_TYPE_DATE_TIME)},
    Entry{"q datetime", input(v1::BIND_TYPE_DATE_TIME)},
    Entry{"add date time prompt", input(v1::BIND_TYPE_DATE_TIME)},
    Entry{"add datetime prompt", input(v1::BIND_TYPE_DATE_TIME)},
    Entry{"geopoint", input(v1::BIND_TYPE_GEOPOINT)},
    Entry{"gps", input(v1::BIND_TYPE_GEOPOINT)},
    Entry{"location", input(v1::BIND_TYPE_GEOPOINT)},
    Entry{"q geopoint", input(v1::BIND_TYPE_GEOPOINT)},
    Entry{"q location", input(v1::BIND_TYPE_GEOPOINT)},
    Entry{"add location prompt", input(v1::BIND_TYPE_GEOPOINT)},
    Entry{"geotrace", input(v1::BIND_TYPE_GEOTRACE)},
    Entry{"q geotrace", input(v1::BIND_TYPE_GEOTRACE)},
    Entry{"geoshape", input(v1::BIND_TYPE_GEOSHAPE)},
    Entry{"q geoshape", input(v1::BIND_TYPE_GEOSHAPE)},
    Entry{"barcode", input(v1::BIND_TYPE_BARCODE)},
    Entry{"q barcode", input(v1::BIND_TYPE_BARCODE)},
    Entry{"add barcode prompt", input(v1::BIND_TYPE_BARCODE)},
    Entry{"image", upload(v1::CONTROL_IMAGE)},
    Entry{"photo", upload(v1::CONTROL_IMAGE)},
    Entry{"q picture", upload(v1::CONTROL_IMAGE)},
    Entry{"q image", upload(v1::CONTROL_IMAGE)},
    Entry{"add image prompt", upload(v1::CONTROL_IMAGE)},
    Entry{"add photo prompt", upload(v1::CONTROL_IMAGE)},
    Entry{"audio", upload(v1::CONTROL_AUDIO)},
    Entry{"q audio", upload(v1::CONTROL_AUDIO)},
    Entry{"add audio prompt", upload(v1::CONTROL_AUDIO)},
    Entry{"video", upload(v1::CONTROL_VIDEO)},
    Entry{"q video", upload(v1::CONTROL_VIDEO)},
    Entry{"add video prompt", upload(v1::CONTROL_VIDEO)},
    Entry{"file", upload(v1::CONTROL_FILE)},
    Entry{"add file prompt", upload(v1::CONTROL_FILE)},
    Entry{"osm", upload(v1::CONTROL_FILE)},
    Entry{"note", kNote},
    Entry{"q note", kNote},
    Entry{"add note prompt", kNote},
    Entry{"calculate", kHidden},
    Entry{"q calculate", kHidden},
    Entry{"add calculate prompt", kHidden},
    Entry{"hidden", kHidden},
    Entry{"acknowledge", kTrigger},
    Entry{"q acknowledge", kTrigger},
    Entry{"add acknowledge prompt", kTrigger},
    Entry{"trigger", kTrigger},
    Entry{"range", {.type = v1::BIND_TYPE_INT, .control = v1::CONTROL_RANGE}},
    Entry{"start", stamp("start")},
    Entry{"start time", stamp("start")},
    Entry{"get start time", stamp("start")},
    Entry{"end", stamp("end")},
    Entry{"end time", stamp("end")},
    Entry{"get end time", stamp("end")},
    Entry{"today", kToday},
    Entry{"get today", kToday},
    Entry{"deviceid", property("deviceid")},
    Entry{"device id", property("deviceid")},
    Entry{"get device id", property("deviceid")},
    Entry{"imei", property("deviceid")},
    Entry{"phonenumber", property("phonenumber")},
    Entry{"get phone number", property("phonenumber")},
    Entry{"subscriberid", property("subscriberid")},
    Entry{"subscriber id", property("subscriberid")},
    Entry{"get subscriber id", property("subscriberid")},
    Entry{"simserial", property("simserial")},
    Entry{"sim id", property("simserial")},
    Entry{"get sim id", property("simserial")},
    Entry{"username", property("username")},
    Entry{"email", property("email")},
    Entry{"uri:deviceid", property("uri:deviceid")},
    Entry{"uri:phonenumber", property("uri:phonenumber")},
    Entry{"uri:subscriberid", property("uri:subscriberid")},
    Entry{"uri:simserial", property("uri:simserial")},
    Entry{"uri:username", property("uri:username")},
    Entry{"uri:email", property("uri:email")},
    Entry{"start-geopoint", {.type = v1::BIND_TYPE_GEOPOINT, .control = v1::CONTROL_UNSPECIFIED}},
    Entry{"background-geopoint", {.type = v1::BIND_TYPE_GEOPOINT, .control = v1::CONTROL_UNSPECIFIED}},
    Entry{"background-audio", {.type = v1::BIND_TYPE_BINARY, .control = v1::CONTROL_UNSPECIFIED}},
    Entry{"phone number",
          {.type = v1::BIND_TYPE_STRING,
           .control = v1::CONTROL_INPUT,
           .constraint = "regex(., '^\\d*$')",
           .hint = "Enter numbers only."}},
    Entry{"percentage", {.type = v1::BIND_TYPE_INT, .control = v1::CONTROL_INPUT, .constraint = "0 <= . and . <= 100"}},
    Entry{"number of days in last month", days("0 <= . and . <= 31", "Enter a number 0-31.")},
    Entry{"number of days in last six months", days("0 <= . and . <= 183", "Enter a number 0-183.")},
    Entry{"number of days in last year", days("0 <= . and . <= 365", "Enter a number 0-365.")},
};

struct Command {
  std::string_view words;
  v1::Control control;
  bool fromFile = false;
  bool external = false;
};

// The longest first: "select_one_from_file" begins with "select_one".
constexpr std::array kCommands{
    Command{"select_multiple_from_file", v1::CONTROL_SELECT_MULTIPLE, true},
    Command{"select multiple from file", v1::CONTROL_SELECT_MULTIPLE, true},
    Command{"add select multiple prompt using", v1::CONTROL_SELECT_MULTIPLE},
    Command{"select all that apply from", v1::CONTROL_SELECT_MULTIPLE},
    Command{"select all that apply", v1::CONTROL_SELECT_MULTIPLE},
    Command{"select multiple from", v1::CONTROL_SELECT_MULTIPLE},
    Command{"select multiple using", v1::CONTROL_SELECT_MULTIPLE},
    Command{"select_multiple", v1::CONTROL_SELECT_MULTIPLE},
    Command{"select_one_from_file", v1::CONTROL_SELECT_ONE, true},
    Command{"select one from file", v1::CONTROL_SELECT_ONE, true},
    Command{"select_one_external", v1::CONTROL_SELECT_ONE, false, true},
    Command{"select one external", v1::CONTROL_SELECT_ONE, false, true},
    Command{"add select one prompt using", v1::CONTROL_SELECT_ONE},
    Command{"select one from", v1::CONTROL_SELECT_ONE},
    Command{"select one using", v1::CONTROL_SELECT_ONE},
    Command{"select_one", v1::CONTROL_SELECT_ONE},
    Command{"select one", v1::CONTROL_SELECT_ONE},
    Command{"select1", v1::CONTROL_SELECT_ONE},
    Command{"rank", v1::CONTROL_RANK},
};

}  // namespace

std::optional<QuestionType> questionType(std::string_view word) {
  const auto low = lowered(trimmed(word));
  const auto found = std::ranges::find(kTypes, low, &Entry::first);
  if (found == kTypes.end()) return std::nullopt;
  return found->second;
}

std::optional<ControlRow> controlRow(std::string_view type) {
  const auto low = lowered(trimmed(type));
  std::string_view rest = low;
  ControlRow row;
  if (rest.starts_with("begin")) {
    row.begins = true;
    rest.remove_prefix(5);
  } else if (rest.starts_with("end")) {
    rest.remove_prefix(3);
  } else {
    return std::nullopt;
  }
  if (rest.empty() || (rest.front() != ' ' && rest.front() != '_')) return std::nullopt;
  rest.remove_prefix(1);
  rest = trimmed(rest);
  if (rest == "group") {
    row.what = ControlRow::What::Group;
  } else if (rest == "repeat" || rest == "lgroup" || rest == "looped group") {
    row.what = ControlRow::What::Repeat;
  } else if (rest.starts_with("loop")) {
    row.what = ControlRow::What::Loop;
    const auto written = trimmed(type);
    const auto space = written.rfind(' ');
    if (row.begins && space != std::string_view::npos && rest.size() > 4)
      row.list = std::string(written.substr(space + 1));
  } else {
    return std::nullopt;
  }
  return row;
}

std::optional<SelectRow> selectRow(std::string_view type) {
  const auto written = trimmed(type);
  const auto low = lowered(written);
  for (const auto& command : kCommands) {
    if (!low.starts_with(command.words) || low.size() <= command.words.size() || low[command.words.size()] != ' ')
      continue;
    auto list = trimmed(written.substr(command.words.size()));
    SelectRow row{.control = command.control,
                  .list = {},
                  .fromFile = command.fromFile,
                  .external = command.external,
                  .orOther = false};
    for (const std::string_view other : {" or specify other", " or_other", " or other"}) {
      if (lowered(list).ends_with(other)) {
        row.orOther = true;
        list = trimmed(list.substr(0, list.size() - other.size()));
        break;
      }
    }
    row.list = std::string(list);
    return row;
  }
  return std::nullopt;
}

std::string nearestType(std::string_view word) {
  std::vector<std::string> known{"begin_group",  "end_group",    "begin_repeat", "end_repeat",
                                 "csv-external", "xml-external", "audit"};
  for (const auto& [name, type] : kTypes) known.emplace_back(name);
  for (const auto& command : kCommands) known.emplace_back(command.words);
  return nearest(word, known);
}

}  // namespace thucdia::core::forms
