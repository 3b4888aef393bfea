// Writes the seeds of the fuzzers that read our own formats: make_corpus FOLDER, for tests/fuzz/corpus. Run it when a
// format has grown, and commit what it writes.
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>

#include <thucdia/records/v1/visits.pb.h>

#include "core/changes/record_state.h"
#include "sync/wire/columns.h"
#include "sync/wire/compression.h"
#include "sync/wire/enrol_code.h"
#include "sync/wire/envelope.h"
#include "tests/fuzz/bundle_seed.h"

using namespace thucdia;

namespace {

namespace changes = core::changes;
namespace wire = sync::v1;

void save(const std::filesystem::path& path, std::string_view bytes) {
  std::filesystem::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << bytes;
}

/// A visit that two devices wrote, with a conflict and something cleared.
changes::EncodedState visitState() {
  records::v1::Visit visit;
  visit.set_form_id("form");
  visit.set_province("01");
  (*visit.mutable_answers())["note"].set_text("Đường hẹp");
  (*visit.mutable_answers())["photo"].mutable_attachment()->set_sha256(std::string(32, 's'));
  const auto mapField =
      static_cast<std::uint32_t>(records::v1::Visit::descriptor()->FindFieldByName("answers")->number());
  const auto edits = *changes::leavesOf(visit.SerializeAsString(), mapField);
  changes::RecordState mine;
  changes::RecordState theirs;
  changes::write(mine, edits, {{1, 1}, core::fromMicros(1'763'190'000'000'000)});
  changes::write(theirs, std::vector{edits.back()}, {{2, 7}, core::fromMicros(1'763'190'000'000'001)});
  changes::write(mine, std::vector<changes::LeafEdit>{{edits.front().key, {}}},
                 {{1, 2}, core::fromMicros(1'763'190'000'000'002)});
  return changes::encode(changes::merge(mine, theirs));
}

std::string exchange() {
  const auto state = visitState();
  wire::ExchangeRequest request;
  request.set_protocol(1);
  auto* change = request.add_push();
  change->set_type(8);
  change->set_id(std::string(16, 'v'));
  change->set_body(state.body);
  change->set_meta(state.meta);
  request.add_uploads(std::string(32, 's'));
  request.add_carried(std::string(32, 'c'));
  request.set_pull_limit(10);
  return request.SerializeAsString();
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fputs("make_corpus FOLDER\n", stderr);
    return 2;
  }
  const std::filesystem::path folder = argv[1];
  const auto state = visitState();
  const auto split = static_cast<char>(255 * state.body.size() / (state.body.size() + state.meta.size()) + 1);
  save(folder / "change" / "visit", split + state.body + state.meta);

  core::SeededRandom random(5);
  const auto code = sync::makeEnrolCode(random, std::string(32, 'k'));
  save(folder / "message" / "code", sync::enrolCodeText(code));
  save(folder / "message" / "qr", sync::enrolQrText(code, "https://hub.example.vn:8443"));
  save(folder / "message" / "url", "https://[::1]:8443");
  save(folder / "message" / "reply", sync::sealReply(fuzz::bundleMaker(), "statement", std::string(400, 'a')));
  save(folder / "message" / "zstd", sync::compress(std::string(1000, 'a')));
  save(folder / "message" / "exchange", exchange());
  save(folder / "message" / "columns",
       sync::toColumns(exchange(), wire::ExchangeRequest::kPushFieldNumber).value_or(std::string()));

  const auto bundle = folder / "bundle" / "small";
  std::filesystem::create_directories(bundle.parent_path());
  wire::BundleHeader header;
  header.set_kind(wire::BUNDLE_KIND_TO_HUB);
  header.set_id(std::string(16, 'i'));
  header.set_hub_id(std::string(16, 'h'));
  header.set_device_id(std::string(16, 'd'));
  auto writer = sync::BundleWriter::create(bundle, header, fuzz::bundleMaker(), fuzz::bundleReader().publicKey());
  wire::BundleEntry entry;
  entry.mutable_piece()->set_content("piece");
  if (!writer || !writer->add(entry) || !writer->finish()) return 1;

  wire::BundleEntry request;
  request.mutable_request()->set_payload(exchange());
  wire::SignedRequest envelope;
  envelope.set_magic(0x31524454);
  envelope.set_device_id(std::string(16, 'd'));
  envelope.set_sequence(1);
  envelope.set_payload(exchange());
  wire::EnrolRequest enrol;
  enrol.set_protocol(1);
  enrol.set_secret(std::string(10, 's'));
  enrol.set_public_key(fuzz::bundleMaker().publicKey());
  save(folder / "exchange" / "raw", '\x00' + envelope.SerializeAsString());
  save(folder / "exchange" / "signed", '\x01' + exchange());
  save(folder / "exchange" / "bundle", '\x02' + request.SerializeAsString());
  save(folder / "exchange" / "piece", '\x02' + entry.SerializeAsString());
  save(folder / "exchange" / "enrol", '\x03' + enrol.SerializeAsString());
  save(folder / "exchange" / "blob", '\x04' + std::string(64, 'a') + "?offset=0&size=5");
  save(folder / "exchange" / "get", "\x05/v1/blobs/" + std::string(64, 'a'));

  save(folder / "http" / "get", "GET /v1/hello HTTP/1.1\r\nHost: a\r\n\r\n");
  save(folder / "http" / "post",
       "POST /v1/exchange HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nbodyGET / HTTP/1.1\r\n\r\n");
  save(folder / "http" / "chunked",
       "PUT /v1/blobs/00 HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\npiece\r\n0\r\n\r\n");
  return 0;
}
