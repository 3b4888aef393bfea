// Makes a dictionary for core/records/packing.h from visits of the shipped forms, as the sample portfolio invents them,
// and of the peers' workload, and tells what it gains on others of both and on a form that it has never seen:
//   train_dictionary FILE
// FILE then becomes the next version in core/records/dictionaries. Versions that were released stay as they are.
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>

#include <zdict.h>
#include <zstd.h>

#include <thucdia/records/v1/visits.pb.h>

#include "core/changes/record_state.h"
#include "core/demo/demo_portfolio.h"
#include "core/forms/form_reader.h"
#include "core/forms/shipped.h"
#include "tests/bench/workload.h"

namespace {

using namespace thucdia;
namespace v1 = ::thucdia::records::v1;

constexpr std::size_t kDictionaryBytes = 110 << 10;
constexpr int kLevel = 3;

template <class T>
T must(core::Result<T> result) {
  if (!result) {
    std::fprintf(stderr, "%s\n", core::describe(result.error()).c_str());
    std::exit(1);
  }
  return std::move(*result);
}

/// The bytes that a row holds of it.
std::string canonical(const v1::Visit& visit) {
  core::changes::RecordState state;
  core::changes::write(state,
                       must(core::changes::difference({}, visit.SerializeAsString(), v1::Visit::kAnswersFieldNumber)),
                       {{1, 1}, {}});
  return core::changes::encode(state).body;
}

/// Another name of the same length for each: letters pushed on by one.
std::string strange(std::string name) {
  for (char& c : name) c = c >= 'a' && c < 'z' ? static_cast<char>(c + 1) : c;
  return name;
}

std::vector<std::string> demoVisits(std::uint64_t seed, int count) {
  core::demo::DemoForms forms;
  for (const auto& file : core::forms::shippedForms()) {
    const auto read = must(core::forms::readForm(file.bytes, std::string(file.name)));
    forms[read.form.form_id()] = must(core::forms::Form::link(read.form));
  }
  std::vector<std::string> bodies;
  core::demo::DemoSink sink;
  sink.record = [&](const google::protobuf::Message& record) -> core::Result<> {
    if (record.GetDescriptor() == v1::Visit::descriptor()) {
      bodies.push_back(canonical(static_cast<const v1::Visit&>(record)));
    }
    return {};
  };
  sink.sign = [](std::string_view) { return std::string(64, 's'); };
  sink.deviceTag = static_cast<std::uint32_t>(seed * 0x9e3779b9u);
  must(core::demo::generateDemo({.seed = seed, .facilities = 2000, .visits = count}, forms, sink));
  return bodies;
}

/// `prefix` before every question's name makes it another form.
std::vector<std::string> workloadVisits(std::uint64_t seed, int count, const std::string& prefix = {}) {
  bench::Workload workload(seed);
  core::SeededRandom random(seed);
  std::vector<std::string> bodies;
  for (int i = 0; i < count; ++i) {
    const auto at = core::fromMicros(1'784'083'440'000'000 + i * 47'000'000LL);
    auto visit = workload.visit(at, 0x3f2a9c01, core::FacilityId(core::makeUuidV7(at, random)),
                                core::PersonId(core::makeUuidV7(at, random)));
    if (!prefix.empty()) {
      auto answers = std::move(*visit.mutable_answers());
      visit.clear_answers();
      for (auto& [name, answer] : answers) (*visit.mutable_answers())[prefix + strange(name)] = answer;
    }
    bodies.push_back(canonical(visit));
  }
  return bodies;
}

void tell(const char* what, const std::vector<std::string>& bodies, const std::string& dictionary) {
  auto* context = ZSTD_createCCtx();
  std::size_t plain = 0;
  std::size_t alone = 0;
  std::size_t with = 0;
  for (const auto& body : bodies) {
    std::string out(ZSTD_compressBound(body.size()), '\0');
    plain += body.size();
    alone += ZSTD_compressCCtx(context, out.data(), out.size(), body.data(), body.size(), kLevel);
    with += ZSTD_compress_usingDict(context, out.data(), out.size(), body.data(), body.size(), dictionary.data(),
                                    dictionary.size(), kLevel);
  }
  ZSTD_freeCCtx(context);
  std::printf("%s: %zu bytes a visit, %zu by zstd alone, %zu with the dictionary\n", what, plain / bodies.size(),
              alone / bodies.size(), with / bodies.size());
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: %s FILE\n", argv[0]);
    return 2;
  }
  std::string samples;
  std::vector<std::size_t> sizes;
  for (std::uint64_t seed = 1; seed <= 4; ++seed) {
    for (const auto& body : demoVisits(seed, 1500)) {
      samples += body;
      sizes.push_back(body.size());
    }
  }
  for (const auto& body : workloadVisits(6, 4000)) {
    samples += body;
    sizes.push_back(body.size());
  }
  std::string dictionary(kDictionaryBytes, '\0');
  const auto size = ZDICT_trainFromBuffer(dictionary.data(), dictionary.size(), samples.data(), sizes.data(),
                                          static_cast<unsigned>(sizes.size()));
  if (ZDICT_isError(size)) {
    std::fprintf(stderr, "%s\n", ZDICT_getErrorName(size));
    return 1;
  }
  dictionary.resize(size);
  std::ofstream(argv[1], std::ios::binary) << dictionary;

  tell("shipped forms", demoVisits(77, 1000), dictionary);
  tell("the peers' workload", workloadVisits(7, 1000), dictionary);
  tell("a form never seen", workloadVisits(8, 1000, "q_"), dictionary);
  return 0;
}
