#pragma once

#include <QTextLayout>
#include <vector>

#include "core/reports/document.h"

class QPainter;

namespace thucdia::platforms::qt {

/// A paragraph broken into lines of a width, in dots of DocumentLayout::kDpi.
class TextBox {
 public:
  TextBox(const core::reports::Paragraph& paragraph, double width);
  TextBox(const TextBox&) = delete;
  TextBox& operator=(const TextBox&) = delete;

  [[nodiscard]] int lineCount() const { return static_cast<int>(m_heights.size()); }
  /// From one line's top to the next one's.
  [[nodiscard]] double lineHeight(int line) const { return m_heights[static_cast<std::size_t>(line)]; }
  /// Width of the longest line's text.
  [[nodiscard]] double longestLine() const { return m_longest; }
  /// Draws a line with its top at `corner`, whose x is the left edge of the box.
  void draw(QPainter& painter, QPointF corner, int line) const;

 private:
  void breakLines(double width, double offset, const core::reports::Paragraph& paragraph);

  QTextLayout m_layout;
  std::vector<double> m_heights;
  double m_longest = 0;
};

/// Millimetres and points in dots.
[[nodiscard]] double dotsOfMm(double mm);
[[nodiscard]] double dotsOfPt(double points);

}  // namespace thucdia::platforms::qt
