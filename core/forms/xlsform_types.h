#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <thucdia/records/v1/form.pb.h>

namespace thucdia::core::forms {

/// What a word of the type column makes of a question.
struct QuestionType {
  records::v1::BindType type = records::v1::BIND_TYPE_STRING;
  records::v1::Control control = records::v1::CONTROL_INPUT;
  std::string_view preload = {};
  std::string_view preloadParams = {};
  std::string_view constraint = {};
  std::string_view hint = {};
  bool readOnly = false;
};

/// The types of the XLSForm standard and the aliases of old workbooks, in any case ("dateTime", "q picture", "get start
/// time"). Nothing for selects, groups and repeats, which have more than one word of meaning, and for unknown types.
[[nodiscard]] std::optional<QuestionType> questionType(std::string_view word);

/// "begin_repeat", "end group", "begin loop over fruits" …
struct ControlRow {
  enum class What { Group, Repeat, Loop } what = What::Group;
  bool begins = false;
  std::string list;  ///< of a loop
};
[[nodiscard]] std::optional<ControlRow> controlRow(std::string_view type);

/// "select_one yn", "select all that apply from yn or other", "select_one_from_file plots.csv", "rank yn" …
struct SelectRow {
  records::v1::Control control = records::v1::CONTROL_SELECT_ONE;
  std::string list;  ///< list name, file name or ${question}
  bool fromFile = false;
  bool external = false;  ///< select_one_external
  bool orOther = false;
};
[[nodiscard]] std::optional<SelectRow> selectRow(std::string_view type);

/// All words that questionType() and the select and control rows know, for suggestions.
[[nodiscard]] std::string nearestType(std::string_view word);

}  // namespace thucdia::core::forms
