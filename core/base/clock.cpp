#include "core/base/clock.h"

namespace thucdia::core {

Timestamp SystemClock::now() const {
  return std::chrono::time_point_cast<std::chrono::microseconds>(std::chrono::system_clock::now());
}

}  // namespace thucdia::core
