#include "sync/wire/enrol_code.h"

#include <catch2/catch_test_macros.hpp>

#include "core/base/crypto.h"

using namespace thucdia;
using namespace thucdia::sync;

namespace {

EnrolCode someCode() {
  core::SeededRandom random(11);
  const auto hub = core::KeyPair::make(random);
  return makeEnrolCode(random, hub.publicKey());
}

}  // namespace

TEST_CASE("an enrolment code is read back as it is typed: lower case, spaces, O for 0") {
  const auto code = someCode();
  auto text = enrolCodeText(code);
  CHECK(text.size() == 39);
  CHECK(parseEnrolCode(text) == code);
  for (auto& c : text) {
    if (c == '-') c = ' ';
    if (c == '0') c = 'o';
    if (c == '1') c = 'l';
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  CHECK(parseEnrolCode(text) == code);
}

TEST_CASE("one wrong digit of an enrolment code is noticed") {
  const auto text = enrolCodeText(someCode());
  int unnoticed = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '-') continue;
    auto wrong = text;
    wrong[i] = text[i] == '7' ? '8' : '7';
    if (const auto read = parseEnrolCode(wrong); read) ++unnoticed;
  }
  // 8 bits of check: one in 256 is expected to pass.
  CHECK(unnoticed <= 1);
  CHECK(parseEnrolCode("hello").error().code == core::ErrorCode::CodeInvalid);
  CHECK(parseEnrolCode("").error().code == core::ErrorCode::CodeInvalid);
  CHECK(parseEnrolCode(text + "0").error().code == core::ErrorCode::CodeInvalid);
}

TEST_CASE("a QR's text carries the code and the hub's address") {
  const auto code = someCode();
  const auto invitation = parseInvitation(enrolQrText(code, "https://hub.example:8443/a?b=c&d"));
  REQUIRE(invitation);
  CHECK(invitation->code == code);
  CHECK(invitation->hubUrl == "https://hub.example:8443/a?b=c&d");
  const auto alone = parseInvitation(enrolCodeText(code));
  REQUIRE(alone);
  CHECK(alone->hubUrl.empty());
}
