#include "sync/hub/leaf_sequences.h"

#include "core/changes/wire.h"

namespace thucdia::hub {

namespace walk = core::changes::wire;

std::string encodeLeafSequences(const std::vector<std::uint64_t>& sequences) {
  std::string bytes;
  for (std::size_t i = 0; i < sequences.size();) {
    std::size_t end = i;
    while (end < sequences.size() && sequences[end] == sequences[i]) ++end;
    walk::appendVarint(bytes, end - i);
    walk::appendVarint(bytes, sequences[i]);
    i = end;
  }
  return bytes;
}

std::optional<std::vector<std::uint64_t>> decodeLeafSequences(std::string_view bytes, std::size_t leaves) {
  std::vector<std::uint64_t> sequences;
  sequences.reserve(leaves);
  walk::Reader reader(bytes);
  while (!reader.atEnd()) {
    const auto count = reader.varint();
    const auto sequence = reader.varint();
    if (!count || !sequence || *count > leaves - sequences.size()) return std::nullopt;
    sequences.insert(sequences.end(), static_cast<std::size_t>(*count), *sequence);
  }
  if (sequences.size() != leaves) return std::nullopt;
  return sequences;
}

}  // namespace thucdia::hub
