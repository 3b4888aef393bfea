#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include <thucdia/records/v1/form.pb.h>

#include "core/base/error.h"
#include "core/forms/diagnostic.h"
#include "core/forms/workbook.h"

namespace thucdia::core::forms {

/// The files that lie beside a form, by name without folder ("itemsets.csv"): their bytes, or nothing. An empty
/// function means that there are none.
using FormFiles = std::function<std::optional<std::string>(std::string_view name)>;

/// A form as a file says it, and everything that was found wrong or doubtful on the way, with sheet, row and column.
/// With a diagnostic of severity Error the form holds what could be read, and is not to be run.
struct ReadForm {
  records::v1::CompiledForm form;
  Diagnostics diagnostics;
  /// Columns of the survey sheet by their names in the standard: "relevant" → "H". Empty for an XForm.
  std::map<std::string, std::string> columns = {};
  [[nodiscard]] bool ok() const;
};

/// Reads an XLSForm: the sheets survey, choices, settings, external_choices and entities of a workbook, as
/// https://xlsform.org and pyxform 4 have them. Expressions are taken over as written (linking checks them).
/// Never fails: what is wrong is a diagnostic. Any thread.
[[nodiscard]] ReadForm readXlsForm(const Workbook& workbook);

/// Calls take(text) for what stands between two quotes of one kind, each quote taken as a beginning and as an end.
template <class Take>
void eachQuoted(std::string_view expression, Take take) {
  for (const char quote : {'\'', '"'})
    for (auto open = expression.find(quote); open != std::string_view::npos;) {
      const auto close = expression.find(quote, open + 1);
      if (close != std::string_view::npos) take(expression.substr(open + 1, close - open - 1));
      open = close;
    }
}

/// Reads an ODK XForm (https://getodk.github.io/xforms-spec/). Error ParseError for what is no XForm at all. Any
/// thread.
[[nodiscard]] Result<ReadForm> readXForm(std::string_view xml, const std::string& file, const FormFiles& files = {});

/// Reads a form by what its bytes are: an Excel workbook, XLSForm in Markdown, or an XForm. `file` is its name, used
/// for places and, where the form names none, for its id. Errors: ParseError, LimitExceeded. Any thread.
[[nodiscard]] Result<ReadForm> readForm(std::string_view bytes, const std::string& file, const FormFiles& files = {});

}  // namespace thucdia::core::forms
