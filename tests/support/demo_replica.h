#pragma once

#include "core/demo/demo_portfolio.h"
#include "tests/support/replicas.h"

namespace thucdia::tests {

/// Fills a replica with the shipped forms and a sample portfolio, pictures and all.
void fillWithDemo(TestReplica& replica, const core::demo::DemoOptions& options);

}  // namespace thucdia::tests
