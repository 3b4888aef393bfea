#include "platforms/qt/document_layout.h"

#include <QBuffer>
#include <QImageReader>
#include <QPainter>
#include <algorithm>
#include <cmath>
#include <functional>
#include <vector>

#include "platforms/qt/qr_code.h"
#include "platforms/qt/text_box.h"

namespace thucdia::platforms::qt {
namespace {

using namespace core::reports;

constexpr double kCellPaddingXMm = 1.6;
constexpr double kCellPaddingYMm = 0.66;
constexpr double kRuleGapMm = 1.1;
constexpr double kLinePt = 0.6;
constexpr double kImageDpi = 220;  // sharp in print, no more
constexpr double kQrMm = 12.5;
constexpr double kFootBottomMm = 9;
constexpr double kFootGapMm = 3;

using Draw = std::function<void(QPainter&, QPointF)>;

/// What is never broken: a line of text, a picture.
struct Atom {
  double before = 0;
  double height = 0;
  Draw draw;
};

struct PreparedCell {
  double x = 0;
  double width = 0;
  std::vector<Atom> atoms;
  double content = 0;
};

struct PreparedRow {
  std::vector<PreparedCell> cells;
  double height = 0;
};

struct PreparedTable {
  std::vector<PreparedRow> rows;
  int headerRows = 0;
  bool borders = true;
  bool keepTogether = false;
  double before = 0;
};

struct PreparedParagraph {
  std::vector<Atom> atoms;
  bool keepWithNext = false;
  bool newPage = false;
};

using Prepared = std::variant<PreparedParagraph, PreparedTable>;

struct Placed {
  QPointF corner;
  Draw draw;
};

double heightOf(const std::vector<Atom>& atoms) {
  double height = 0;
  for (const Atom& atom : atoms) height += atom.before + atom.height;
  return height;
}

Draw horizontalLine(double length) {
  return [length](QPainter& painter, QPointF corner) {
    painter.setPen(QPen(Qt::black, dotsOfPt(kLinePt)));
    painter.drawLine(corner, corner + QPointF(length, 0));
  };
}

void appendParagraph(const Paragraph& paragraph, double width, std::vector<Atom>& atoms) {
  const auto box = std::make_shared<TextBox>(paragraph, width);
  for (int line = 0; line < box->lineCount(); ++line) {
    atoms.push_back({line == 0 ? dotsOfPt(paragraph.spaceBeforePt) : 0, box->lineHeight(line),
                     [box, line](QPainter& painter, QPointF corner) { box->draw(painter, corner, line); }});
  }
  if (paragraph.ruleShare <= 0 || box->lineCount() == 0) return;
  // The rule belongs to the last line.
  const double length = box->longestLine() * paragraph.ruleShare;
  Atom& last = atoms.back();
  const double textHeight = last.height;
  last.height += dotsOfMm(kRuleGapMm + 0.4);
  last.draw = [draw = last.draw, rule = horizontalLine(length), width, length, textHeight](QPainter& painter,
                                                                                           QPointF corner) {
    draw(painter, corner);
    rule(painter, corner + QPointF((width - length) / 2, textHeight + dotsOfMm(kRuleGapMm)));
  };
}

/// Decoded, turned upright, on white, and no larger than paper shows.
QImage paperImage(const std::string& bytes, double widthMm, double heightMm) {
  QByteArray data = QByteArray::fromRawData(bytes.data(), static_cast<qsizetype>(bytes.size()));
  QBuffer buffer(&data);
  buffer.open(QIODevice::ReadOnly);
  QImageReader reader(&buffer);
  reader.setDecideFormatFromContent(true);
  reader.setAutoTransform(true);
  QImage image = reader.read();
  if (image.isNull()) return image;
  const QSize most(static_cast<int>(widthMm / 25.4 * kImageDpi), static_cast<int>(heightMm / 25.4 * kImageDpi));
  if (image.width() > most.width() || image.height() > most.height()) {
    image = image.scaled(most, Qt::KeepAspectRatio, Qt::SmoothTransformation);
  }
  if (image.hasAlphaChannel()) {
    QImage flat(image.size(), QImage::Format_RGB32);
    flat.fill(Qt::white);
    QPainter(&flat).drawImage(0, 0, image);
    image = flat;
  }
  if (image.allGray()) image = image.convertToFormat(QImage::Format_Grayscale8);
  return image;
}

Atom imageAtom(const Image& image, double width) {
  Atom atom;
  atom.height = dotsOfMm(image.heightMm);
  atom.draw = [](QPainter&, QPointF) {};
  if (image.bytes.empty()) return atom;
  const double boxWidth = std::min(dotsOfMm(image.widthMm), width);
  const QImage picture = paperImage(image.bytes, boxWidth / dotsOfMm(1), image.heightMm);
  if (picture.isNull()) return atom;
  const QSizeF size = QSizeF(picture.size()).scaled(boxWidth, atom.height, Qt::KeepAspectRatio);
  atom.draw = [picture, size, width, height = atom.height](QPainter& painter, QPointF corner) {
    const QPointF at = corner + QPointF((width - size.width()) / 2, (height - size.height()) / 2);
    painter.drawImage(QRectF(at, size), picture);
  };
  return atom;
}

std::vector<double> columnEdges(const Table& table, double width) {
  double shares = 0;
  double left = width;
  for (const Column& column : table.columns) {
    if (column.widthMm > 0) {
      left -= dotsOfMm(column.widthMm);
    } else {
      shares += column.share;
    }
  }
  std::vector<double> edges = {0};
  for (const Column& column : table.columns) {
    const double own = column.widthMm > 0 ? dotsOfMm(column.widthMm) : std::max(0.0, left) * column.share / shares;
    edges.push_back(edges.back() + own);
  }
  return edges;
}

PreparedTable prepareTable(const Table& table, double width) {
  const std::vector<double> edges = columnEdges(table, width);
  const double paddingX = table.borders ? dotsOfMm(kCellPaddingXMm) : dotsOfMm(0.5);
  const double paddingY = table.borders ? dotsOfMm(kCellPaddingYMm) : 0;
  PreparedTable prepared;
  prepared.headerRows = table.headerRows;
  prepared.borders = table.borders;
  prepared.keepTogether = table.keepTogether;
  prepared.before = dotsOfPt(table.spaceBeforePt);
  for (const Row& row : table.rows) {
    PreparedRow out;
    std::size_t column = 0;
    for (const Cell& cell : row.cells) {
      const std::size_t end = std::min(edges.size() - 1, column + static_cast<std::size_t>(std::max(1, cell.span)));
      THUCDIA_ASSERT(column < end);
      PreparedCell made;
      made.x = edges[column];
      made.width = edges[end] - edges[column];
      for (const CellBlock& block : cell.blocks) {
        const double inside = made.width - 2 * paddingX;
        if (const auto* paragraph = std::get_if<Paragraph>(&block)) {
          appendParagraph(*paragraph, inside, made.atoms);
        } else {
          made.atoms.push_back(imageAtom(std::get<Image>(block), inside));
        }
      }
      made.content = heightOf(made.atoms);
      out.height = std::max(out.height, made.content + 2 * paddingY);
      out.cells.push_back(std::move(made));
      column = end;
    }
    prepared.rows.push_back(std::move(out));
  }
  return prepared;
}

/// Fills pages from top to bottom.
class Flow {
 public:
  Flow(double left, double top, double bottom) : m_left(left), m_top(top), m_bottom(bottom), m_y(top), m_pages(1) {}

