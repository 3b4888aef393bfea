#pragma once

#include <vector>

#include <QtGui/QImage>

#include "core/reports/document.h"

namespace thucdia::app {

/// How documents come to paper: the program says by what. Called on the reader thread.
class Paper {
 public:
  virtual ~Paper() = default;
  /// The pages as pictures of this resolution.
  [[nodiscard]] virtual std::vector<QImage> pages(const core::reports::Document& document, int dotsPerInch) = 0;
  [[nodiscard]] virtual core::reports::DocumentWriter& writer() = 0;
};

}  // namespace thucdia::app
