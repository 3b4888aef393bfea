#include <algorithm>
#include <cmath>
#include <limits>
#include <unordered_map>

#include "core/base/text.h"
#include "core/forms/digest.h"
#include "core/forms/evaluator.h"
#include "core/forms/evaluator_each.h"
#include "core/forms/limits.h"
#include "core/forms/regex.h"

namespace thucdia::core::forms {
namespace {

constexpr std::size_t kPatternSteps = 2'000;  // what compiling a pattern costs, in operations

/// Bytes of the UTF-8 character that begins there.
std::size_t characterBytes(std::string_view text, std::size_t at) {
  const auto lead = static_cast<unsigned char>(text[at]);
  const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  return std::min(length, text.size() - at);
}

/// Lengths and places count UTF-16 units, as in ODK Collect and in browsers.
double utf16Length(std::string_view text) {
  double units = 0;
  for (std::size_t at = 0; at < text.size();) {
    const auto bytes = characterBytes(text, at);
    units += bytes == 4 ? 2 : 1;
    at += bytes;
  }
  return units;
}

/// The characters whose first unit lies in [from, to).
std::string_view utf16Slice(std::string_view text, double from, double to) {
  double unit = 0;
  std::size_t begin = text.size();
  std::size_t end = text.size();
  for (std::size_t at = 0; at < text.size();) {
    const auto bytes = characterBytes(text, at);
    if (unit >= from && begin == text.size()) begin = at;
    if (unit >= to) {
      end = at;
      break;
    }
    unit += bytes == 4 ? 2 : 1;
    at += bytes;
  }
  return begin < end ? text.substr(begin, end - begin) : std::string_view();
}

std::string translate(std::string_view text, std::string_view from, std::string_view to) {
  std::unordered_map<std::string_view, std::string_view> becomes;
  for (std::size_t source = 0, target = 0; source < from.size();) {
    const auto sourceBytes = characterBytes(from, source);
    const auto targetBytes = target < to.size() ? characterBytes(to, target) : 0;
    becomes.try_emplace(from.substr(source, sourceBytes), to.substr(std::min(target, to.size()), targetBytes));
    source += sourceBytes;
    target += targetBytes;
  }
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const auto character = text.substr(at, characterBytes(text, at));
    const auto found = becomes.find(character);
    out += found == becomes.end() ? character : found->second;
    at += character.size();
  }
  return out;
}

/// As std::string_view::find, but never in more time than the texts are long (Knuth, Morris and Pratt, 1977).
std::size_t placeOf(std::string_view text, std::string_view wanted) {
  constexpr std::size_t kShort = 32;
  if (wanted.size() <= kShort || wanted.size() > text.size()) return text.find(wanted);
  std::vector<std::uint32_t> fallback(wanted.size(), 0);
  for (std::uint32_t at = 1, length = 0; at < wanted.size(); ++at) {
    while (length > 0 && wanted[at] != wanted[length]) length = fallback[length - 1];
    if (wanted[at] == wanted[length]) ++length;
    fallback[at] = length;
  }
  for (std::size_t at = 0, length = 0; at < text.size(); ++at) {
    while (length > 0 && text[at] != wanted[length]) length = fallback[length - 1];
    if (text[at] == wanted[length]) ++length;
    if (length == wanted.size()) return at + 1 - length;
  }
  return std::string_view::npos;
}

std::string normalizeSpace(std::string_view text) {
  std::string out;
  eachWord(text, [&](std::string_view word) {
    if (!out.empty()) out += ' ';
    out += word;
    return true;
  });
  return out;
}

/// A version 4 UUID, or a text of so many random characters.
std::string uuid(SessionHost& host, std::size_t length) {
  static constexpr std::string_view kHex = "0123456789abcdef";
  static constexpr std::string_view kAll = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  std::string out;
  if (length > 0) {
    for (std::size_t at = 0; at < length; ++at) out += kAll[host.random() % kAll.size()];
    return out;
  }
  std::uint64_t bits[2] = {host.random(), host.random()};
  bits[0] = (bits[0] & ~std::uint64_t{0xF000}) | 0x4000;
  bits[1] = (bits[1] & ~(std::uint64_t{3} << 62)) | std::uint64_t{1} << 63;
  for (int digit = 0; digit < 32; ++digit) {
    if (digit == 8 || digit == 12 || digit == 16 || digit == 20) out += '-';
    out += kHex[(bits[digit / 16] >> (60 - 4 * (digit % 16))) & 15];
  }
  return out;
}

}  // namespace

std::string Evaluator::joined(Run& run, Arguments args, std::string_view separator) {
  std::string out;
  bool first = true;
  for (const auto arg : args) {
    each(this->run(run, arg), [&](std::string_view text, const auto&, bool) {
      if (!first) out += separator;
      first = false;
      out += text;
      return out.size() <= limits::kTextResultBytes;
    });
    if (out.size() > limits::kTextResultBytes) break;
  }
  return out;
}

