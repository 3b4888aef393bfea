#pragma once

#include <string_view>
#include <vector>

#include <thucdia/records/v1/registers.pb.h>

namespace thucdia::core::registers {

/// The reference data that comes with the program, one record a table, with ids that are the same everywhere: what a
/// new hub is filled with. Sources and licences: core/registers/data/README.md. The table of predecessor communes
/// (1 MB, of no use to forms) is not among them; AdministrativeUnits reads it from the program.
[[nodiscard]] std::vector<records::v1::Dataset> shippedDatasets();

/// The bytes of one file of core/registers/data by its name with ending ("norms.csv"); empty when there is none.
[[nodiscard]] std::string_view shippedFile(std::string_view name);

}  // namespace thucdia::core::registers
