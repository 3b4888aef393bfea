#include "tests/simulation/trace.h"

namespace thucdia::simulation {

std::string_view name(Mishap mishap) {
  static constexpr std::string_view kNames[] = {
      "request lost",
      "response lost",
      "late",
      "doubled",
      "request cut",
      "response cut",
      "response garbled",
      "HTTP 5xx",
      "HTTP 401",
      "HTTP 413",
      "captive portal",
      "sync abandoned",
      "tablet killed",
      "tablet power lost",
      "tablet disk full",
      "tablet I/O error",
      "program upgraded",
      "tablet clock off",
      "tablet clock back",
      "hub killed",
      "hub power lost",
      "hub disk full",
      "hub I/O error",
      "hub restored",
      "answered together",
      "field of a newer program",
      "scope changed",
      "visit reassigned",
      "device revoked",
      "bundle made",
      "bundle brought",
      "bundle carried",
      "refresh applied",
      "refresh outdated",
      "tablet lost",
      "tablet handed out",
      "older backup",
      "hub clock off",
      "hub edited",
      "form published",
      "account closed",
      "role changed",
      "quarantine settled",
      "visit issued or filed",
      "photos waited",
      "restore failed",
      "visit carried",
      "visit returned with a comment",
      "visit on a project begun",
  };
  static_assert(std::size(kNames) == static_cast<std::size_t>(Mishap::Count));
  return kNames[static_cast<std::size_t>(mishap)];
}

void Trace::add(std::int64_t micros, std::string_view line) {
  const auto text = fmt::format("{:>14.6f}  {}\n", static_cast<double>(micros) / 1e6, line);
  for (const char c : text) m_hash = (m_hash ^ static_cast<unsigned char>(c)) * 0x100000001B3;
  if (m_print) fmt::print("{}", text);
}

}  // namespace thucdia::simulation
