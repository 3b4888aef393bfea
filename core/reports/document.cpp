#include "core/reports/document.h"

#include <fmt/format.h>

namespace thucdia::core::reports {
namespace {

std::string styled(const std::vector<Run>& runs) {
  std::string out;
  for (const Run& run : runs) {
    const std::string_view mark = run.bold && run.italic ? "***" : run.bold ? "**" : run.italic ? "_" : "";
    out += fmt::format("{}{}{}", mark, run.text, mark);
  }
  std::string oneLine;
  for (const char c : out) {
    if (c == '\n') {
      oneLine += " ⏎ ";
    } else {
      oneLine += c;
    }
  }
  return oneLine;
}

std::string_view alignName(Align align) {
  switch (align) {
    case Align::Left:
      return "left";
    case Align::Center:
      return "center";
    case Align::Right:
      return "right";
    case Align::Justify:
      return "justify";
  }
  return "";
}

std::string describeBlock(const CellBlock& block) {
  if (const auto* paragraph = std::get_if<Paragraph>(&block)) return styled(paragraph->runs);
  const auto& image = std::get<Image>(block);
  return image.bytes.empty() ? fmt::format("[space {} mm]", image.heightMm)
                             : fmt::format("[image {} bytes]", image.bytes.size());
}

void describeParagraph(const Paragraph& paragraph, std::string& out) {
  out += fmt::format("{}{} {}{}: {}\n", paragraph.newPage ? "new page, " : "", alignName(paragraph.align),
                     paragraph.sizePt, paragraph.ruleShare > 0 ? " ruled" : "", styled(paragraph.runs));
}

void describeTable(const Table& table, std::string& out) {
  out += fmt::format("table of {} columns{}{}\n", table.columns.size(), table.borders ? "" : ", no borders",
                     table.keepTogether ? ", kept together" : "");
  int number = 0;
  for (const Row& row : table.rows) {
    out += number < table.headerRows ? "  #" : "  |";
    ++number;
    for (const Cell& cell : row.cells) {
      std::string text;
      for (const CellBlock& block : cell.blocks) text += (text.empty() ? " " : " / ") + describeBlock(block);
      out += text + " |";
    }
    out += "\n";
  }
}

}  // namespace

std::string plainText(const std::vector<Run>& runs) {
  std::string out;
  for (const Run& run : runs) out += run.text;
  return out;
}

std::string describe(const Document& document) {
  std::string out = fmt::format("{}x{} mm, margins {}/{}/{}/{} mm\ntitle: {}\n", document.widthMm, document.heightMm,
                                document.topMm, document.bottomMm, document.leftMm, document.rightMm, document.title);
  for (const Block& block : document.blocks) {
    if (const auto* paragraph = std::get_if<Paragraph>(&block)) {
      describeParagraph(*paragraph, out);
    } else {
      describeTable(std::get<Table>(block), out);
    }
  }
  for (const std::string& line : document.foot.lines) out += fmt::format("foot: {}\n", line);
  if (!document.foot.qrText.empty()) out += fmt::format("qr: {}\n", document.foot.qrText);
  for (const DocumentAttachment& attachment : document.attachments) {
    out += fmt::format("attached: {} ({}, {} bytes)\n", attachment.name, attachment.mime, attachment.bytes.size());
  }
  return out;
}

}  // namespace thucdia::core::reports
