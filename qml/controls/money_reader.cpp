#include "qml/controls/money_reader.h"

#include <array>

#include "core/base/money.h"
#include "core/base/number_words.h"

namespace thucdia::app {
namespace {

constexpr std::array kUnits{core::MoneyUnit::Dong, core::MoneyUnit::Million, core::MoneyUnit::Billion};

core::MoneyUnit unitAt(int index) { return kUnits.at(static_cast<std::size_t>(index < 0 || index > 2 ? 0 : index)); }

core::Language languageOf(bool english) { return english ? core::Language::English : core::Language::Vietnamese; }

}  // namespace

void MoneyReader::setText(const QString& text) {
  if (text == m_text) return;
  m_text = text;
  read();
}

void MoneyReader::setUnit(int unit) {
  if (unit == m_unit) return;
  m_unit = unit;
  read();
}

void MoneyReader::setEnglish(bool english) {
  if (english == m_english) return;
  m_english = english;
  read();
}

void MoneyReader::read() {
  m_dong.clear();
  m_exact.clear();
  m_words.clear();
  m_firstReading.clear();
  m_secondReading.clear();
  m_firstDong.clear();
  m_secondDong.clear();
  m_valid = true;
  const auto language = languageOf(m_english);
  if (!m_text.trimmed().isEmpty()) {
    const auto entry = core::parseMoney(m_text.toStdString(), unitAt(m_unit), language);
    if (!entry) {
      m_valid = false;
    } else if (const auto* sum = std::get_if<std::int64_t>(&*entry)) {
      m_dong = QString::number(*sum);
      m_exact = QString::fromStdString(core::formatDong(*sum, language));
      if (!m_english) m_words = QString::fromStdString(core::moneyWords(*sum));
    } else {
      const auto& two = std::get<core::AmbiguousMoney>(*entry);
      m_firstDong = QString::number(two.asDecimal);
      m_secondDong = QString::number(two.asGroups);
      m_firstReading = QString::fromStdString(core::formatMoney(two.asDecimal, language));
      m_secondReading = QString::fromStdString(core::formatMoney(two.asGroups, language));
    }
  }
  emit changed();
}

QString MoneyReader::typed(const QString& dong, int unit) const {
  bool isNumber = false;
  const qint64 sum = dong.toLongLong(&isNumber);
  if (!isNumber) return {};
  const auto size = static_cast<std::int64_t>(unitAt(unit));
  const auto language = languageOf(m_english);
  const qint64 rest = sum % size;
  if (rest == 0) return QString::fromStdString(core::formatInteger(sum / size, language));
  QString digits = QString::number(rest).rightJustified(static_cast<int>(QString::number(size).size()) - 1, u'0');
  while (digits.endsWith(u'0')) digits.chop(1);
  const auto decimal = QString::number(sum / size) + u'.' + digits;
  return QString::fromStdString(core::formatDecimal(decimal.toStdString(), language));
}

int MoneyReader::bestUnit(const QString& dong) const {
  bool isNumber = false;
  const qint64 sum = dong.toLongLong(&isNumber);
  if (!isNumber) return 1;
  if (sum >= 10'000'000'000 && sum % 1'000'000 == 0) return 2;
  return sum % 100'000 == 0 && sum != 0 ? 1 : 0;
}

}  // namespace thucdia::app
