#include "qml/workspace/thumbnails.h"

#include <QtCore/QThreadPool>
#include <QtGui/QImage>
#include <QtGui/QImageReader>
#include <QtGui/QPainter>
#include <QtGui/QPainterPath>

#include "core/visits/answer_text.h"

namespace thucdia::app {
namespace {

constexpr int kWidth = 328;
constexpr int kHeight = 246;
/// Of the tile on screen; pictures are made at twice its size.
constexpr qreal kRadius = 16;

QImage rounded(const QImage& source, QSize size) {
  QImage image(size, QImage::Format_ARGB32_Premultiplied);
  image.fill(Qt::transparent);
  QPainter painter(&image);
  painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
  QPainterPath corners;
  corners.addRoundedRect(QRectF(QPointF(), size), kRadius, kRadius);
  painter.setClipPath(corners);
  const QSize fill = source.size().scaled(size, Qt::KeepAspectRatioByExpanding);
  painter.drawImage(QRect(QPoint((size.width() - fill.width()) / 2, (size.height() - fill.height()) / 2), fill),
                    source);
  return image;
}

class Response : public QQuickImageResponse {
 public:
  Response(QString path, QSize size) : m_path(std::move(path)), m_size(size) {
    QThreadPool::globalInstance()->start([this] { run(); });
  }
  [[nodiscard]] QQuickTextureFactory* textureFactory() const override {
    return QQuickTextureFactory::textureFactoryForImage(m_image);
  }

 private:
  void run() {
    const bool whole = m_size.isEmpty();
    const QSize size = whole ? QSize(kWidth, kHeight) : m_size;
    QImageReader reader(m_path);
    reader.setAutoTransform(true);
    const QSize full = reader.size();
    if (full.isValid()) reader.setScaledSize(full.scaled(size, Qt::KeepAspectRatioByExpanding));
    const QImage image = m_path.isEmpty() ? QImage() : reader.read();
    if (!image.isNull()) m_image = m_path.endsWith(u".png") ? image : rounded(image, size);
    emit finished();
  }

  QString m_path;
  QSize m_size;
  QImage m_image{1, 1, QImage::Format_ARGB32_Premultiplied};
};

}  // namespace

QQuickImageResponse* Thumbnails::requestImageResponse(const QString& id, const QSize& requestedSize) {
  const auto path = m_blobs.path(core::visits::attachmentHash(id.toStdString()));
  return new Response(path ? QString::fromStdString(*path) : QString(), requestedSize);
}

}  // namespace thucdia::app
