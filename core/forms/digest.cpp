#include "core/forms/digest.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>

#include "core/base/crypto.h"

namespace thucdia::core::forms {
namespace {

/// Text padded to whole blocks: 0x80, zeros, the length in bits.
std::string padded(std::string_view text, std::size_t block, std::size_t lengthBytes, bool bigEndian) {
  std::string out(text);
  out += static_cast<char>(0x80);
  while (out.size() % block != block - lengthBytes) out += '\0';
  const auto bits = static_cast<std::uint64_t>(text.size()) * 8;
  for (std::size_t at = 0; at < lengthBytes; ++at) {
    const auto place = bigEndian ? lengthBytes - 1 - at : at;
    out += static_cast<char>(place < 8 ? (bits >> (8 * place)) & 0xFF : 0);
  }
  return out;
}

template <class Word>
Word load(const char* bytes, bool bigEndian) {
  Word word = 0;
  for (std::size_t at = 0; at < sizeof(Word); ++at) {
    const auto byte = static_cast<Word>(static_cast<unsigned char>(bytes[at]));
    word |= byte << (8 * (bigEndian ? sizeof(Word) - 1 - at : at));
  }
  return word;
}

template <class Word, std::size_t N>
std::string store(const std::array<Word, N>& words, bool bigEndian, std::size_t bytes) {
  std::string out;
  for (const auto word : words)
    for (std::size_t at = 0; at < sizeof(Word); ++at)
      out += static_cast<char>((word >> (8 * (bigEndian ? sizeof(Word) - 1 - at : at))) & 0xFF);
  out.resize(bytes);
  return out;
}

std::string md5(std::string_view text) {
  static constexpr int kShifts[4][4] = {{7, 12, 17, 22}, {5, 9, 14, 20}, {4, 11, 16, 23}, {6, 10, 15, 21}};
  std::array<std::uint32_t, 4> state{0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476};
  const auto data = padded(text, 64, 8, false);
  for (std::size_t block = 0; block < data.size(); block += 64) {
    auto [a, b, c, d] = state;
    for (std::uint32_t at = 0; at < 64; ++at) {
      std::uint32_t f = 0;
      std::uint32_t word = 0;
      switch (at / 16) {
        case 0:
          f = (b & c) | (~b & d);
          word = at;
          break;
        case 1:
          f = (d & b) | (~d & c);
          word = (5 * at + 1) % 16;
          break;
        case 2:
          f = b ^ c ^ d;
          word = (3 * at + 5) % 16;
          break;
        default:
          f = c ^ (b | ~d);
          word = 7 * at % 16;
          break;
      }
      const auto constant =
          static_cast<std::uint32_t>(std::floor(std::abs(std::sin(static_cast<double>(at + 1))) * 4294967296.0));
      const auto sum = a + f + constant + load<std::uint32_t>(&data[block + std::size_t{word} * 4], false);
      a = d;
      d = c;
      c = b;
      b += std::rotl(sum, kShifts[at / 16][at % 4]);
    }
    state[0] += a;
    state[1] += b;
    state[2] += c;
    state[3] += d;
  }
  return store(state, false, 16);
}

std::string sha1(std::string_view text) {
  std::array<std::uint32_t, 5> state{0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0};
  const auto data = padded(text, 64, 8, true);
  for (std::size_t block = 0; block < data.size(); block += 64) {
    std::array<std::uint32_t, 80> words{};
    for (std::size_t at = 0; at < 16; ++at) words[at] = load<std::uint32_t>(&data[block + at * 4], true);
    for (std::size_t at = 16; at < 80; ++at)
      words[at] = std::rotl(words[at - 3] ^ words[at - 8] ^ words[at - 14] ^ words[at - 16], 1);
    auto [a, b, c, d, e] = state;
    for (std::size_t at = 0; at < 80; ++at) {
      const auto f = at < 20 ? (b & c) | (~b & d) : at >= 40 && at < 60 ? (b & c) | (b & d) | (c & d) : b ^ c ^ d;
      const std::uint32_t k = at < 20 ? 0x5a827999 : at < 40 ? 0x6ed9eba1 : at < 60 ? 0x8f1bbcdc : 0xca62c1d6;
      const auto sum = std::rotl(a, 5) + f + e + k + words[at];
      e = d;
      d = c;
      c = std::rotl(b, 30);
      b = a;
      a = sum;
    }
    state[0] += a;
    state[1] += b;
    state[2] += c;
    state[3] += d;
    state[4] += e;
  }
  return store(state, true, 20);
}

/// The first 64 bits of the fractional parts of the cube (or square) roots of the first primes are SHA-512's constants;
/// worked out in integers rather than written down.
std::uint64_t rootFraction(std::uint64_t prime, int degree) {
  // The root shifted left by 64 bits, found bit by bit: largest r with r^degree <= prime << (64 * degree).
  using Wide = std::array<std::uint64_t, 5>;  // little-endian, enough for (2^67)^3
  const auto multiply = [](const Wide& a, const Wide& b) {
    Wide out{};
    for (std::size_t i = 0; i < a.size(); ++i) {
      std::uint64_t carry = 0;
      for (std::size_t j = 0; i + j < out.size(); ++j) {
        const std::uint64_t al = a[i] & 0xFFFFFFFF, ah = a[i] >> 32, bl = b[j] & 0xFFFFFFFF, bh = b[j] >> 32;
        const std::uint64_t ll = al * bl, lh = al * bh, hl = ah * bl, hh = ah * bh;
        const std::uint64_t middle = (ll >> 32) + (lh & 0xFFFFFFFF) + (hl & 0xFFFFFFFF);
        std::uint64_t low = (middle << 32) | (ll & 0xFFFFFFFF);
        std::uint64_t high = hh + (lh >> 32) + (hl >> 32) + (middle >> 32);
        low += carry;
        high += low < carry ? 1 : 0;
        out[i + j] += low;
        high += out[i + j] < low ? 1 : 0;
        carry = high;
      }
    }
    return out;
  };
  const auto lessOrEqual = [](const Wide& a, const Wide& b) {
    for (std::size_t at = a.size(); at-- > 0;)
      if (a[at] != b[at]) return a[at] < b[at];
    return true;
  };
  Wide target{};
  target[static_cast<std::size_t>(degree)] = prime;
  Wide root{};
  for (int bit = 69; bit >= 0; --bit) {
    auto trial = root;
    trial[static_cast<std::size_t>(bit / 64)] |= std::uint64_t{1} << (bit % 64);
    auto power = multiply(trial, trial);
    if (degree == 3) power = multiply(power, trial);
    if (lessOrEqual(power, target)) root = trial;
  }
  return root[0];
}

const std::array<std::uint64_t, 80>& sha512Constants() {
  static const auto constants = [] {
    std::array<std::uint64_t, 80> out{};
    std::size_t count = 0;
    for (std::uint64_t number = 2; count < out.size(); ++number) {
      bool prime = true;
      for (std::uint64_t divisor = 2; divisor * divisor <= number; ++divisor) prime = prime && number % divisor != 0;
      if (prime) out[count++] = rootFraction(number, 3);
    }
    return out;
  }();
  return constants;
}

std::string sha512(std::string_view text, bool short384) {
  std::array<std::uint64_t, 8> state{};
  static constexpr std::uint64_t kFirst[] = {2, 3, 5, 7, 11, 13, 17, 19};
  static constexpr std::uint64_t kSecond[] = {23, 29, 31, 37, 41, 43, 47, 53};
  for (std::size_t at = 0; at < 8; ++at) state[at] = rootFraction(short384 ? kSecond[at] : kFirst[at], 2);
  const auto& constants = sha512Constants();
  const auto data = padded(text, 128, 16, true);
  for (std::size_t block = 0; block < data.size(); block += 128) {
    std::array<std::uint64_t, 80> words{};
    for (std::size_t at = 0; at < 16; ++at) words[at] = load<std::uint64_t>(&data[block + at * 8], true);
    for (std::size_t at = 16; at < 80; ++at) {
      const auto s0 = std::rotr(words[at - 15], 1) ^ std::rotr(words[at - 15], 8) ^ (words[at - 15] >> 7);
      const auto s1 = std::rotr(words[at - 2], 19) ^ std::rotr(words[at - 2], 61) ^ (words[at - 2] >> 6);
      words[at] = words[at - 16] + s0 + words[at - 7] + s1;
    }
    auto [a, b, c, d, e, f, g, h] = state;
    for (std::size_t at = 0; at < 80; ++at) {
      const auto s1 = std::rotr(e, 14) ^ std::rotr(e, 18) ^ std::rotr(e, 41);
      const auto first = h + s1 + ((e & f) ^ (~e & g)) + constants[at] + words[at];
      const auto s0 = std::rotr(a, 28) ^ std::rotr(a, 34) ^ std::rotr(a, 39);
      const auto second = s0 + ((a & b) ^ (a & c) ^ (b & c));
      h = g;
      g = f;
      f = e;
      e = d + first;
      d = c;
      c = b;
      b = a;
      a = first + second;
    }
    const std::array<std::uint64_t, 8> round{a, b, c, d, e, f, g, h};
    for (std::size_t at = 0; at < 8; ++at) state[at] += round[at];
  }
  return store(state, true, short384 ? 48 : 64);
}

constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

}  // namespace

std::string base64(std::string_view bytes) {
  std::string out;
  for (std::size_t at = 0; at < bytes.size(); at += 3) {
    std::uint32_t group = 0;
    const auto length = std::min<std::size_t>(3, bytes.size() - at);
    for (std::size_t in = 0; in < 3; ++in)
      group = group << 8 | (in < length ? static_cast<unsigned char>(bytes[at + in]) : 0U);
    for (std::size_t in = 0; in < 4; ++in) out += in <= length ? kAlphabet[(group >> (18 - 6 * in)) & 63] : '=';
  }
  return out;
}

std::optional<std::string> fromBase64(std::string_view text) {
  std::string out;
  std::uint32_t group = 0;
  int bits = 0;
  for (const char c : text) {
    if (c == '=' || c == '\n' || c == '\r') continue;
    const auto digit = kAlphabet.find(c == '-' ? '+' : c == '_' ? '/' : c);
    if (digit == std::string_view::npos) return std::nullopt;
    group = group << 6 | static_cast<std::uint32_t>(digit);
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      out += static_cast<char>((group >> bits) & 0xFF);
    }
  }
  return out;
}

std::optional<std::string> digest(std::string_view text, std::string_view algorithm, std::string_view encoding) {
  std::string bytes;
  if (algorithm == "MD5") {
    bytes = md5(text);
  } else if (algorithm == "SHA-1") {
    bytes = sha1(text);
  } else if (algorithm == "SHA-256") {
    bytes = raw(sha256(text));
  } else if (algorithm == "SHA-384" || algorithm == "SHA-512") {
    bytes = sha512(text, algorithm == "SHA-384");
  } else {
    return std::nullopt;
  }
  if (encoding == "hex") return hex(bytes);
  if (encoding == "base64" || encoding.empty()) return base64(bytes);
  return std::nullopt;
}

}  // namespace thucdia::core::forms
