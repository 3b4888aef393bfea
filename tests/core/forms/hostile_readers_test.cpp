// Files that were made to hurt: each ends soon, with an error that names the limit that it met.
#include <algorithm>
#include <string>

#include <catch2/catch_test_macros.hpp>

#include "core/forms/form_reader.h"

using namespace thucdia::core::forms;

namespace {

/// The first error's code and message; of a file that could not be read at all, the error's.
std::string refusal(const std::string& bytes, const std::string& file = "hostile.md") {
  const auto read = readForm(bytes, file);
  if (!read) return std::string(thucdia::core::name(read.error().code)) + ": " + read.error().detail;
  for (const auto& found : read->diagnostics) {
    if (found.severity == Severity::Error) return found.code + ": " + found.message;
  }
  return "none";
}

std::string survey(const std::string& rows) { return "| survey |\n| | type | name | label |\n" + rows; }

std::string repeated(const std::string& text, int times) {
  std::string all;
  for (int at = 0; at < times; ++at) all += text;
  return all;
}

}  // namespace

TEST_CASE("groups within groups beyond the depth limit are an error that names it, not an overflow of the stack") {
  const auto form = survey(repeated("| | begin group | g | G |\n", 200'000));
  CHECK(refusal(form) == "limit: groups are nested deeper than 64 (kNodeDepth)");
}

TEST_CASE("groups as deep as the limit allows are read") {
  const auto form = survey(repeated("| | begin group | g | G |\n", 63) + "| | text | q | Q |\n" +
                           repeated("| | end group | | |\n", 63));
  CHECK(refusal(form) == "none");
}
