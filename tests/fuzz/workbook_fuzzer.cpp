// Excel archives, and the XML of a sheet as it comes in pieces.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "core/forms/workbook.h"
#include "core/forms/xml_tokens.h"

using namespace thucdia::core::forms;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  WorkbookLimits limits;
  limits.entryBytes = 8u << 20;
  limits.smallPartBytes = 1u << 20;
  limits.textBytes = 8u << 20;
  limits.cells = 100'000;
  static_cast<void>(readXlsx(bytes, "fuzz.xlsx", limits));

  XmlTokens tokens;
  std::size_t seen = 0;
  tokens.onOpen = [&](const XmlTag& tag) { seen += tag.attribute("r").size(); };
  tokens.onClose = [&](std::string_view name) { seen += name.size(); };
  tokens.onText = [&](std::string&& text) { seen += text.size(); };
  tokens.wantsText = size % 2 == 0;
  for (std::size_t at = 0; at < bytes.size(); at += 7) {
    if (!tokens.feed(bytes.substr(at, 7))) return 0;
  }
  static_cast<void>(tokens.finish());
  return 0;
}
