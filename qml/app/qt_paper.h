#pragma once

#include "platforms/qt/qt_document_writer.h"
#include "qml/workspace/paper.h"

namespace thucdia::app {

/// Documents by Qt's own painter and PDF writer.
class QtPaper final : public Paper {
 public:
  [[nodiscard]] std::vector<QImage> pages(const core::reports::Document& document, int dotsPerInch) override {
    return platforms::qt::toImages(document, dotsPerInch);
  }
  [[nodiscard]] core::reports::DocumentWriter& writer() override { return m_writer; }

 private:
  platforms::qt::QtDocumentWriter m_writer;
};

}  // namespace thucdia::app
