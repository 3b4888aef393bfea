#pragma once

#include <QByteArray>
#include <QImage>
#include <vector>

#include "core/reports/document.h"

namespace thucdia::platforms::qt {

/// Writes documents as PDF with Qt's own writer: embedded Liberation Serif, text that can be copied and searched. Needs
/// a QGuiApplication (the offscreen platform will do).
class QtDocumentWriter final : public core::reports::DocumentWriter {
 public:
  [[nodiscard]] core::Result<> writePdf(const core::reports::Document& document,
                                        const std::filesystem::path& file) override;
  [[nodiscard]] core::Result<> writePdfOf(const std::vector<core::reports::Document>& documents,
                                          const std::filesystem::path& file) override;
};

/// The bytes of the PDF of these documents, one after another; at least one.
[[nodiscard]] QByteArray toPdf(const std::vector<core::reports::Document>& documents);
/// The pages as pictures of this resolution, for a preview and for printing.
[[nodiscard]] std::vector<QImage> toImages(const core::reports::Document& document, int dotsPerInch);

}  // namespace thucdia::platforms::qt
