#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <thucdia/records/v1/registers.pb.h>

#include "core/base/error.h"
#include "core/db/transaction.h"
#include "core/forms/form.h"

namespace thucdia::core::visits {

/// A form that visits can be made with.
struct FormLine {
  std::string formId;
  std::string version;
  std::string titleVi;
  std::string titleEn;
  bool operator==(const FormLine&) const = default;
};

/// The newest version of each form that is not retired, by form id.
[[nodiscard]] std::vector<FormLine> currentForms(db::ReadTransaction& transaction);
/// The ids of all forms that there are or were, sorted.
[[nodiscard]] std::vector<std::string> formIds(db::ReadTransaction& transaction);
[[nodiscard]] std::optional<FormLine> currentForm(db::ReadTransaction& transaction, std::string_view formId);
/// The versions of a form, newest first, retired ones too.
[[nodiscard]] std::vector<std::string> formVersions(db::ReadTransaction& transaction, std::string_view formId);
/// The newest version of the form that was published after this one and is not retired.
[[nodiscard]] std::optional<FormLine> newerForm(db::ReadTransaction& transaction, std::string_view formId,
                                                std::string_view version);

/// Forms ready to run, linked once each and kept. Thread-safe.
class FormLibrary {
 public:
  /// NotFound when this replica has no such version; CorruptData or InvalidForm when it does not link.
  [[nodiscard]] Result<std::shared_ptr<const forms::Form>> form(db::ReadTransaction& transaction,
                                                                std::string_view formId, std::string_view version);

 private:
  std::mutex m_mutex;
  std::map<std::pair<std::string, std::string>, std::shared_ptr<const forms::Form>> m_forms;
};

}  // namespace thucdia::core::visits
