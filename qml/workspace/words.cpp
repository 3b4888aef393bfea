#include "qml/workspace/words.h"

#include "core/base/dates.h"

namespace thucdia::app {

QString placeText(const core::registers::AdministrativeUnits& units, std::string_view commune,
                  std::string_view province, core::Language language) {
  const bool english = language == core::Language::English;
  QString text;
  if (const auto* unit = commune.empty() ? nullptr : units.commune(commune)) {
    text = qt(english && !unit->fullNameEn.empty() ? unit->fullNameEn : unit->fullName);
  }
  if (const auto* unit = province.empty() ? nullptr : units.province(province)) {
    QString name = qt(english && !unit->fullNameEn.empty() ? unit->fullNameEn : unit->fullName);
    // "Xã Hồ Thầu, tỉnh Tuyên Quang": lower case after the comma, but not of a centrally run city's own name.
    if (!text.isEmpty() && !english && (name.startsWith(u"Tỉnh ") || name.startsWith(u"Thành phố "))) {
      name[0] = name[0].toLower();
    }
    text += text.isEmpty() ? name : QStringLiteral(", ") + name;
  }
  return text;
}

QString dayText(core::Timestamp time, core::Language language) {
  return qt(core::formatDate(core::localDate(time), language));
}

QString dayText(std::string_view isoDate, core::Language language) {
  const auto date = core::parseIsoDate(isoDate.substr(0, 10));
  return date ? qt(core::formatDate(*date, language)) : qt(isoDate);
}

}  // namespace thucdia::app
