#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/base/clock.h"
#include "core/base/language.h"

namespace thucdia::core::reports {

/// Who issues a document, by the names in force on its date (reference data, never constants).
struct Bodies {
  std::string superior;  ///< "BỘ CÔNG THƯƠNG"; empty: none is printed
  std::string issuing;  ///< "CỤC ĐỔI MỚI SÁNG TẠO,\nCHUYỂN ĐỔI XANH\nVÀ KHUYẾN CÔNG"; '\n' breaks the line
  std::string symbol;  ///< after the number: "BB-ĐCK"; empty: the number line is left out when there is no number
  bool operator==(const Bodies&) const = default;
};

struct Participant {
  std::string name;
  std::string title;  ///< position and body
  std::string role;   ///< "Trưởng đoàn", "Thành viên"; may be empty
  bool operator==(const Participant&) const = default;
};

/// One party at the table: "Đoàn kiểm tra", "Đơn vị thụ hưởng" …
struct Party {
  std::string title;
  std::vector<Participant> people;
  bool operator==(const Party&) const = default;
};

/// One answered question. Values are text formatted for reading, numbers with Vietnamese separators.
struct Item {
  std::string path = {};   ///< the question's path in the form; names rows by id
  std::string label = {};  ///< in the summary's language
  std::string value = {};
  std::string unit = {};
  std::string warning = {};  ///< what a rule remarks on this answer, and the reason the inspector gave
  bool number = false;       ///< aligned to the right in tables
  bool operator==(const Item&) const = default;
};

/// The rows of a repeat.
struct RepeatTable {
  std::string title;
  std::vector<Item> columns;                   ///< path, label, unit and number of each column
  std::vector<std::vector<std::string>> rows;  ///< one value a column
  bool operator==(const RepeatTable&) const = default;
};

/// A section of the form with what was answered in it, in form order. Unanswered and irrelevant questions are absent.
struct Section {
  std::string title;
  std::vector<std::variant<Item, RepeatTable>> parts;
  bool operator==(const Section&) const = default;
};

struct Finding {
  std::string category;
  std::string severity;
  std::string text;
  std::string basis;
  std::string action;
  std::string owner;
  std::string due;  ///< "30/08/2026"
  bool operator==(const Finding&) const = default;
};

/// A titled statement: difficulties raised, proposals, the team's remarks, the site's opinion.
struct Statement {
  std::string title;
  std::string text;
  bool operator==(const Statement&) const = default;
};

struct Signature {
  std::string role;  ///< "TRƯỞNG ĐOÀN", "ĐẠI DIỆN CƠ SỞ"
  std::string name;
  std::string image;  ///< PNG or JPEG bytes; empty: an empty space to sign on paper
  bool refused = false;
  bool operator==(const Signature&) const = default;
};

/// How the visit was sealed on the device.
struct Seal {
  std::string sealedBy;
  std::string device;
  Timestamp sealedAt{};
  std::string sha256;  ///< lower-case hexadecimal, of the sealed bytes
  std::string qrText;  ///< what the code in the foot says; see sealQrText()
  bool operator==(const Seal&) const = default;
};

/// A file worth showing with the minutes.
struct Photo {
  std::string caption;
  std::string image;  ///< PNG or JPEG bytes
  bool operator==(const Photo&) const = default;
};

/// Everything that a minute or an export of one visit says, as one plain value.
struct VisitSummary {
  Language language = Language::Vietnamese;  ///< of the document's own words and of the form's labels in it

  std::string visitId;  ///< UUID text
  std::string number;   ///< the device's own: TB07-20261122-003
  int revision = 1;
  std::string status;          ///< a word of the visit's life cycle, e.g. "approved"
  std::string officialNumber;  ///< given by the clerk; empty: left blank on paper
  std::string formId;
  std::string formVersion;
  std::string formTitle;

  Bodies bodies;
  std::string place;                      ///< "Tuyên Quang"
  std::optional<Timestamp> documentDate;  ///< shown as a day in Viet Nam's time; absent: left blank
  std::vector<std::string> subject;       ///< lines under BIÊN BẢN
  std::vector<std::string> bases;         ///< legal texts, decision, contract; without the final ';'

  std::optional<Timestamp> startedAt;
  std::optional<Timestamp> endedAt;
  std::string site;         ///< "thôn Tân Thành, xã Hồ Thầu, tỉnh Tuyên Quang"
  std::string openingTail;  ///< what the team does: "tiến hành kiểm tra tiến độ thực hiện đề án nêu trên"

  std::vector<Party> parties;
  std::vector<Section> sections;
  std::vector<Finding> findings;
  bool asksFindings = true;  ///< the form has a findings table, so that none found is said
  std::vector<Statement> statements;
  std::string conclusion;

  int copies = 2;        ///< 0: nobody said how many
  bool readBack = true;  ///< read to all and agreed
  std::vector<Signature> signatures;
  std::string refusal;  ///< why a side refused to sign, and the witness; empty: none refused
  std::vector<Photo> photos;

  std::optional<Seal> seal;
  bool operator==(const VisitSummary&) const = default;
};

/// The text of the code in the foot: "THUCDIA:1:<visit id, 32 hex digits>:<revision>:<SHA-256, 64 hex digits>", all
/// capitals so that the code stays small (QR alphanumeric mode, ISO/IEC 18004 §7.4.4).
[[nodiscard]] std::string sealQrText(const std::string& visitId, int revision, const std::string& sha256Hex);

}  // namespace thucdia::core::reports
