#include "core/reports/minutes_words.h"

#include <algorithm>

#include <fmt/format.h>

#include "core/base/dates.h"
#include "core/base/text.h"

namespace thucdia::core::reports {
namespace {

constexpr MinutesWords kVietnamese = {
    .nation = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    .motto = "Độc lập - Tự do - Hạnh phúc",
    .numberLabel = "Số:",
    .type = "BIÊN BẢN",
    .participants = "THÀNH PHẦN",
    .content = "NỘI DUNG VÀ KẾT QUẢ KIỂM TRA",
    .findings = "TỒN TẠI, HẠN CHẾ VÀ KIẾN NGHỊ KHẮC PHỤC",
    .opinions = "NHẬN XÉT VÀ Ý KIẾN CỦA CÁC BÊN",
    .conclusion = "KẾT LUẬN",
    .ordinal = "STT",
    .item = "Nội dung",
    .result = "Kết quả kiểm tra",
    .findingText = "Tồn tại, hạn chế",
    .findingAction = "Kiến nghị khắc phục",
    .findingOwner = "Đơn vị thực hiện",
    .findingDue = "Thời hạn",
    .severity = "Mức độ",
    .basis = "Căn cứ",
    .noFindings = "Đoàn kiểm tra không phát hiện tồn tại, hạn chế nào tại thời điểm kiểm tra.",
    .remark = "Lưu ý",
    .signHere = "(Ký, ghi rõ họ tên)",
    .refusedHere = "(Từ chối ký)",
    .refusal = "Có bên từ chối ký biên bản. Lý do và người làm chứng",
    .photos = "PHỤ LỤC ẢNH",
    .none = "(không có)",
    .draft = "Bản nháp, chưa niêm phong",
    .record = "Bản ghi",
    .sealedAt = "niêm phong",
    .checkMark = "Dấu kiểm",
    .scan = "Quét mã để đối chiếu nội dung",
};

constexpr MinutesWords kEnglish = {
    .nation = "SOCIALIST REPUBLIC OF VIET NAM",
    .motto = "Independence - Freedom - Happiness",
    .numberLabel = "No.",
    .type = "MINUTES",
    .participants = "PARTICIPANTS",
    .content = "CONTENT AND RESULTS OF THE INSPECTION",
    .findings = "FINDINGS AND RECOMMENDATIONS",
    .opinions = "REMARKS AND OPINIONS OF THE PARTIES",
    .conclusion = "CONCLUSION",
    .ordinal = "No.",
    .item = "Item",
    .result = "Result",
    .findingText = "Finding",
    .findingAction = "Corrective action",
    .findingOwner = "Owner",
    .findingDue = "Due",
    .severity = "Severity",
    .basis = "Basis",
    .noFindings = "The team found no shortcomings at the time of the inspection.",
    .remark = "Note",
    .signHere = "(Signature and full name)",
    .refusedHere = "(Refused to sign)",
    .refusal = "A party refused to sign. Reason and witness",
    .photos = "ANNEX: PHOTOS",
    .none = "(none)",
    .draft = "Draft, not sealed",
    .record = "Record",
    .sealedAt = "sealed",
    .checkMark = "Check mark",
    .scan = "Scan the code to compare the content",
};

bool isDigit(char c) { return c >= '0' && c <= '9'; }

/// "32.1 %" → "32,1 %": a point with one or two digits behind it begins a fraction; with three it would group
/// thousands.
void writeCommas(std::string& text) {
  for (std::size_t at = 1; at + 1 < text.size(); ++at) {
    if (text[at] != '.' || !isDigit(text[at - 1])) continue;
    std::size_t end = at + 1;
    while (end < text.size() && isDigit(text[end])) ++end;
    const bool another = end < text.size() && text[end] == '.' && end + 1 < text.size() && isDigit(text[end + 1]);
    const std::size_t digits = end - at - 1;
    if (digits >= 1 && digits <= 2 && !another) text[at] = ',';
    at = another ? text.find_first_not_of("0123456789.", at) - 1 : end - 1;
  }
}

}  // namespace

const MinutesWords& minutesWords(Language language) {
  return language == Language::Vietnamese ? kVietnamese : kEnglish;
}

std::string dayInWords(Timestamp time, Language language) {
  return language == Language::English ? formatDate(localDate(time), language) : documentDate(localDate(time));
}

std::string hourInWords(Timestamp time, Language language) {
  return language == Language::English ? formatTime(time) : documentTime(time);
}

std::string shortMoment(Timestamp time) {
  return fmt::format("{} {} (+07:00)", formatDate(localDate(time)), formatTime(time));
}

std::string shortHash(const std::string& hex) {
  if (hex.size() < 24) return hex;
  std::string out;
  for (std::size_t at = 0; at < 16; at += 4) out += hex.substr(at, 4) + " ";
  return out + "… " + hex.substr(hex.size() - 4);
}

std::string sealQrText(const std::string& visitId, int revision, const std::string& sha256Hex) {
  const auto capitals = [](const std::string& text) {
    std::string out;
    for (const char c : text) {
      if (c != '-') out += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    }
    return out;
  };
  return fmt::format("THUCDIA:1:{}:{}:{}", capitals(visitId), revision, capitals(sha256Hex));
}

std::string openingSentence(const VisitSummary& summary) {
  const bool english = summary.language == Language::English;
  std::string out = english ? "Today" : "Hôm nay";
  if (summary.startedAt) {
    out += english ? fmt::format(", at {} on {}", hourInWords(*summary.startedAt, summary.language),
                                 dayInWords(*summary.startedAt, summary.language))
                   : fmt::format(", vào hồi {}, {}", hourInWords(*summary.startedAt, summary.language),
                                 dayInWords(*summary.startedAt, summary.language));
  }
  if (!summary.site.empty()) out += fmt::format(", {} {}", english ? "at" : "tại", summary.site);
  if (!summary.openingTail.empty()) {
    out += fmt::format(", {} {}", english ? "the inspection team" : "Đoàn kiểm tra", summary.openingTail);
  }
  return out + ".";
}

std::string closingSentence(const VisitSummary& summary) {
  const bool english = summary.language == Language::English;
  std::string out = english ? "These minutes were completed" : "Biên bản được lập xong";
  if (summary.endedAt) {
    out += fmt::format("{} {}", english ? " at" : " hồi", hourInWords(*summary.endedAt, summary.language));
    const bool same = summary.startedAt && localDate(*summary.startedAt) == localDate(*summary.endedAt);
    if (same) {
      out += english ? " on the same day" : " cùng ngày";
    } else {
      out += fmt::format("{}{}", english ? " on " : ", ", dayInWords(*summary.endedAt, summary.language));
    }
  }
  if (english) {
    if (summary.copies > 0) out += fmt::format(", made in {} copies, one for each party", summary.copies);
    if (summary.readBack) out += ", read back to all present, who agreed and signed below";
    return out + "./.";
  }
  if (summary.copies > 0) {
    out += fmt::format(", được lập thành {:02} bản", summary.copies);
    out += summary.copies <= 2 ? ", mỗi bên giữ 01 bản" : " có giá trị như nhau, mỗi bên giữ ít nhất 01 bản";
  }
  if (summary.readBack) {
    out += summary.refusal.empty() ? ", đã đọc lại cho mọi người cùng nghe, công nhận đúng và nhất trí ký tên dưới đây"
                                   : ", đã đọc lại cho mọi người cùng nghe";
  }
  return out + "./.";
}

std::string factsOfWarning(std::string_view text, Language language) {
  std::string out;
  for (std::size_t from = 0; from < text.size();) {
    const std::size_t to = std::min(text.find(". ", from), text.size());
    const std::string_view sentence = text.substr(from, to - from);
    const std::string folded = fold(sentence);
    const bool asks = folded.starts_with("xin ") || folded.find(", xin ") != std::string::npos ||
                      folded.starts_with("neu dung thuc te") || folded.starts_with("please ") ||
                      folded.starts_with("if that is");
    if (!asks) out += (out.empty() ? "" : ". ") + std::string(sentence);
    from = to + 2;
  }
  if (!out.empty() && !out.ends_with('.')) out += '.';
  if (language == Language::Vietnamese) writeCommas(out);
  return out;
}

}  // namespace thucdia::core::reports
