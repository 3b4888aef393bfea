// What other programs make of our PDF: qpdf, pdftotext, pdffonts and pdfinfo are the judges.
#include <QGuiApplication>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <catch2/catch_session.hpp>
#include <catch2/catch_test_macros.hpp>

#include "core/base/text.h"
#include "core/reports/minutes.h"
#include "platforms/qt/qr_code.h"
#include "platforms/qt/qt_document_writer.h"
#include "tests/support/sample_summary.h"
#include "tests/support/temporary_folder.h"

namespace thucdia::tests {
namespace {

using namespace core::reports;

/// Standard output and error of a shell command, and how it ended.
struct Ran {
  int status = 0;
  std::string output;
};
Ran run(const std::string& command) {
  Ran ran;
  std::FILE* pipe = popen((command + " 2>&1").c_str(), "r");
  if (pipe == nullptr) std::abort();
  char buffer[4096];
  while (const std::size_t count = std::fread(buffer, 1, sizeof buffer, pipe)) ran.output.append(buffer, count);
  ran.status = pclose(pipe);
  return ran;
}

bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

/// The text of a PDF with all white space as single spaces.
std::string textOf(const std::string& file) { return core::tidy(run("pdftotext -layout '" + file + "' -").output); }

std::string save(const TemporaryFolder& folder, const VisitSummary& summary) {
  const std::string file = folder / "minutes.pdf";
  REQUIRE(platforms::qt::QtDocumentWriter().writePdf(minutes(summary), file));
  return file;
}

int pages(const std::string& file) {
  const std::string info = run("pdfinfo '" + file + "'").output;
  return std::atoi(info.substr(info.find("Pages:") + 6).c_str());
}

TEST_CASE("the PDF of minutes is sound, A4, and holds its fonts") {
  const TemporaryFolder folder;
  const std::string file = save(folder, sampleSummary());
  const Ran checked = run("qpdf --check '" + file + "'");
  INFO(checked.output);
  CHECK(checked.status == 0);
  CHECK(contains(run("pdfinfo '" + file + "'").output, "(A4)"));
  const std::string fonts = run("pdffonts '" + file + "' | tail -n +3").output;
  INFO(fonts);
  CHECK(contains(fonts, "LiberationSerif-Bold"));
  CHECK(contains(fonts, "LiberationSerif-Italic"));
  CHECK_FALSE(contains(fonts, " no  no "));
}

TEST_CASE("what was answered can be read out of the PDF, in Unicode form C") {
  const TemporaryFolder folder;
  const std::string text = textOf(save(folder, sampleSummary()));
  CHECK(text == core::nfc(text));
  for (const char* part :
       {"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Số: /BB-ĐCK",
        "Tuyên Quang, ngày 15 tháng 7 năm 2026", "I. THÀNH PHẦN", "17/2026/HĐ-KCQG", "Máy vò chè 35 kg/mẻ",
        "3.120.000.000 đồng", "Lưu ý: Tỷ lệ hỗ trợ 32,1 % vượt mức 30 %", "30/08/2026", "được lập thành 02 bản",
        "TRƯỞNG ĐOÀN", "Vàng Mí Hoàng", "Bản ghi TB07-20260715-002, niêm phong 15/07/2026 11:58 (+07:00)"}) {
    INFO(part);
    CHECK(contains(text, part));
  }
}

TEST_CASE("a table goes on to the next page under its headings, and every row is there once") {
  const TemporaryFolder folder;
  const std::string file = save(folder, largeSummary(30, 12, 6));
  CHECK(pages(file) >= 6);
  const std::string text = textOf(file);
  int headings = 0;
  for (std::size_t at = text.find("Kiến nghị khắc phục"); at != std::string::npos;
       at = text.find("Kiến nghị khắc phục", at + 1))
    ++headings;
  CHECK(headings >= 3);
  for (int finding = 1; finding <= 30; ++finding) {
    const std::string words = "Tồn tại số " + std::to_string(finding) + ":";
    const std::size_t first = text.find(words);
    INFO(words);
    CHECK(first != std::string::npos);
    CHECK(text.find(words, first + 1) == std::string::npos);
  }
}

TEST_CASE("a text longer than a page is broken between lines and lost nowhere") {
  const TemporaryFolder folder;
  VisitSummary summary = sampleSummary();
  std::string endless;
  for (int sentence = 1; sentence <= 400; ++sentence) endless += "Câu số " + std::to_string(sentence) + " của ý kiến. ";
  std::get<Item>(summary.sections[0].parts[0]).value = endless;
  summary.statements[0].text = endless;
  const std::string file = save(folder, summary);
  CHECK(pages(file) >= 6);
  const std::string text = textOf(file);
  CHECK(contains(text, "Câu số 399 của"));
  CHECK(contains(text, "Câu số 400"));
}

TEST_CASE("minutes of several visits stand in one file, each with its own number") {
  const TemporaryFolder folder;
  VisitSummary second = sampleSummary();
  second.number = "TB07-20260716-001";
  const std::string file = folder / "all.pdf";
  REQUIRE(platforms::qt::QtDocumentWriter().writePdfOf({minutes(sampleSummary()), minutes(second)}, file));
  CHECK(pages(file) == 6);
  CHECK(run("qpdf --check '" + file + "'").status == 0);
  const std::string text = textOf(file);
  CHECK(contains(text, "TB07-20260715-002"));
  CHECK(contains(text, "TB07-20260716-001"));
}

TEST_CASE("pages can be shown as pictures") {
  const auto images = platforms::qt::toImages(minutes(sampleSummary()), 72);
  REQUIRE(images.size() == 3);
  CHECK(images[0].size() == QSize(595, 842));
  CHECK(images[0].pixelColor(0, 0) == QColor(Qt::white));
}

TEST_CASE("a PDF that cannot be written is refused and leaves nothing behind") {
  const TemporaryFolder folder;
  const auto written =
      platforms::qt::QtDocumentWriter().writePdf(minutes(sampleSummary()), folder / "no/such/folder.pdf");
  REQUIRE_FALSE(written);
  CHECK(written.error().code == core::ErrorCode::IoError);
  CHECK(std::filesystem::is_empty(folder.path()));
}

TEST_CASE("a code to scan has its three corners, and too long a text is refused") {
  const auto code = platforms::qt::encodeQr("THUCDIA:1:019A9F6E3B2C7D418A550C9E4B7F1D20:1:7C1E94B2");
  REQUIRE(code);
  CHECK(code->size >= 21);
  for (const auto& [column, row] : {std::pair{0, 0}, {code->size - 7, 0}, {0, code->size - 7}}) {
    CHECK(code->dark(column, row));
    CHECK(code->dark(column + 6, row + 6));
    CHECK_FALSE(code->dark(column + 1, row + 1));
    CHECK(code->dark(column + 3, row + 3));
  }
  CHECK(platforms::qt::encodeQr(std::string(5000, 'A')).error().code == core::ErrorCode::LimitExceeded);
  CHECK_FALSE(platforms::qt::encodeQr(""));
}

}  // namespace
}  // namespace thucdia::tests

int main(int argc, char** argv) {
  qputenv("QT_QPA_PLATFORM", "offscreen");
  const QGuiApplication application(argc, argv);
  return Catch::Session().run(argc, argv);
}
