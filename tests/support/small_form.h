#pragma once

#include <string>

#include <thucdia/records/v1/registers.pb.h>

#include "core/forms/form_reader.h"

namespace thucdia::tests {

/// A form of a few questions with everything a visit meets: a group, a repeat with findings, a photo, a constraint, a
/// calculation.
inline records::v1::FormVersion smallForm() {
  static constexpr std::string_view kMarkdown = R"(
| survey |
| | type | name | label | required | constraint | constraint_message | calculation |
| | begin_group | facts | Facts | | | | |
| | text | bene_name | Name | yes | | | |
| | integer | workers | Workers | | . >= 0 | Workers cannot be fewer than none | |
| | geopoint | place | Place | | | | |
| | calculate | twice | | | | | ${workers} * 2 |
| | end_group | facts | | | | | |
| | begin_repeat | equip | Equipment | | | | |
| | text | eq_name | Equipment | yes | | | |
| | image | eq_photo | Photo | | | | |
| | end_repeat | equip | | | | | |
| | begin_repeat | findings | Findings | | | | |
| | select_one severity | f_sev | Severity | | | | |
| | text | f_text | Text | | | | |
| | date | f_due | Due | | | | |
| | end_repeat | findings | | | | | |
| choices |
| | list_name | name | label |
| | severity | nhe | Minor |
| | severity | nghiem_trong | Serious |
| settings |
| | form_id | version | form_title |
| | small | 1 | Small form |
)";
  const auto read = core::forms::readForm(kMarkdown, "small.md");
  records::v1::FormVersion form;
  if (!read || !read->ok()) return form;
  form.set_id(std::string(16, 'f'));
  form.set_form_id("small");
  form.set_version("1");
  form.set_title_en("Small form");
  form.set_compiled(read->form.SerializeAsString());
  return form;
}

}  // namespace thucdia::tests
