// Whole forms of any kind: read, linked, checked; its report told.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "core/forms/form_check.h"

using namespace thucdia::core::forms;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto report = checkForm(bytes, "fuzz");
  for (const auto& found : report.diagnostics) static_cast<void>(describe(report, found));
  static_cast<void>(toJson(report));
  return 0;
}
