#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <variant>
#include <vector>

#include "core/base/error.h"

namespace thucdia::core::reports {

/// A paper document as plain values: what stands on it and how, not where. A DocumentWriter breaks it into lines and
/// pages. Lengths are millimetres, type sizes points. All text is UTF-8 in NFC.

/// A piece of text in one style.
struct Run {
  std::string text;  ///< '\n' breaks the line
  bool bold = false;
  bool italic = false;
  bool operator==(const Run&) const = default;
};

enum class Align : std::uint8_t { Left, Center, Right, Justify };

struct Paragraph {
  std::vector<Run> runs;
  Align align = Align::Justify;
  double sizePt = 13;
  double firstIndentMm = 0;
  double spaceBeforePt = 0;
  /// Distance of two baselines over the type size. At least 1.15: capitals with marks are taller than the face's
  /// ascent.
  double lineSpacing = 1.16;
  /// Makes the lines of a centred paragraph about equally long.
  bool balanced = false;
  /// Stands on the same page as the beginning of the next block.
  bool keepWithNext = false;
  /// Begins a new page.
  bool newPage = false;
  /// A thin line centred below, as long as this share of the longest line; 0: none.
  double ruleShare = 0;
  bool operator==(const Paragraph&) const = default;
};

/// A picture, scaled to fit the box and centred in it; the box takes its full height where the picture is missing.
struct Image {
  std::string bytes;  ///< PNG or JPEG; empty: an empty space of that height
  double widthMm = 0;
  double heightMm = 0;
  bool operator==(const Image&) const = default;
};

using CellBlock = std::variant<Paragraph, Image>;

struct Cell {
  std::vector<CellBlock> blocks;
  int span = 1;  ///< columns it takes
  bool operator==(const Cell&) const = default;
};

struct Row {
  std::vector<Cell> cells;
  bool operator==(const Row&) const = default;
};

/// Width of a table's column: fixed, or a share of what the fixed ones leave.
struct Column {
  double widthMm = 0;  ///< 0: by share
  double share = 1;
  bool operator==(const Column&) const = default;
};

/// A grid of cells; without borders it serves for columns (bodies and motto, signatures).
struct Table {
  std::vector<Column> columns;
  std::vector<Row> rows;
  int headerRows = 0;  ///< repeated on each page that the table goes on to
  bool borders = true;
  bool keepTogether = false;  ///< begins a new page rather than break
  double spaceBeforePt = 0;
  bool operator==(const Table&) const = default;
};

using Block = std::variant<Paragraph, Table>;

/// At the foot of every page, under a line.
struct PageFoot {
  std::string qrText;  ///< empty: no code
  std::vector<std::string> lines;
  double sizePt = 9;
  bool operator==(const PageFoot&) const = default;
};

/// A file carried inside the document.
struct DocumentAttachment {
  std::string name;
  std::string mime;
  std::string bytes;
  bool operator==(const DocumentAttachment&) const = default;
};

struct Document {
  // A4 portrait and the margins of Decree 30/2020/NĐ-CP, Appendix I, section I.
  double widthMm = 210;
  double heightMm = 297;
  double topMm = 20;
  double bottomMm = 20;
  double leftMm = 30;
  double rightMm = 15;

  std::string title;    ///< of the file, not printed
  std::string author;   ///< the issuing body
  std::string subject;  ///< the record's number
  std::vector<Block> blocks;
  PageFoot foot;
  bool pageNumbers = true;  ///< in the middle of the top margin, from page 2 on
  std::vector<DocumentAttachment> attachments;
  bool operator==(const Document&) const = default;
};

/// The text of runs, one after another.
[[nodiscard]] std::string plainText(const std::vector<Run>& runs);
/// The document as readable lines, one paragraph or row each, with its style in front: for golden files and for
/// terminals.
[[nodiscard]] std::string describe(const Document& document);

/// Puts documents on paper. Implemented by platforms/qt; for one thread at a time.
class DocumentWriter {
 public:
  virtual ~DocumentWriter() = default;
  /// Writes a PDF beside `file` and renames it over it when it is whole and on disk. IoError, DiskFull; then `file` is
  /// as it was before.
  [[nodiscard]] virtual Result<> writePdf(const Document& document, const std::filesystem::path& file) = 0;
  /// Several documents one after another in one PDF, each with its own foot and its pages numbered from 1. The file's
  /// properties are those of the first.
  [[nodiscard]] virtual Result<> writePdfOf(const std::vector<Document>& documents,
                                            const std::filesystem::path& file) = 0;
};

}  // namespace thucdia::core::reports
