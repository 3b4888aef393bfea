#include "platforms/qt/qt_document_writer.h"

#include <QBuffer>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>

#include "core/base/atomic_file.h"
#include "platforms/qt/document_layout.h"

namespace thucdia::platforms::qt {

QByteArray toPdf(const std::vector<core::reports::Document>& documents) {
  THUCDIA_ASSERT(!documents.empty());
  const core::reports::Document& first = documents.front();
  QByteArray bytes;
  QBuffer buffer(&bytes);
  buffer.open(QIODevice::WriteOnly);
  {
    QPdfWriter writer(&buffer);
    writer.setPdfVersion(QPagedPaintDevice::PdfVersion_1_6);
    writer.setResolution(DocumentLayout::kDpi);
    writer.setPageSize(QPageSize(QSizeF(first.widthMm, first.heightMm), QPageSize::Millimeter));
    writer.setPageMargins(QMarginsF());
    writer.setTitle(QString::fromStdString(first.title));
    writer.setCreator(QStringLiteral("Thực Địa"));
    for (const core::reports::Document& document : documents) {
      for (const core::reports::DocumentAttachment& attachment : document.attachments) {
        writer.addFileAttachment(QString::fromStdString(attachment.name), QByteArray::fromStdString(attachment.bytes),
                                 QString::fromStdString(attachment.mime));
      }
    }
    QPainter painter(&writer);
    bool begun = false;
    for (const core::reports::Document& document : documents) {
      const DocumentLayout layout(document);
      for (int page = 0; page < layout.pageCount(); ++page) {
        if (begun) writer.newPage();
        begun = true;
        layout.paint(painter, page);
      }
    }
  }
  return bytes;
}

std::vector<QImage> toImages(const core::reports::Document& document, int dotsPerInch) {
  const DocumentLayout layout(document);
  const double scale = static_cast<double>(dotsPerInch) / DocumentLayout::kDpi;
  std::vector<QImage> images;
  for (int page = 0; page < layout.pageCount(); ++page) {
    QImage image((layout.pageSize() * scale).toSize(), QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    painter.scale(scale, scale);
    layout.paint(painter, page);
    painter.end();
    images.push_back(std::move(image));
  }
  return images;
}

core::Result<> QtDocumentWriter::writePdf(const core::reports::Document& document, const std::filesystem::path& file) {
  return writePdfOf({document}, file);
}

core::Result<> QtDocumentWriter::writePdfOf(const std::vector<core::reports::Document>& documents,
                                            const std::filesystem::path& file) {
  const QByteArray bytes = toPdf(documents);
  return core::AtomicFile::save(file, {bytes.constData(), static_cast<std::size_t>(bytes.size())});
}

}  // namespace thucdia::platforms::qt
