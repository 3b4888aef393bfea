#pragma once

#include <QtCore/QLocale>
#include <QtCore/QString>

namespace thucdia::app {

/// "12 kB", "3,4 MB", "1,2 GB": a number of bytes for reading, by the language in force.
[[nodiscard]] inline QString sizeText(double bytes) {
  if (bytes < 1e6) return QStringLiteral("%1 kB").arg(static_cast<int>(bytes / 1e3 + (bytes > 0 ? 0.999 : 0)));
  if (bytes < 1e9) return QStringLiteral("%1 MB").arg(QLocale().toString(bytes / 1e6, 'f', 1));
  return QStringLiteral("%1 GB").arg(QLocale().toString(bytes / 1e9, 'f', 1));
}

}  // namespace thucdia::app
