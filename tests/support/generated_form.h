#pragma once

#include <string>

#include "core/forms/workbook.h"

namespace thucdia::tests {

/// What a form that is made for measuring is to hold.
struct GeneratedForm {
  int questions = 200;      ///< outside the repeat
  int repeatQuestions = 0;  ///< in one free repeat "equip"; 0: no repeat
  int questionsInGroup = 10;
};

/// A form as agencies write them, in two languages: per group of ten a text with a hint, whole numbers with
/// constraints, amounts, dates, selects with and without a filter, follow-up questions that other answers make
/// relevant, calculations over what is above them, a note that shows answers. Every tenth group's total goes into
/// "total_N".
[[nodiscard]] core::forms::Workbook generatedForm(const GeneratedForm& wanted);

/// The workbook as Markdown tables.
[[nodiscard]] std::string asMarkdown(const core::forms::Workbook& workbook);

/// The workbook as a spreadsheet program saves it: compressed, texts shared.
[[nodiscard]] std::string asXlsx(const core::forms::Workbook& workbook);

}  // namespace thucdia::tests
