#pragma once

#include <QSizeF>
#include <memory>

#include "core/reports/document.h"

class QPainter;

namespace thucdia::platforms::qt {

/// A document broken into lines and pages: the same on every device, because it is measured with unhinted type on a
/// grid of 1200 dots an inch. Needs a QGuiApplication (the offscreen platform will do). For one thread at a time.
class DocumentLayout {
 public:
  /// Dots an inch of all lengths here.
  static constexpr int kDpi = 1200;

  /// `document` is read here only and may go afterwards.
  explicit DocumentLayout(const core::reports::Document& document);
  ~DocumentLayout();
  DocumentLayout(const DocumentLayout&) = delete;
  DocumentLayout& operator=(const DocumentLayout&) = delete;

  [[nodiscard]] int pageCount() const;
  /// In dots.
  [[nodiscard]] QSizeF pageSize() const;
  /// Draws a page, counted from 0, with its corner at the painter's origin, in dots: scale the painter for a device of
  /// another resolution.
  void paint(QPainter& painter, int page) const;

 private:
  struct Pages;
  std::unique_ptr<Pages> m_pages;
};

}  // namespace thucdia::platforms::qt
