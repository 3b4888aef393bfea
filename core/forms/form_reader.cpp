#include "core/forms/form_reader.h"

#include <algorithm>
#include <tuple>

#include "core/forms/xform_builder.h"
#include "core/forms/xlsform_table.h"

namespace thucdia::core::forms {

void orderActions(v1::CompiledForm& form) {
  const auto key = [](const v1::Action& action) {
    return std::tuple(action.events(0), action.target(), action.trigger());
  };
  std::stable_sort(form.mutable_actions()->begin(), form.mutable_actions()->end(),
                   [&](const v1::Action& a, const v1::Action& b) { return key(a) < key(b); });
}

Result<ReadForm> readForm(std::string_view bytes, const std::string& file, const FormFiles& files) {
  if (bytes.starts_with("PK")) {
    THUCDIA_ASSIGN(const Workbook workbook, readXlsx(bytes, file));
    return readXlsForm(workbook);
  }
  auto start = bytes;
  if (start.starts_with("\xEF\xBB\xBF")) start.remove_prefix(3);
  if (trimmed(start.substr(0, 1024)).starts_with('<')) return readXForm(bytes, file, files);
  if (start.starts_with("\xD0\xCF\x11\xE0"))
    return fail(ErrorCode::ParseError, "an old Excel workbook (.xls): save it as .xlsx", placeIn(file));
  THUCDIA_ASSIGN(const Workbook workbook, readMarkdownTables(bytes, file));
  return readXlsForm(workbook);
}

}  // namespace thucdia::core::forms
