#pragma once

#include <cstdint>
#include <string>

#include <thucdia/records/v1/registers.pb.h>

#include "core/forms/form_reader.h"

namespace thucdia::tests {

/// A form in Markdown as the hub publishes it. `publishedAt`: microseconds, which say which version is the newest.
inline records::v1::FormVersion publishedForm(const std::string& markdown, std::int64_t publishedAt = 0) {
  const auto read = core::forms::readForm(markdown, "small.md");
  records::v1::FormVersion form;
  if (!read || !read->ok()) return form;
  form.set_id(std::string(15, 'f') + read->form.version().front());
  form.set_form_id(read->form.form_id());
  form.set_version(read->form.version());
  form.set_title_en(read->form.title());
  form.set_compiled(read->form.SerializeAsString());
  form.set_published_at(publishedAt);
  return form;
}

/// A form of a few questions with everything a visit meets: a group, a repeat with findings, a photo, a constraint, a
/// calculation, the time when it was signed, a drawn signature. `version`: one digit; the same questions in each.
inline records::v1::FormVersion smallForm(char version = '1') {
  return publishedForm(std::string(R"(
| survey |
| | type | name | label | required | constraint | constraint_message | calculation | appearance |
| | end | signed_at | | | | | | |
| | begin_group | facts | Facts | | | | | |
| | text | bene_name | Name | yes | | | | |
| | integer | workers | Workers | | . >= 0 | Workers cannot be fewer than none | | |
| | geopoint | place | Place | | | | | |
| | calculate | twice | | | | | ${workers} * 2 | |
| | end_group | facts | | | | | | |
| | begin_repeat | equip | Equipment | | | | | |
| | text | eq_name | Equipment | yes | | | | |
| | image | eq_photo | Photo | | | | | |
| | end_repeat | equip | | | | | | |
| | begin_repeat | findings | Findings | | | | | |
| | select_one severity | f_sev | Severity | | | | | |
| | text | f_text | Text | | | | | |
| | date | f_due | Due | | | | | |
| | end_repeat | findings | | | | | | |
| | image | sig_site | Signature | | | | | signature |
| choices |
| | list_name | name | label |
| | severity | nhe | Minor |
| | severity | nghiem_trong | Serious |
| settings |
| | form_id | version | form_title |
| | small | )") + version + " | Small form |\n",
                       version - '1');
}

/// The next version of it: the name has moved, the place is gone, the day it began is new.
inline records::v1::FormVersion nextSmallForm() {
  return publishedForm(R"(
| survey |
| | type | name | label | required | constraint | calculation | default |
| | begin_group | people | People | | | | |
| | text | bene_name | Name | yes | | | |
| | end_group | people | | | | | |
| | begin_group | facts | Facts | | | | |
| | integer | workers | Workers | | . >= 0 | | |
| | text | began | Began in | | | | 2020 |
| | calculate | twice | | | | ${workers} * 2 | |
| | end_group | facts | | | | | |
| | begin_repeat | equip | Equipment | | | | |
| | text | eq_name | Equipment | yes | | | |
| | image | eq_photo | Photo | | | | |
| | end_repeat | equip | | | | | |
| settings |
| | form_id | version | form_title |
| | small | 2 | Small form |
)",
                       1);
}

}  // namespace thucdia::tests