Value Evaluator::call(Run& run, std::uint32_t index, const Op& op, Arguments args) {
  switch (op.fn) {
    case Fn::If:
      return this->run(run, boolean(this->run(run, args[0])) ? args[1] : args[2]);
    case Fn::Coalesce: {
      Value value = keepText({});
      for (const auto arg : args) {
        value = this->run(run, arg);
        if (!text(value).empty()) return value;
      }
      return keepText({});
    }
    case Fn::Once: {
      const auto own = m_state.read(run.context.node);
      return own.empty() ? this->run(run, args[0]) : keepText(own);
    }
    case Fn::Position: {
      if (args.empty()) return makeNumber(static_cast<double>(run.context.position));
      const auto value = this->run(run, args[0]);
      if (value.kind == Kind::Rows && !value.list.empty()) return makeNumber(value.list.front() + 1.0);
      const auto node = value.kind == Kind::Node ? value.node : value.list.empty() ? kNone : value.list.front();
      if (node == kNone || !value.isSet()) return makeNumber(std::numeric_limits<double>::quiet_NaN());
      return makeNumber(m_state.isInstance(node) ? m_state.frames[m_state.nodes[node].frame].position : 1);
    }
    case Fn::Last:
      return makeNumber(static_cast<double>(run.context.size));
    case Fn::Count: {
      const auto value = this->run(run, args[0]);
      if (value.kind == Kind::Rows && value.column == kNone) return makeNumber(static_cast<double>(value.list.size()));
      double count = 0;
      if (value.isSet())
        each(value, [&](std::string_view, const auto&, bool) {
          ++count;
          return true;
        });
      return makeNumber(count);
    }
    case Fn::CountNonEmpty: {
      double count = 0;
      each(this->run(run, args[0]), [&](std::string_view text, const auto&, bool) {
        if (!text.empty()) ++count;
        return true;
      });
      return makeNumber(count);
    }
    case Fn::Sum: {
      double sum = 0;
      each(this->run(run, args[0]), [&](std::string_view, const auto& number, bool) {
        sum += number();
        return true;
      });
      return makeNumber(sum);
    }
    case Fn::Randomize:
      return randomize(run, args);
    case Fn::Boolean:
    case Fn::BooleanFromString:
    case Fn::Not:
    case Fn::Checklist:
    case Fn::WeightedChecklist:
    case Fn::Selected:
    case Fn::Regex:
    case Fn::Contains:
    case Fn::StartsWith:
    case Fn::EndsWith:
      return op.fn == Fn::Regex ? textFunction(run, index, op, args) : truthFunction(run, op, args);
    case Fn::Today:
    case Fn::Now:
    case Fn::Date:
    case Fn::DateTime:
    case Fn::DecimalDateTime:
    case Fn::DecimalTime:
    case Fn::FormatDate:
    case Fn::FormatDateTime:
    case Fn::AddDate:
    case Fn::DifferenceInMonths:
      return dateFunction(run, op, args);
    case Fn::Area:
    case Fn::Distance:
    case Fn::Geofence:
    case Fn::Intersects:
      return placeFunction(run, op, args);
    default:
      break;
  }
  return op.fn >= Fn::Number && op.fn <= Fn::Random ? numberFunction(run, op, args)
                                                    : textFunction(run, index, op, args);
}

Value Evaluator::truthFunction(Run& run, const Op& op, Arguments args) {
  switch (op.fn) {
    case Fn::Boolean:
      return makeBoolean(boolean(this->run(run, args[0])));
    case Fn::Not:
      return makeBoolean(!boolean(this->run(run, args[0])));
    case Fn::BooleanFromString: {
      const auto value = textOf(run, args[0]);
      return makeBoolean(value == "1" || value == "true");
    }
    case Fn::Contains: {
      const auto value = textOf(run, args[0]);
      return makeBoolean(placeOf(value, textOf(run, args[1])) != std::string_view::npos);
    }
    case Fn::StartsWith: {
      const auto value = textOf(run, args[0]);
      return makeBoolean(value.starts_with(textOf(run, args[1])));
    }
    case Fn::EndsWith: {
      const auto value = textOf(run, args[0]);
      return makeBoolean(value.ends_with(textOf(run, args[1])));
    }
    case Fn::Selected: {
      const auto value = textOf(run, args[0]);
      const auto wanted = trim(textOf(run, args[1]));
      if (wanted.empty()) return makeBoolean(trim(value).empty());
      bool found = false;
      eachWord(value, [&](std::string_view word) {
        found = word == wanted;
        return !found;
      });
      return makeBoolean(found);
    }
    case Fn::Checklist: {
      const double least = numberOf(run, args[0]);
      const double most = numberOf(run, args[1]);
      double count = 0;
      for (const auto arg : args.subspan(2)) count += boolean(this->run(run, arg)) ? 1 : 0;
      return makeBoolean((least < 0 || count >= least) && (most < 0 || count <= most));
    }
    default: {  // weighted-checklist
      const double least = numberOf(run, args[0]);
      const double most = numberOf(run, args[1]);
      double sum = 0;
      for (std::size_t at = 2; at + 1 < args.size(); at += 2)
        if (boolean(this->run(run, args[at]))) sum += numberOf(run, args[at + 1]);
      return makeBoolean((least < 0 || sum >= least) && (most < 0 || sum <= most));
    }
  }
}

