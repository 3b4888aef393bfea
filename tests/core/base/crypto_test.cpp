#include "core/base/crypto.h"

#include <catch2/catch_test_macros.hpp>

using namespace thucdia::core;

TEST_CASE("SHA-256 gives the digest of FIPS 180-4's example, whole and in pieces") {
  const std::string expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
  CHECK(hex(raw(sha256("abc"))) == expected);
  Sha256 hash;
  CHECK(hex(raw(hash.add("a").add("bc").finish())) == expected);
  CHECK(hex(raw(hash.add("abc").finish())) == expected);
}

TEST_CASE("a signature verifies for its key and message only") {
  SeededRandom random(3);
  const auto mine = KeyPair::make(random);
  const auto other = KeyPair::make(random);
  const auto signature = mine.sign("message");
  CHECK(verify(mine.publicKey(), "message", signature));
  CHECK_FALSE(verify(mine.publicKey(), "massage", signature));
  CHECK_FALSE(verify(other.publicKey(), "message", signature));
  CHECK_FALSE(verify(mine.publicKey(), "message", signature.substr(1)));
  CHECK_FALSE(verify("", "message", signature));
}

TEST_CASE("a key pair is made again from its seed: RFC 8032 test 1") {
  std::string seed;
  REQUIRE(unhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60", seed));
  CHECK(hex(KeyPair::fromSeed(seed).publicKey()) == "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
}

TEST_CASE("text that is not hexadecimal gives no bytes") {
  std::string bytes;
  CHECK_FALSE(unhex("abc", bytes));
  CHECK_FALSE(unhex("0g", bytes));
  CHECK(bytes.empty());
}
