#include "tests/simulation/weather.h"

namespace thucdia::simulation {

Weather weatherOf(Dice& dice) {
  Weather weather;
  const auto some = [&](double most) {
    return dice.chance(0.6) ? most * static_cast<double>(dice.below(1000)) / 1000 : 0;
  };
  weather.loss = some(0.25);
  weather.late = some(0.1);
  weather.doubled = some(0.1);
  weather.cut = some(0.1);
  weather.strangers = some(0.1);
  weather.tabletDisk = some(0.08);
  weather.hubDisk = some(0.05);
  weather.restarts = some(0.05);
  weather.restores = dice.chance(0.45);
  weather.clocks = dice.chance(0.4);
  weather.scopes = dice.chance(0.3);
  weather.revokes = dice.chance(0.15);
  weather.bundles = dice.chance(0.4);
  weather.busyHub = some(1);
  weather.upgrades = dice.chance(0.3);
  weather.gatherings = dice.chance(0.4);
  return weather;
}

Turnover turnoverOf(Dice& dice) {
  Turnover turnover;
  if (dice.chance(0.5)) return turnover;
  for (bool* each :
       {&turnover.losses, &turnover.arrivals, &turnover.olderBackups, &turnover.imports, &turnover.closings,
        &turnover.roles, &turnover.quarantine, &turnover.clerk, &turnover.photosWait, &turnover.hubClock}) {
    *each = dice.chance(0.4);
  }
  return turnover;
}

Variety varietyOf(std::uint64_t seed) {
  Variety variety;
  if (seed % 5 != 1) return variety;
  Dice dice(seed ^ 0xD1B54A32D192ED03);
  for (bool* each : {&variety.projects, &variety.carries, &variety.comments, &variety.restoreFaults})
    *each = dice.chance(0.6);
  return variety;
}

sync::HttpResponse stranger(Dice& dice, Trace& trace) {
  static constexpr int kServer[] = {500, 502, 503, 504};
  switch (dice.below(4)) {
    case 0:
      trace.count(Mishap::Http5xx);
      return {kServer[dice.below(4)], "<html>Bad gateway</html>"};
    case 1:
      trace.count(Mishap::Http401);
      return {401, "<html>Sign in</html>"};
    case 2:
      trace.count(Mishap::Http413);
      return {413, "<html>Too large</html>"};
    default:
      trace.count(Mishap::CaptivePortal);
      return {200, "<html><body>Wi-Fi của khách sạn: bấm để đăng nhập</body></html>"};
  }
}

}  // namespace thucdia::simulation
