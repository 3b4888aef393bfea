#include "sync/wire/bundle_file.h"

#include <fstream>
#include <sstream>

#include <catch2/catch_test_macros.hpp>

#include "core/base/random.h"
#include "tests/support/temporary_folder.h"

using namespace thucdia;
using core::ErrorCode;
namespace wire = sync::v1;

namespace {

core::KeyPair keyOf(std::uint64_t seed) {
  core::SeededRandom random(seed);
  return core::KeyPair::make(random);
}

struct Made {
  tests::TemporaryFolder folder;
  core::KeyPair maker = keyOf(1);
  core::KeyPair reader = keyOf(2);
  std::string path = folder / "a.bundle";
  std::string bytes;

  Made() {
    wire::BundleHeader header;
    header.set_kind(wire::BUNDLE_KIND_TO_HUB);
    header.set_id(std::string(16, 'i'));
    header.set_hub_id(std::string(16, 'h'));
    header.set_device_id(std::string(16, 'd'));
    auto writer = sync::BundleWriter::create(path, header, maker, reader.publicKey());
    REQUIRE(writer);
    for (int i = 0; i < 3; ++i) REQUIRE(writer->add(entry(i)));
    const auto size = writer->finish();
    REQUIRE(size);
    std::ifstream file(path, std::ios::binary);
    bytes.assign(std::istreambuf_iterator<char>(file), {});
    REQUIRE(bytes.size() == *size);
  }

  static wire::BundleEntry entry(int number) {
    wire::BundleEntry entry;
    entry.mutable_piece()->set_content("secret answer " + std::to_string(number));
    return entry;
  }
};

core::Result<sync::BundleReader> readerOf(std::string bytes) {
  return sync::BundleReader::open(std::make_unique<std::istringstream>(std::move(bytes)));
}

/// What the reader gives until its end or its error.
core::Result<std::vector<std::string>> contentsOf(std::string bytes, const core::KeyPair& key,
                                                  std::string_view makerKey) {
  THUCDIA_ASSIGN(auto reader, readerOf(std::move(bytes)));
  THUCDIA_TRY(reader.unseal(key, makerKey));
  std::vector<std::string> contents;
  for (;;) {
    THUCDIA_ASSIGN(const auto entry, reader.next());
    if (!entry) return contents;
    contents.push_back(entry->piece().content());
  }
}

/// The bytes with the checksum at their end made true again: what somebody would do who changes a bundle on purpose.
std::string withChecksum(std::string bytes) {
  bytes.resize(bytes.size() - 32);
  const auto hash = core::sha256(bytes);
  return bytes + std::string(core::raw(hash));
}

}  // namespace

TEST_CASE("a bundle gives its reader the entries in their order") {
  const Made made;
  const auto contents = contentsOf(made.bytes, made.reader, made.maker.publicKey());
  REQUIRE(contents);
  CHECK(*contents == std::vector<std::string>{"secret answer 0", "secret answer 1", "secret answer 2"});
}

TEST_CASE("who carries a bundle sees that it is whole and whose it is, and nothing of its contents") {
  const Made made;
  const auto reader = readerOf(made.bytes);
  REQUIRE(reader);
  CHECK(reader->header().device_id() == std::string(16, 'd'));
  CHECK(reader->sha256() == core::raw(core::sha256(made.bytes)));
  CHECK(made.bytes.find("secret") == std::string::npos);
  const auto contents = contentsOf(made.bytes, keyOf(3), made.maker.publicKey());
  REQUIRE_FALSE(contents);
  CHECK(contents.error().code == ErrorCode::NotPermitted);
}

TEST_CASE("a bundle that another key signed is refused") {
  const Made made;
  const auto contents = contentsOf(made.bytes, made.reader, keyOf(3).publicKey());
  REQUIRE_FALSE(contents);
  CHECK(contents.error().code == ErrorCode::BadSignature);
}

TEST_CASE("a bundle cut anywhere, or with any byte changed, is refused before anything of it is used") {
  const Made made;
  for (std::size_t at = 0; at < made.bytes.size(); ++at) {
    CHECK_FALSE(readerOf(made.bytes.substr(0, at)));
    auto changed = made.bytes;
    changed[at] = static_cast<char>(changed[at] ^ 1);
    CHECK_FALSE(readerOf(changed));
  }
  CHECK_FALSE(readerOf(made.bytes + "x"));
}

TEST_CASE("a bundle changed by somebody who mends its checksum is refused") {
  const Made made;
  int refused = 0;
  const auto end = made.bytes.size() - 32;
  for (std::size_t at = 0; at < end; ++at) {
    auto changed = made.bytes;
    changed[at] = static_cast<char>(changed[at] ^ 1);
    if (!contentsOf(withChecksum(changed), made.reader, made.maker.publicKey())) ++refused;
  }
  CHECK(refused == static_cast<int>(end));
  // Without its end, at the border of a frame: an attacker cannot make it look whole.
  const auto lastFrame = 4 + 17;
  auto shortened = made.bytes;
  shortened.erase(end - lastFrame, lastFrame);
  CHECK_FALSE(contentsOf(withChecksum(shortened), made.reader, made.maker.publicKey()));
}

TEST_CASE("a bundle of a later format is refused as such") {
  const Made made;
  auto reader = readerOf(made.bytes);
  REQUIRE(reader);
  auto header = reader->header();
  header.set_format(2);
  const auto size = header.ByteSizeLong();
  auto later = made.bytes;
  later.replace(12, size, header.SerializeAsString());
  const auto outcome = readerOf(withChecksum(later));
  REQUIRE_FALSE(outcome);
  CHECK(outcome.error().code == ErrorCode::ProtocolTooNew);
}

TEST_CASE("a bundle that is not finished leaves no file behind") {
  const Made made;
  {
    auto writer = sync::BundleWriter::create(made.folder / "b.bundle", {}, made.maker, made.reader.publicKey());
    REQUIRE(writer);
    REQUIRE(writer->add(Made::entry(0)));
  }
  CHECK_FALSE(std::ifstream(made.folder / "b.bundle"));
}
