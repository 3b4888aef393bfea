#include "qml/visits/position_reader.h"

#include <cmath>

#include <QtCore/QLocale>
#include <QtCore/QRegularExpression>
#include <QtPositioning/QNmeaPositionInfoSource>

namespace thucdia::app {
namespace {
constexpr int kIntervalMs = 1000;
/// The error of one range measured by a plain receiver, metres: without it NMEA logs give no accuracy.
constexpr double kRangeErrorMetres = 5.0;
/// Stands for an accuracy that nobody measured: above every gate, so that a form asks for the reason.
constexpr double kUnmeasuredMetres = 999.0;
}  // namespace

PositionReader::PositionReader(QObject* parent) : QObject(parent) {}

PositionReader::~PositionReader() = default;

void PositionReader::setActive(bool active) {
  if (active == m_active) return;
  m_active = active;
  listen();
}

void PositionReader::setNmeaLog(const QString& log) {
  if (log == m_log) return;
  m_log = log;
  m_source.reset();
  listen();
}

void PositionReader::listen() {
  if (!m_active) {
    if (m_source) m_source->stopUpdates();
  } else {
    if (!m_source) {
      QVariantMap parameters;
      if (!m_log.isEmpty()) parameters.insert(QStringLiteral("nmea.source"), m_log);
      m_source.reset(m_log.isEmpty()
                         ? QGeoPositionInfoSource::createDefaultSource(nullptr)
                         : QGeoPositionInfoSource::createSource(QStringLiteral("nmea"), parameters, nullptr));
      if (m_source) {
        m_source->setUpdateInterval(kIntervalMs);
        if (auto* replay = qobject_cast<QNmeaPositionInfoSource*>(m_source.get())) {
          replay->setUserEquivalentRangeError(kRangeErrorMetres);
        }
        connect(m_source.get(), &QGeoPositionInfoSource::positionUpdated, this, [this](const QGeoPositionInfo& info) {
          m_info = info;
          emit changed();
        });
      }
    }
    if (m_source) m_source->startUpdates();
  }
  emit changed();
}

qreal PositionReader::accuracy() const {
  const qreal metres = m_info.attribute(QGeoPositionInfo::HorizontalAccuracy);
  return fixed() && std::isfinite(metres) ? metres : 0;
}

QString PositionReader::text() const {
  if (!fixed()) return {};
  const QLocale locale;
  return locale.toString(m_info.coordinate().latitude(), 'f', 5) + QStringLiteral("° ") +
         locale.toString(m_info.coordinate().longitude(), 'f', 5) + u'°';
}

QString PositionReader::lexical() const {
  if (!fixed()) return {};
  const auto place = m_info.coordinate();
  const double altitude = std::isfinite(place.altitude()) ? place.altitude() : 0;
  return QStringLiteral("%1 %2 %3 %4")
      .arg(QString::number(place.latitude(), 'f', 7), QString::number(place.longitude(), 'f', 7),
           QString::number(altitude, 'f', 1), QString::number(accuracy() > 0 ? accuracy() : kUnmeasuredMetres, 'f', 1));
}

QString PositionReader::lexicalOf(const QString& typed) const {
  static const QRegularExpression pattern(
      QStringLiteral(R"(^\s*(-?\d{1,2}[.,]\d+)\s*[;,\s]\s*(-?\d{1,3}[.,]\d+)\s*$)"));
  const auto match = pattern.match(typed);
  if (!match.hasMatch()) return {};
  const double latitude = match.captured(1).replace(u',', u'.').toDouble();
  const double longitude = match.captured(2).replace(u',', u'.').toDouble();
  if (std::abs(latitude) > 90 || std::abs(longitude) > 180) return {};
  return QStringLiteral("%1 %2 0 %3")
      .arg(QString::number(latitude, 'f', 7), QString::number(longitude, 'f', 7),
           QString::number(kUnmeasuredMetres, 'f', 0));
}

}  // namespace thucdia::app