  std::vector<std::vector<Placed>> fill(const std::vector<Prepared>& blocks) {
    for (std::size_t index = 0; index < blocks.size(); ++index) {
      const double needed = leastHeight(blocks, index);
      if (!atTop() && m_y + needed > m_bottom && needed <= m_bottom - m_top) newPage();
      if (const auto* paragraph = std::get_if<PreparedParagraph>(&blocks[index])) {
        if (paragraph->newPage && !atTop()) newPage();
        place(*paragraph);
      } else {
        place(std::get<PreparedTable>(blocks[index]));
      }
    }
    return std::move(m_pages);
  }

 private:
  [[nodiscard]] bool atTop() const { return m_y <= m_top; }

  void newPage() {
    m_pages.emplace_back();
    m_y = m_top;
  }

  void put(QPointF corner, Draw draw) { m_pages.back().push_back({corner, std::move(draw)}); }

  /// What of a block, and of those it must stand with, has to fit before it may begin here.
  static double leastHeight(const std::vector<Prepared>& blocks, std::size_t index) {
    double height = 0;
    for (; index < blocks.size(); ++index) {
      if (const auto* paragraph = std::get_if<PreparedParagraph>(&blocks[index])) {
        if (paragraph->keepWithNext) {
          height += heightOf(paragraph->atoms);
          continue;
        }
        const std::size_t lines = paragraph->atoms.size();
        const std::size_t together = lines <= 3 ? lines : 2;
        for (std::size_t line = 0; line < together; ++line)
          height += paragraph->atoms[line].before + paragraph->atoms[line].height;
        return height;
      }
      const auto& table = std::get<PreparedTable>(blocks[index]);
      height += table.before;
      const auto first = static_cast<std::size_t>(table.headerRows) + 2;
      for (std::size_t row = 0; row < table.rows.size() && (table.keepTogether || row < first); ++row) {
        height += table.rows[row].height;
      }
      return height;
    }
    return height;
  }

