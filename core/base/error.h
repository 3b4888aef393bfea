#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <tl/expected.hpp>

namespace thucdia::core {

/// What can be refused or go wrong: the one catalogue. Screens and command lines translate a code into what happened
/// and what to do; the code's name (see name()) is stable and goes on the wire and into logs.
enum class ErrorCode : std::uint16_t {
  // Programs and files
  Internal,         ///< an assumption of ours did not hold
  InvalidArgument,  ///< a value given by the caller is not of the form asked for
  NotFound,         ///< no such record, file or row
  AlreadyExists,    ///< it is there already
  Cancelled,        ///< the user or the program stopped it
  IoError,          ///< the operating system refused to read or write
  DiskFull,         ///< no space left
  CorruptData,      ///< stored bytes are damaged or not ours
  LimitExceeded,    ///< larger than a stated limit; the detail names the limit
  // Database
  DatabaseBusy,      ///< another program holds the database
  DatabaseTooNew,    ///< written by a newer version of the program
  DatabaseKeyWrong,  ///< the key does not open it
  // Rules of the work
  NotPermitted,  ///< this role may not do that
  IllegalMove,   ///< the visit is not in a state from which that is possible
  Locked,        ///< sealed by a signature
  Incomplete,    ///< required answers are missing or constraints are broken
  // Input
  ParseError,    ///< not readable as what it should be; the place says where
  InvalidForm,   ///< a form that does not compile
  InvalidImage,  ///< bytes that are no image
  // Sync
  Unreachable,     ///< no answer from the hub
  NotAHub,         ///< something answered that is no hub of ours
  WrongHub,        ///< another hub than the one this replica belongs to
  ProtocolTooOld,  ///< the peer speaks an older protocol than is supported
  ProtocolTooNew,  ///< the peer speaks a newer protocol than is supported
  CodeInvalid,     ///< enrolment code unknown, used or expired
  NotEnrolled,     ///< this replica or device belongs to no hub
  Revoked,         ///< the device was revoked
  BadSignature,    ///< a signature does not verify
  BadHash,         ///< bytes do not have the hash they were announced with
  Replayed,        ///< a request of that number was made before
  OutOfScope,      ///< the record is not in this device's scope
  Refused,         ///< the hub refused; the detail says why
};

/// The code's stable name in lower_snake_case, e.g. "disk_full".
[[nodiscard]] std::string_view name(ErrorCode code);
/// The code of a name; Internal for a name of no code (for example a newer hub's).
[[nodiscard]] ErrorCode errorCode(std::string_view name);

/// Where in bad input the fault lies. Empty or 0: does not apply. Rows and columns count from 1.
struct Place {
  std::string file = {};
  std::string sheet = {};
  std::int64_t row = 0;
  std::string column = {};    ///< header name or letter
  std::string question = {};  ///< a form's question path
  bool operator==(const Place&) const = default;
};

/// A refusal: a stable code, a detail for the log and the curious (English, no secrets), and a place in the input.
struct Error {
  ErrorCode code = ErrorCode::Internal;
  std::string detail;
  Place place = {};
  bool operator==(const Error&) const = default;
};

/// "file:sheet:row:column: detail (code)": the one line that command lines print.
[[nodiscard]] std::string describe(const Error& error);

template <class T = void>
using Result = tl::expected<T, Error>;

/// return fail(ErrorCode::NotFound, "facility 018f…");
[[nodiscard]] inline tl::unexpected<Error> fail(ErrorCode code, std::string detail = {}, Place place = {}) {
  return tl::unexpected<Error>(Error{code, std::move(detail), std::move(place)});
}
[[nodiscard]] inline tl::unexpected<Error> fail(Error error) { return tl::unexpected<Error>(std::move(error)); }

/// Stops the program with a message when a programmer's assumption does not hold. On in release too.
[[noreturn]] void assertionFailed(const char* expression, const char* file, int line);

}  // namespace thucdia::core

#define THUCDIA_ASSERT(expression) \
  (static_cast<bool>(expression) ? void(0) : ::thucdia::core::assertionFailed(#expression, __FILE__, __LINE__))

/// Leaves the function with the error of a Result<void>.
#define THUCDIA_TRY(expression)                                                  \
  do {                                                                           \
    if (auto tried = (expression); !tried) return tl::unexpected(tried.error()); \
  } while (false)

#define THUCDIA_CONCAT_IMPL(a, b) a##b
#define THUCDIA_CONCAT(a, b) THUCDIA_CONCAT_IMPL(a, b)
/// THUCDIA_ASSIGN(auto value, compute()): declares `value` or leaves the function with the error.
#define THUCDIA_ASSIGN(declaration, expression)                                                           \
  auto THUCDIA_CONCAT(tried_, __LINE__) = (expression);                                                   \
  if (!THUCDIA_CONCAT(tried_, __LINE__)) return tl::unexpected(THUCDIA_CONCAT(tried_, __LINE__).error()); \
  declaration = std::move(*THUCDIA_CONCAT(tried_, __LINE__))