Value Evaluator::matches(const RegexPattern& pattern, std::string_view text) {
  std::size_t steps = 0;
  const bool found = spend(text.size() / 16) && pattern.matches(text, &steps);
  return makeBoolean(spend(steps) && found);
}

Value Evaluator::textFunction(Run& run, std::uint32_t index, const Op& op, Arguments args) {
  switch (op.fn) {
    case Fn::String:
      return keepText(textOf(run, args[0]));
    case Fn::Concat:
      return makeText(joined(run, args, {}));
    case Fn::Join: {
      const auto separator = textOf(run, args[0]);
      return makeText(joined(run, args.subspan(1), separator));
    }
    case Fn::StringLength:
      return makeNumber(utf16Length(textOf(run, args[0])));
    case Fn::Substr: {
      const auto value = textOf(run, args[0]);
      const double length = utf16Length(value);
      double from = std::trunc(numberOf(run, args[1]));
      double to = args.size() > 2 ? std::trunc(numberOf(run, args[2])) : length;
      if (from < 0) from = std::max(0.0, from + length);
      if (to < 0) to = std::max(0.0, to + length);
      return keepText(std::isnan(from) || std::isnan(to) ? std::string_view() : utf16Slice(value, from, to));
    }
    case Fn::Substring: {
      // XPath 1.0 section 4.2: places count from 1, halves are rounded up.
      const auto value = textOf(run, args[0]);
      const auto rounded = [](double number) { return std::floor(number + 0.5); };
      const double from = rounded(numberOf(run, args[1]));
      const double to =
          args.size() > 2 ? from + rounded(numberOf(run, args[2])) : std::numeric_limits<double>::infinity();
      if (std::isnan(from) || std::isnan(to)) return keepText({});
      return keepText(utf16Slice(value, from - 1, to - 1));
    }
    case Fn::SubstringBefore: {
      const auto value = textOf(run, args[0]);
      const auto place = placeOf(value, textOf(run, args[1]));
      return keepText(place == std::string_view::npos ? std::string_view() : value.substr(0, place));
    }
    case Fn::SubstringAfter: {
      const auto value = textOf(run, args[0]);
      const auto mark = textOf(run, args[1]);
      const auto place = placeOf(value, mark);
      return keepText(place == std::string_view::npos ? std::string_view() : value.substr(place + mark.size()));
    }
    case Fn::Translate: {
      const auto value = textOf(run, args[0]);
      const auto from = textOf(run, args[1]);
      return makeText(translate(value, from, textOf(run, args[2])));
    }
    case Fn::NormalizeSpace:
      return makeText(normalizeSpace(textOf(run, args[0])));
    case Fn::UpperCase:
      return makeText(upperCase(textOf(run, args[0])));
    case Fn::LowerCase:
      return makeText(lowerCase(textOf(run, args[0])));
    case Fn::Regex: {
      const auto value = textOf(run, args[0]);
      for (const auto& [at, pattern] : run.code.patterns)
        if (at == index) return matches(*pattern, value);
      const auto written = textOf(run, args[1]);
      if (!m_pattern || written != m_patternText) {
        if (!spend(kPatternSteps)) return makeBoolean(false);
        m_patternText = written;
        m_pattern = RegexPattern::compile(written).value_or(nullptr);
      }
      return m_pattern ? matches(*m_pattern, value) : makeBoolean(false);
    }
    case Fn::Digest: {
      const auto value = textOf(run, args[0]);
      const auto algorithm = textOf(run, args[1]);
      if (!spend(value.size() / 16)) return keepText({});
      return makeText(
          digest(value, algorithm, args.size() > 2 ? textOf(run, args[2]) : "base64").value_or(std::string()));
    }
    case Fn::Base64Decode:
      return makeText(fromBase64(textOf(run, args[0])).value_or(std::string()));
    case Fn::Base64Encode:
      return makeText(base64(textOf(run, args[0])));
    case Fn::Uuid: {
      const double length = args.empty() ? 0 : numberOf(run, args[0]);
      if (length > 0 && length <= 10'000 && !spend(static_cast<std::size_t>(length))) return keepText({});
      return makeText(uuid(*m_state.host, length >= 1 && length <= 10'000 ? static_cast<std::size_t>(length) : 0));
    }
    case Fn::CountSelected: {
      double count = 0;
      eachWord(textOf(run, args[0]), [&](std::string_view) {
        ++count;
        return true;
      });
      return makeNumber(count);
    }
    case Fn::SelectedAt: {
      const auto value = textOf(run, args[0]);
      double wanted = std::trunc(numberOf(run, args[1]));
      std::string_view found;
      if (wanted >= 0)
        eachWord(value, [&](std::string_view word) {
          if (wanted == 0) found = word;
          return wanted-- > 0;
        });
      return keepText(found);
    }
    default:
      return keepText({});
  }
}

}  // namespace thucdia::core::forms
