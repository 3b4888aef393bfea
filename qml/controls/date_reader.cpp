#include "qml/controls/date_reader.h"

#include <chrono>

#include "core/base/dates.h"

namespace thucdia::app {
namespace {

core::Date todayInVietNam() {
  const auto now = std::chrono::time_point_cast<std::chrono::microseconds>(std::chrono::system_clock::now());
  const auto local = std::chrono::floor<std::chrono::days>(now + core::kLocalOffset);
  return core::Date(local);
}

}  // namespace

void DateReader::setText(const QString& text) {
  if (text == m_text) return;
  m_text = text;
  const auto date = core::parseTypedDate(text.trimmed().toStdString(), todayInVietNam());
  m_iso = date ? QString::fromStdString(core::isoDate(*date)) : QString();
  m_valid = date.has_value() || text.trimmed().isEmpty();
  emit changed();
}

QString DateReader::today() const { return QString::fromStdString(core::isoDate(todayInVietNam())); }

QString DateReader::shown(const QString& iso) const {
  const auto date = core::parseIsoDate(iso.left(10).toStdString());
  return date ? QString::fromStdString(core::formatDate(*date)) : QString();
}

QString DateReader::daysFromToday(int days) const {
  return QString::fromStdString(core::isoDate(core::addDays(todayInVietNam(), days)));
}

}  // namespace thucdia::app
