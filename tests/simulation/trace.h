#pragma once

#include <array>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include <fmt/format.h>

#include "core/base/error.h"

namespace thucdia::simulation {

/// A guarantee did not hold: ends the run.
struct Violated : std::runtime_error {
  using std::runtime_error::runtime_error;
};

template <class... Arguments>
[[noreturn]] void violated(fmt::format_string<Arguments...> text, Arguments&&... arguments) {
  throw Violated(fmt::format(text, std::forward<Arguments>(arguments)...));
}

/// The value, where there must be one.
template <class T>
T must(core::Result<T> result, std::string_view what) {
  if (!result) violated("{}: {}", what, core::describe(result.error()));
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

/// What was done to the system to see whether it bears it.
enum class Mishap : std::uint8_t {
  RequestLost,
  ResponseLost,
  Late,  ///< so late that the sender has given up
  Doubled,
  RequestCut,
  ResponseCut,
  ResponseGarbled,
  Http5xx,
  Http401,
  Http413,
  CaptivePortal,
  SyncAbandoned,
  TabletKilled,
  TabletPowerLost,
  TabletDiskFull,
  TabletIoError,
  ProgramUpgraded,  ///< in the middle of a draft
  TabletClockOff,
  TabletClockBack,
  HubKilled,
  HubPowerLost,
  HubDiskFull,
  HubIoError,
  HubRestored,
  AnsweredTogether,  ///< a request in the hub's group of several
  NewerField,
  ScopeChanged,
  VisitReassigned,
  DeviceRevoked,
  BundleMade,
  BundleBrought,
  BundleCarried,
  RefreshApplied,
  RefreshOutdated,  ///< given after its tablet had synced
  TabletLost,
  TabletHandedOut,
  OlderBackup,
  HubClockOff,
  HubEdited,
  FormPublished,
  AccountClosed,
  RoleChanged,
  QuarantineSettled,
  VisitIssued,
  PhotosWaited,
  RestoreFailed,  ///< and was done again
  VisitCarried,   ///< to another version of its form
  VisitCommented,
  ProjectVisited,
  Count,
};
[[nodiscard]] std::string_view name(Mishap mishap);

using MishapCounts = std::array<std::uint64_t, static_cast<std::size_t>(Mishap::Count)>;

/// What happened in a run, line by line: hashed, so that two runs can be compared, and printed when asked for.
class Trace {
 public:
  explicit Trace(bool print) : m_print(print) {}

  template <class... Arguments>
  void say(std::int64_t micros, fmt::format_string<Arguments...> text, Arguments&&... arguments) {
    add(micros, fmt::format(text, std::forward<Arguments>(arguments)...));
  }
  void count(Mishap mishap) { ++m_counts[static_cast<std::size_t>(mishap)]; }

  [[nodiscard]] std::uint64_t hash() const { return m_hash; }
  [[nodiscard]] const MishapCounts& counts() const { return m_counts; }

 private:
  void add(std::int64_t micros, std::string_view line);

  bool m_print;
  std::uint64_t m_hash = 0xCBF29CE484222325;  ///< FNV-1a
  MishapCounts m_counts{};
};

}  // namespace thucdia::simulation
