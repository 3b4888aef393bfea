#include <cstdio>

#include <fmt/format.h>

#include "core/base/dates.h"
#include "sync/hub/demo_content.h"
#include "sync/hub/program/commands.h"

namespace thucdia::hub {

using core::ErrorCode;

namespace {

struct DemoCommand {
  std::string data;
  std::string today;
  core::demo::DemoOptions demo;
};

core::Result<> demoNow(const DemoCommand& options) {
  auto wanted = options.demo;
  if (!options.today.empty()) {
    const auto today = core::parseIsoDate(options.today);
    if (!today) return core::fail(ErrorCode::InvalidArgument, "--today wants a date such as 2026-11-15");
    wanted.today = *today;
  }
  THUCDIA_ASSIGN(const auto hub, openHub(options.data));
  THUCDIA_ASSIGN(const auto counts, loadDemo(*hub, wanted));
  fmt::print("{} people, {} facilities, {} projects, {} visits, {} findings; {} dong of support\n", counts.people,
             counts.facilities, counts.projects, counts.visits, counts.findings, counts.support);
  return {};
}

}  // namespace

void addDemo(CLI::App& program, Chosen& chosen) {
  const auto options = std::make_shared<DemoCommand>();
  auto* demo = addDataCommand(program, "demo", "Fill the hub with a sample portfolio, the same for the same options",
                              options->data);
  demo->add_option("--seed", options->demo.seed, "another portfolio for another number")->capture_default_str();
  demo->add_option("--today", options->today, "the day up to which it goes; 2026-11-15");
  demo->add_option("--facilities", options->demo.facilities)->capture_default_str()->check(CLI::NonNegativeNumber);
  demo->add_option("--projects", options->demo.projects)->capture_default_str()->check(CLI::NonNegativeNumber);
  demo->add_option("--visits", options->demo.visits)->capture_default_str()->check(CLI::NonNegativeNumber);
  demo->callback([options, &chosen] { chosen.run = [options] { return demoNow(*options); }; });
}

}  // namespace thucdia::hub
