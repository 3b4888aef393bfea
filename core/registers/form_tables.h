#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>

#include <thucdia/records/v1/form.pb.h>

#include "core/db/transaction.h"
#include "core/forms/external_data.h"

namespace thucdia::core::registers {

/// The name under which a file that was imported beside a form is stored as a Dataset: "trial@2/crops". It belongs to
/// that version of the form alone: a draft keeps the files that its form came with.
[[nodiscard]] std::string formDataset(std::string_view formId, std::string_view version, std::string_view table);

/// Tables by the name that the form knows them by.
using FormTables = std::map<std::string, std::shared_ptr<const forms::Table>, std::less<>>;

/// The tables of a form that are its own or this replica's: files imported beside it, and the registers under the names
/// "facilities", "projects" and "people" (a column "name" with the record's id, "label" with what it is
/// called, and the record's fields by their names). Only what the form names is read. A file or a dataset of such a
/// name comes before the register.
[[nodiscard]] FormTables formTables(db::ReadTransaction& transaction, const records::v1::CompiledForm& form);

/// The names of the registers that forms look into.
[[nodiscard]] bool isRegister(std::string_view name);

}  // namespace thucdia::core::registers
