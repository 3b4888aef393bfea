#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include <thucdia/records/v1/form.pb.h>
#include <thucdia/records/v1/visits.pb.h>

#include "core/forms/form.h"
#include "core/forms/session_host.h"

namespace thucdia::core::visits {

namespace v1 = ::thucdia::records::v1;

/// Positions are kept in parts of a degree.
constexpr std::int64_t kE7 = 10'000'000;

/// An answer as the lexical text that forms, command lines and exports use: integers and decimals in digits, ISO dates,
/// choice codes separated by spaces, positions "lat lon alt accuracy" (degrees, metres), attachments by file name
/// ("<sha256 in hex>.jpg"), rows by their order.
[[nodiscard]] std::string answerText(const v1::Answer& answer);

/// Size and kind of the bytes with this hash (32 raw bytes), where they are known.
using AttachmentLookup = std::function<std::optional<v1::Attachment>(std::string_view sha256)>;

/// The answer that text is for the question that an answer key names in this form. Text that does not fit the
/// question's type, and keys that the form has no place for, are kept as text: nothing typed is lost. Nothing for empty
/// text.
[[nodiscard]] std::optional<v1::Answer> answerOf(const forms::Form& form, std::string_view key, std::string_view text,
                                                 const AttachmentLookup& attachments);

/// All answers by key as text.
[[nodiscard]] forms::AnswerMap answerMap(const v1::Visit& visit);

/// The hash of an attachment's file name, 32 raw bytes; empty when it is none.
[[nodiscard]] std::string attachmentHash(std::string_view fileName);
/// "<sha256 in hex>.jpg", by MIME type.
[[nodiscard]] std::string attachmentFileName(std::string_view sha256, std::string_view mime);

}  // namespace thucdia::core::visits
