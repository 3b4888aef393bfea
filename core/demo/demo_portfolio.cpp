#include "core/demo/demo_portfolio.h"

#include "core/demo/story.h"

namespace thucdia::core::demo {

Result<DemoCounts> generateDemo(const DemoOptions& options, const DemoForms& forms, const DemoSink& sink) {
  if (options.facilities < 0 || options.projects < 0 || options.visits < 0) {
    return fail(ErrorCode::InvalidArgument, "a number of records below 0");
  }
  const registers::AdministrativeUnits units = registers::AdministrativeUnits::shipped();
  const Places places(units, registers::ProvinceOutlines::shipped());
  Story story{options, forms, sink, places, {}, {}, {}, {}, {}};
  THUCDIA_TRY(makePeople(story));
  THUCDIA_TRY(makeProjects(story));
  THUCDIA_TRY(makeOtherFacilities(story));
  THUCDIA_TRY(makeAssignments(story));
  THUCDIA_TRY(makeVisits(story));
  return story.counts;
}

}  // namespace thucdia::core::demo
