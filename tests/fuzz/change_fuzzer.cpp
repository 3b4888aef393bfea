// A record's bytes as they come from anywhere: the wire walker, the decoder of states, and merging what it lets
// through.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "core/changes/record_state.h"
#include "core/changes/wire.h"

using namespace thucdia::core::changes;

namespace {

void walk(std::string_view bytes) {
  wire::Reader reader(bytes);
  while (const auto field = reader.field()) {
    if (field->raw.data() < bytes.data() || field->raw.data() + field->raw.size() > bytes.data() + bytes.size())
      abort();
    if (field->type == wire::kLengthDelimited) static_cast<void>(wire::mapEntry(field->payload));
  }
  wire::Reader numbers(bytes);
  while (numbers.varint()) {
  }
}

}  // namespace

// One byte says how the rest is split into body and meta.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  walk(bytes);
  if (size == 0) return 0;
  const auto rest = bytes.substr(1);
  const auto at = rest.size() * data[0] / 255;
  const auto body = rest.substr(0, at);
  for (const std::uint32_t mapField : {0U, 12U}) {
    static_cast<void>(leavesOf(body, mapField));
    static_cast<void>(difference(body, rest.substr(at), mapField));
  }
  const auto state = decode(body, rest.substr(at));
  const auto plain = plainState(body, rest.substr(at), 1);
  if (plain && (!state || state->conflicts() != 0 || state->highestOf(1) != plain->own)) abort();
  if (plain && (state->known.counterOf(1) != plain->known || encode(*state).body != body)) abort();
  if (!state) return 0;
  if (state->known.counterOf(1) > 0 && !mentions(rest.substr(at), 1)) abort();
  // What is taken is a state like any other: it comes back the same, and merging it with itself changes nothing.
  const auto encoded = encode(*state);
  const auto again = decode(encoded.body, encoded.meta);
  if (!again || *again != *state) abort();
  if (merge(*state, *state) != *state) abort();
  if (merge({}, *state) != merge(*state, {})) abort();
  for (const auto& device : {DeviceTag{1}, DeviceTag{2}}) static_cast<void>(patchAbove(*state, device, 0));
  return 0;
}