  void place(const PreparedParagraph& paragraph) {
    std::size_t next = 0;
    while (next < paragraph.atoms.size()) {
      const std::size_t left = paragraph.atoms.size() - next;
      std::size_t fit = 0;
      double y = m_y;
      while (fit < left) {
        const Atom& atom = paragraph.atoms[next + fit];
        const double before = fit == 0 && atTop() ? 0 : atom.before;
        if (y + before + atom.height > m_bottom) break;
        y += before + atom.height;
        ++fit;
      }
      // No line alone at a page's foot or head.
      if (fit < left && left - fit == 1 && fit > 1) --fit;
      if (fit < left && fit == 1 && next == 0 && !atTop()) fit = 0;
      if (fit == 0 && atTop()) fit = 1;
      for (std::size_t index = 0; index < fit; ++index) {
        const Atom& atom = paragraph.atoms[next + index];
        if (!atTop()) m_y += atom.before;
        put({m_left, m_y}, atom.draw);
        m_y += atom.height;
      }
      next += fit;
      if (next < paragraph.atoms.size()) newPage();
    }
  }

  void place(const PreparedTable& table) {
    if (!atTop()) m_y += table.before;
    const auto headers = static_cast<std::size_t>(table.headerRows);
    const double page = m_bottom - m_top;
    for (std::size_t index = 0; index < table.rows.size(); ++index) {
      PreparedRow row = table.rows[index];
      // A row that would leave a large hole is broken between its lines; any other goes to the next page whole.
      while (m_y + row.height > m_bottom) {
        const bool tall = row.height > page / 3;
        if (tall && m_bottom - m_y > page / 8) {
          PreparedRow part = takeLines(row, m_bottom - m_y, table);
          placeRow(part, table);
        } else if (atTop()) {
          break;
        }
        newPage();
        if (index >= headers) {
          for (std::size_t header = 0; header < headers; ++header) placeRow(table.rows[header], table);
        }
      }
      placeRow(row, table);
    }
  }

  static double paddingY(const PreparedTable& table) { return table.borders ? dotsOfMm(kCellPaddingYMm) : 0; }

  /// Takes from `row` what fits into `space`.
  static PreparedRow takeLines(PreparedRow& row, double space, const PreparedTable& table) {
    PreparedRow part;
    const double inside = space - 2 * paddingY(table);
    double rest = 0;
    for (PreparedCell& cell : row.cells) {
      PreparedCell taken{cell.x, cell.width, {}, 0};
      std::size_t count = 0;
      while (count < cell.atoms.size() &&
             taken.content + cell.atoms[count].before + cell.atoms[count].height <= inside) {
        taken.content += cell.atoms[count].before + cell.atoms[count].height;
        ++count;
      }
      const auto middle = cell.atoms.begin() + static_cast<std::ptrdiff_t>(count);
      taken.atoms.assign(cell.atoms.begin(), middle);
      cell.atoms.erase(cell.atoms.begin(), middle);
      cell.content = heightOf(cell.atoms);
      rest = std::max(rest, cell.content + 2 * paddingY(table));
      part.cells.push_back(std::move(taken));
    }
    part.height = space;
    row.height = rest;
    return part;
  }

