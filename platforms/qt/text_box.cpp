#include "platforms/qt/text_box.h"

#include <QFontDatabase>
#include <QPainter>
#include <cmath>

#include "platforms/qt/document_layout.h"

namespace thucdia::platforms::qt {
namespace {

using core::reports::Align;
using core::reports::Paragraph;

/// The family of the faces carried with the program, loaded at the first call.
const QString& documentFamily() {
  static const QString family = [] {
    QString loaded;
    for (const char* face : {"Regular", "Bold", "Italic", "BoldItalic"}) {
      const QString file = QStringLiteral(":/thucdia/documents/fonts/LiberationSerif-%1.ttf").arg(QLatin1String(face));
      const int id = QFontDatabase::addApplicationFont(file);
      THUCDIA_ASSERT(id >= 0);
      loaded = QFontDatabase::applicationFontFamilies(id).value(0);
    }
    return loaded;
  }();
  return family;
}

QFont fontOf(double sizePt) {
  QFont font(documentFamily());
  font.setPixelSize(static_cast<int>(std::lround(dotsOfPt(sizePt))));
  font.setHintingPreference(QFont::PreferNoHinting);
  font.setStyleStrategy(QFont::PreferOutline);
  return font;
}

Qt::Alignment qtAlign(Align align) {
  switch (align) {
    case Align::Left:
      return Qt::AlignLeft;
    case Align::Center:
      return Qt::AlignHCenter;
    case Align::Right:
      return Qt::AlignRight;
    case Align::Justify:
      return Qt::AlignJustify;
  }
  return Qt::AlignLeft;
}

}  // namespace

double dotsOfMm(double mm) { return mm / 25.4 * DocumentLayout::kDpi; }
double dotsOfPt(double points) { return points / 72 * DocumentLayout::kDpi; }

TextBox::TextBox(const Paragraph& paragraph, double width) {
  QString text;
  QList<QTextLayout::FormatRange> formats;
  for (const core::reports::Run& run : paragraph.runs) {
    QString piece = QString::fromStdString(run.text);
    piece.replace(QLatin1Char('\n'), QChar(QChar::LineSeparator));
    if (run.bold || run.italic) {
      QTextLayout::FormatRange range;
      range.start = static_cast<int>(text.size());
      range.length = static_cast<int>(piece.size());
      if (run.bold) range.format.setFontWeight(QFont::Bold);
      if (run.italic) range.format.setFontItalic(true);
      formats.append(range);
    }
    text += piece;
  }
  QTextOption option(qtAlign(paragraph.align));
  option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
  option.setUseDesignMetrics(true);
  m_layout.setText(text);
  m_layout.setFont(fontOf(paragraph.sizePt));
  m_layout.setFormats(formats);
  m_layout.setTextOption(option);
  m_layout.setCacheEnabled(true);

  breakLines(width, 0, paragraph);
  if (!paragraph.balanced || m_heights.size() < 2) return;
  // The narrowest width that needs no more lines.
  const std::size_t lines = m_heights.size();
  double narrow = width / static_cast<double>(lines) / 2;
  double wide = width;
  while (wide - narrow > dotsOfPt(1)) {
    const double middle = (narrow + wide) / 2;
    breakLines(middle, 0, paragraph);
    (m_heights.size() > lines ? narrow : wide) = middle;
  }
  breakLines(wide, (width - wide) / 2, paragraph);
}

void TextBox::breakLines(double width, double offset, const Paragraph& paragraph) {
  const double indent = dotsOfMm(paragraph.firstIndentMm);
  const double pitch = dotsOfPt(paragraph.sizePt) * paragraph.lineSpacing;
  m_heights.clear();
  m_longest = 0;
  m_layout.beginLayout();
  double top = 0;
  for (QTextLine line = m_layout.createLine(); line.isValid(); line = m_layout.createLine()) {
    const double begin = m_heights.empty() ? indent : 0;
    line.setLineWidth(width - begin);
    // A line that holds another script is as tall as that script needs.
    const double height = std::max(pitch, line.height());
    line.setPosition(QPointF(offset + begin, top + (height - line.height()) / 2));
    m_heights.push_back(height);
    m_longest = std::max(m_longest, line.naturalTextWidth());
    top += height;
  }
  m_layout.endLayout();
}

void TextBox::draw(QPainter& painter, QPointF corner, int line) const {
  double top = 0;
  for (int before = 0; before < line; ++before) top += lineHeight(before);
  m_layout.lineAt(line).draw(&painter, QPointF(corner.x(), corner.y() - top));
}

}  // namespace thucdia::platforms::qt
