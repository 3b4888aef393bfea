#pragma once

#include "tests/support/sync_world.h"

namespace thucdia::tests {

/// A hub with an inspector and a supervisor of province 01, and one tablet each.
struct Office {
  TestHub hub;
  core::PersonId inspectorId = hub.addUser("an", v1::ROLE_INSPECTOR, "01");
  core::PersonId supervisorId = hub.addUser("binh", v1::ROLE_SUPERVISOR, "01");
  Tablet inspector{hub, "an", 1};
  Tablet supervisor{hub, "binh", 2};
};

}  // namespace thucdia::tests