  void placeRow(const PreparedRow& row, const PreparedTable& table) {
    const double paddingX = table.borders ? dotsOfMm(kCellPaddingXMm) : dotsOfMm(0.5);
    for (const PreparedCell& cell : row.cells) {
      const double spare = row.height - 2 * paddingY(table) - cell.content;
      double y = m_y + paddingY(table) + (table.borders ? std::max(0.0, spare / 2) : 0);
      for (const Atom& atom : cell.atoms) {
        y += atom.before;
        put({m_left + cell.x + paddingX, y}, atom.draw);
        y += atom.height;
      }
      if (table.borders) {
        const QSizeF size(cell.width, row.height);
        put({m_left + cell.x, m_y}, [size](QPainter& painter, QPointF corner) {
          painter.setPen(QPen(Qt::black, dotsOfPt(kLinePt), Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
          painter.setBrush(Qt::NoBrush);
          painter.drawRect(QRectF(corner, size));
        });
      }
    }
    m_y += row.height;
  }

  double m_left;
  double m_top;
  double m_bottom;
  double m_y;
  std::vector<std::vector<Placed>> m_pages;
};

/// The foot of every page: a line, the code, the lines beside it. `height` says how much it takes above the paper's
/// edge.
struct Foot {
  double height = 0;
  std::vector<Placed> placed;
};

Draw qrDraw(const QrCode& code, double side) {
  return [code, side](QPainter& painter, QPointF corner) {
    const double cell = side / code.size;
    for (int row = 0; row < code.size; ++row) {
      for (int column = 0; column < code.size; ++column) {
        if (!code.dark(column, row)) continue;
        int end = column;
        while (end + 1 < code.size && code.dark(end + 1, row)) ++end;
        painter.fillRect(QRectF(corner.x() + column * cell, corner.y() + row * cell, (end - column + 1) * cell, cell),
                         Qt::black);
        column = end;
      }
    }
  };
}

Foot prepareFoot(const Document& document) {
  Foot foot;
  const PageFoot& wanted = document.foot;
  if (wanted.lines.empty() && wanted.qrText.empty()) return foot;
  const double left = dotsOfMm(document.leftMm);
  const double width = dotsOfMm(document.widthMm - document.leftMm - document.rightMm);
  const auto code = wanted.qrText.empty() ? core::Result<QrCode>(QrCode{}) : encodeQr(wanted.qrText);
  const bool hasCode = code && code->size > 0;

  std::vector<Atom> atoms;
  const double beside = hasCode ? dotsOfMm(kQrMm + 3) : 0;
  for (const std::string& line : wanted.lines) {
    Paragraph paragraph;
    paragraph.runs = {{line}};
    paragraph.align = Align::Left;
    paragraph.sizePt = wanted.sizePt;
    paragraph.lineSpacing = 1.2;
    appendParagraph(paragraph, width - beside, atoms);
  }
  const double inside = std::max(heightOf(atoms), hasCode ? dotsOfMm(kQrMm) : 0);
  const double gap = dotsOfMm(1.3);
  const double top = dotsOfMm(document.heightMm - kFootBottomMm) - inside - gap;
  foot.height = dotsOfMm(document.heightMm) - top;
  foot.placed.push_back({{left, top}, horizontalLine(width)});
  if (hasCode) foot.placed.push_back({{left, top + gap}, qrDraw(*code, dotsOfMm(kQrMm))});
  double y = top + gap + (inside - heightOf(atoms)) / 2;
  for (const Atom& atom : atoms) {
    foot.placed.push_back({{left + beside, y}, atom.draw});
    y += atom.height;
  }
  return foot;
}

}  // namespace

struct DocumentLayout::Pages {
  QSizeF size;
  std::vector<std::vector<Placed>> pages;
};

DocumentLayout::DocumentLayout(const Document& document) : m_pages(std::make_unique<Pages>()) {
  m_pages->size = {dotsOfMm(document.widthMm), dotsOfMm(document.heightMm)};
  const double width = dotsOfMm(document.widthMm - document.leftMm - document.rightMm);
  std::vector<Prepared> blocks;
  for (const Block& block : document.blocks) {
    if (const auto* paragraph = std::get_if<Paragraph>(&block)) {
      PreparedParagraph prepared;
      prepared.keepWithNext = paragraph->keepWithNext;
      prepared.newPage = paragraph->newPage;
      appendParagraph(*paragraph, width, prepared.atoms);
      blocks.emplace_back(std::move(prepared));
    } else {
      blocks.emplace_back(prepareTable(std::get<Table>(block), width));
    }
  }
  const Foot foot = prepareFoot(document);
  const double footSpace = foot.height > 0 ? foot.height + dotsOfMm(kFootGapMm) : 0;
  const double bottom = dotsOfMm(document.heightMm) - std::max(footSpace, dotsOfMm(document.bottomMm));
  m_pages->pages = Flow(dotsOfMm(document.leftMm), dotsOfMm(document.topMm), bottom).fill(blocks);
  for (std::size_t page = 0; page < m_pages->pages.size(); ++page) {
    auto& placed = m_pages->pages[page];
    placed.insert(placed.end(), foot.placed.begin(), foot.placed.end());
    if (page == 0 || !document.pageNumbers) continue;
    Paragraph number;
    number.runs = {{std::to_string(page + 1)}};
    number.align = Align::Center;
    std::vector<Atom> atoms;
    appendParagraph(number, width, atoms);
    placed.push_back({{dotsOfMm(document.leftMm), dotsOfMm(document.topMm / 2)}, atoms.front().draw});
  }
}

DocumentLayout::~DocumentLayout() = default;

int DocumentLayout::pageCount() const { return static_cast<int>(m_pages->pages.size()); }

QSizeF DocumentLayout::pageSize() const { return m_pages->size; }

void DocumentLayout::paint(QPainter& painter, int page) const {
  painter.setPen(Qt::black);
  painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing | QPainter::SmoothPixmapTransform);
  for (const Placed& placed : m_pages->pages[static_cast<std::size_t>(page)]) placed.draw(painter, placed.corner);
}

}  // namespace thucdia::platforms::qt
