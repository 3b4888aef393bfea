#pragma once

namespace thucdia::core {

/// The languages of screens and documents.
enum class Language { Vietnamese, English };

}  // namespace thucdia::core
