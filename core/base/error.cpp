#include "core/base/error.h"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <utility>

#include <fmt/format.h>

namespace thucdia::core {

namespace {

constexpr std::pair<ErrorCode, std::string_view> kNames[] = {
    {ErrorCode::Internal, "internal"},
    {ErrorCode::InvalidArgument, "invalid_argument"},
    {ErrorCode::NotFound, "not_found"},
    {ErrorCode::AlreadyExists, "already_exists"},
    {ErrorCode::Cancelled, "cancelled"},
    {ErrorCode::IoError, "io_error"},
    {ErrorCode::DiskFull, "disk_full"},
    {ErrorCode::CorruptData, "corrupt_data"},
    {ErrorCode::LimitExceeded, "limit_exceeded"},
    {ErrorCode::DatabaseBusy, "database_busy"},
    {ErrorCode::DatabaseTooNew, "database_too_new"},
    {ErrorCode::DatabaseKeyWrong, "database_key_wrong"},
    {ErrorCode::NotPermitted, "not_permitted"},
    {ErrorCode::IllegalMove, "illegal_move"},
    {ErrorCode::Locked, "locked"},
    {ErrorCode::Incomplete, "incomplete"},
    {ErrorCode::ParseError, "parse_error"},
    {ErrorCode::InvalidForm, "invalid_form"},
    {ErrorCode::InvalidImage, "invalid_image"},
    {ErrorCode::Unreachable, "unreachable"},
    {ErrorCode::NotAHub, "not_a_hub"},
    {ErrorCode::WrongHub, "wrong_hub"},
    {ErrorCode::ProtocolTooOld, "protocol_too_old"},
    {ErrorCode::ProtocolTooNew, "protocol_too_new"},
    {ErrorCode::CodeInvalid, "code_invalid"},
    {ErrorCode::NotEnrolled, "not_enrolled"},
    {ErrorCode::Revoked, "revoked"},
    {ErrorCode::BadSignature, "bad_signature"},
    {ErrorCode::BadHash, "bad_hash"},
    {ErrorCode::Replayed, "replayed"},
    {ErrorCode::OutOfScope, "out_of_scope"},
    {ErrorCode::Refused, "refused"},
};

}  // namespace

std::string_view name(ErrorCode code) {
  for (const auto& [known, text] : kNames) {
    if (known == code) return text;
  }
  return "internal";
}

ErrorCode errorCode(std::string_view name) {
  for (const auto& [code, text] : kNames) {
    if (text == name) return code;
  }
  return ErrorCode::Internal;
}

std::string describe(const Error& error) {
  std::string text;
  const auto add = [&text](std::string_view part) {
    if (part.empty()) return;
    text += part;
    text += ':';
  };
  add(error.place.file);
  add(error.place.sheet);
  if (error.place.row > 0) add(std::to_string(error.place.row));
  add(error.place.column);
  add(error.place.question);
  if (!text.empty()) text += ' ';
  return fmt::format("{}{} ({})", text, error.detail.empty() ? "refused" : error.detail, name(error.code));
}

void assertionFailed(const char* expression, const char* file, int line) {
  std::fprintf(stderr, "%s:%d: assertion failed: %s\n", file, line, expression);
  std::abort();
}

}  // namespace thucdia::core
