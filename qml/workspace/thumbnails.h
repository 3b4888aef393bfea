#pragma once

#include <QtQuick/QQuickAsyncImageProvider>

#include "core/replica/blob_store.h"

namespace thucdia::app {

/// Pictures of the replica's photos as `image://photo/<sha256 hex>.jpg`, cut to the size asked for, with round corners
/// painted in. Read and scaled on threads of their own. A photo that is not here gives an empty picture.
class Thumbnails : public QQuickAsyncImageProvider {
 public:
  /// The store outlives the provider.
  explicit Thumbnails(const core::replica::BlobStore& blobs) : m_blobs(blobs) {}
  QQuickImageResponse* requestImageResponse(const QString& id, const QSize& requestedSize) override;

 private:
  const core::replica::BlobStore& m_blobs;
};

}  // namespace thucdia::app
