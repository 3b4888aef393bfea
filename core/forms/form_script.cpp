#include "core/forms/form_script.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <span>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "core/forms/digest.h"
#include "core/forms/form_files.h"
#include "core/forms/limits.h"
#include "core/forms/session.h"

namespace thucdia::core::forms {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kChoicesInFull = 40;

// "2024-03-15T10:30:00.000Z" or with an offset; nothing for what is no time.
std::optional<Timestamp> readTime(std::string_view text) {
  int year = 0;
  unsigned month = 0;
  unsigned day = 0;
  int hour = 0;
  int minute = 0;
  double second = 0;
  const std::string copy(text);
  int used = 0;
  if (std::sscanf(copy.c_str(), "%4d-%2u-%2uT%2d:%2d%n", &year, &month, &day, &hour, &minute, &used) < 5)
    return std::nullopt;
  auto rest = std::string_view(copy).substr(static_cast<std::size_t>(used));
  if (rest.starts_with(':')) {
    rest.remove_prefix(1);
    const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), second);
    if (error != std::errc{}) return std::nullopt;
    rest.remove_prefix(static_cast<std::size_t>(end - rest.data()));
  }
  int offset = 0;
  if (rest.size() >= 6 && (rest[0] == '+' || rest[0] == '-'))
    offset = (rest[0] == '-' ? -1 : 1) *
             ((rest[1] - '0') * 600 + (rest[2] - '0') * 60 + (rest[4] - '0') * 10 + (rest[5] - '0'));
  const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(month), std::chrono::day(day)};
  if (!date.ok()) return std::nullopt;
  const auto whole = std::chrono::sys_days(date) + std::chrono::hours(hour) + std::chrono::minutes(minute - offset) +
                     std::chrono::microseconds(std::llround(second * 1e6));
  return Timestamp(std::chrono::time_point_cast<Timestamp::duration>(whole));
}

// The host that the expected files of shared form corpora were made with.
class ScriptHost final : public SessionHost {
 public:
  ScriptHost(Timestamp now, std::uint64_t seed, MemoryData data)
      : m_now(now), m_state(seed ^ 0x9E3779B97F4A7C15u), m_data(std::move(data)) {}

  Timestamp now() const override { return m_now; }
  int zoneMinutes() const override { return 0; }
  std::string property(std::string_view name) const override {
    if (name == "deviceid") return "device:oracle";
    if (name == "phonenumber") return "+10000000000";
    if (name == "username") return "oracle";
    if (name == "email") return "oracle@example.org";
    return {};
  }
  std::string newRowId() override { return fmt::format("s-{}", ++m_rows); }
  std::uint64_t random() override {
    // SplitMix64.
    auto z = (m_state += 0x9E3779B97F4A7C15u);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
  }
  std::string position() const override { return "10 20 30 4"; }
  const ExternalData& externalData() const override { return m_data; }

 private:
  Timestamp m_now;
  std::uint64_t m_state;
  std::uint64_t m_rows = 0;
  MemoryData m_data;
};

// UUIDs differ from run to run: "uuid:*".
std::string masked(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const auto rest = text.substr(at);
    const auto isUuid = [](std::string_view part) {
      if (part.size() < 36) return false;
      for (std::size_t i = 0; i < 36; ++i) {
        const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
        if (dash ? part[i] != '-' : std::isxdigit(static_cast<unsigned char>(part[i])) == 0) return false;
      }
      return true;
    };
    if (isUuid(rest)) {
      out += '*';
      at += 36;
    } else {
      out += text[at++];
    }
  }
  return out;
}

std::string_view typeName(const v1::FormNode& node) {
  switch (node.type()) {
    case v1::BIND_TYPE_INT:
      return "int";
    case v1::BIND_TYPE_DECIMAL:
      return "decimal";
    case v1::BIND_TYPE_BOOLEAN:
      return "boolean";
    case v1::BIND_TYPE_DATE:
      return "date";
    case v1::BIND_TYPE_TIME:
      return "time";
    case v1::BIND_TYPE_DATE_TIME:
      return "dateTime";
    case v1::BIND_TYPE_GEOPOINT:
      return "geopoint";
    case v1::BIND_TYPE_GEOTRACE:
      return "geotrace";
    case v1::BIND_TYPE_GEOSHAPE:
      return "geoshape";
    case v1::BIND_TYPE_BINARY:
      return "binary";
    case v1::BIND_TYPE_BARCODE:
      return "barcode";
    case v1::BIND_TYPE_INTENT:
      return "intent";
    default:
      return "string";
  }
}

std::string_view controlName(const v1::FormNode& node) {
  switch (node.control()) {
    case v1::CONTROL_UNSPECIFIED:
      return "model-value";
    case v1::CONTROL_NOTE:
      return "note";
    case v1::CONTROL_SELECT_ONE:
    case v1::CONTROL_SELECT_MULTIPLE:
      return "select";
    case v1::CONTROL_RANK:
      return "rank";
    case v1::CONTROL_RANGE:
      return "range";
    case v1::CONTROL_TRIGGER:
      return "trigger";
    case v1::CONTROL_IMAGE:
    case v1::CONTROL_AUDIO:
    case v1::CONTROL_VIDEO:
    case v1::CONTROL_FILE:
      return "upload";
    default:
      return "input";
  }
}

bool isSelect(const v1::FormNode& node) {
  return node.control() == v1::CONTROL_SELECT_ONE || node.control() == v1::CONTROL_SELECT_MULTIPLE ||
         node.control() == v1::CONTROL_RANK;
}

class Script {
 public:
  Script(Session& session, const Form& form) : m_session(session), m_form(form) {}

  std::string reference(NodeRef node) const {
    const auto path = m_session.path(node);
    auto full = "/" + m_form.compiled().nodes(0).name() + (path.empty() ? "" : "/" + path);
    if (m_session.kind(node) == NodeKind::Repeat) full += "[*]";
    return full;
  }

  std::map<std::string, Json> snapshot(std::vector<std::string>* order = nullptr) const {
    std::map<std::string, Json> records;
    std::vector<NodeRef> open{m_session.root()};
    while (!open.empty()) {
      const auto node = open.back();
      open.pop_back();
      const auto children = m_session.children(node);
      open.insert(open.end(), children.rbegin(), children.rend());
      const auto& name = m_session.describe(node).name();
      if (name.empty() || name.starts_with('@')) continue;
      auto key = reference(node);
      if (order != nullptr) order->push_back(key);
      records[std::move(key)] = record(node, children.size());
    }
    return records;
  }

  Json step(const Json& wanted) {
    Json told = wanted;
    const auto op = wanted.value("op", std::string());
    const auto refuse = [&](std::string message) {
      told["error"] = std::move(message);
      return told;
    };
    if (op == "lang") {
      const auto language = wanted.value("lang", std::string());
      const auto& languages = m_form.compiled().languages();
      const auto found = std::ranges::find(languages, language);
      if (found == languages.end()) {
        // One language without a name answers to the name that other tools give it.
        return languages.size() == 1 && (language == "default" || language.empty()) ? told
                                                                                    : refuse("no language " + language);
      }
      static_cast<void>(m_session.setLanguage(static_cast<std::uint32_t>(found - languages.begin())));
      return told;
    }
    const auto ref = wanted.value("ref", std::string());
    const auto node = find(ref);
    if (!node) return refuse("no settable node at " + ref);
    if (op == "set") {
      const auto value = wanted.value("value", std::string());
      if (m_session.kind(node) != NodeKind::Question) return refuse("no question at " + ref);
      const auto& own = m_session.describe(node).readonly();
      if (!own.empty() && m_session.readOnly(node)) return refuse("cannot write to the read-only " + ref);
      const bool trigger = m_session.describe(node).control() == v1::CONTROL_TRIGGER;
      const auto done = m_session.set(node, trigger && value != "OK" ? std::string_view() : std::string_view(value));
      return done ? told : refuse(done.error().detail);
    }
    if (m_session.kind(node) != NodeKind::Repeat) return refuse("no repeat at " + ref);
    if (op == "addRepeat") {
      const auto done = m_session.addRepeat(node);
      return done ? told : refuse(done.error().detail);
    }
    if (op == "removeRepeat") {
      const auto instances = m_session.children(node);
      const auto index = wanted.value("index", std::size_t{0});
      if (index >= instances.size()) return refuse(fmt::format("no instance {}", index));
      const auto done = m_session.removeRepeat(instances[index]);
      return done ? told : refuse(done.error().detail);
    }
    return refuse("op " + op);
  }

 private:
  NodeRef find(std::string_view ref) const {
    const bool whole = ref.ends_with("[*]");
    if (whole) ref.remove_suffix(3);
    const auto root = "/" + m_form.compiled().nodes(0).name();
    if (!ref.starts_with(root)) return {};
    ref.remove_prefix(root.size());
    if (ref.starts_with('/')) ref.remove_prefix(1);
    const auto node = m_session.find(ref);
    if (!node || !m_session.alive(node)) return {};
    // A shorter path must not find what lies elsewhere.
    if (m_session.path(node) != ref) return {};
    return node;
  }

  Json record(NodeRef node, std::size_t childCount) const {
    const auto& described = m_session.describe(node);
    const auto kind = m_session.kind(node);
    Json told = Json::object();
    switch (kind) {
      case NodeKind::Root:
        told["type"] = "root";
        break;
      case NodeKind::Group:
        told["type"] = "group";
        break;
      case NodeKind::Repeat:
        told["type"] = m_session.canAddRemove(node) ? "repeat-range:uncontrolled" : "repeat-range:controlled";
        break;
      case NodeKind::Instance:
        told["type"] = "repeat-instance";
        break;
      case NodeKind::Question:
        told["type"] = fmt::format("{}/{}", controlName(described), typeName(described));
        break;
    }
    const bool relevant = m_session.relevant(node);
    if (!relevant) told["relevant"] = false;
    if (m_session.readOnly(node)) told["readonly"] = true;
    if (m_session.required(node)) told["required"] = true;
    if (kind == NodeKind::Repeat) told["count"] = childCount;
    if (kind == NodeKind::Question) {
      // An irrelevant node reads as ""; of an attached file the name stays to be seen.
      told["value"] = relevant || controlName(described) == "upload" ? masked(m_session.value(node)) : std::string();
      if (!m_session.constraintHolds(node)) {
        told["constraintValid"] = false;
        if (auto message = m_session.written(node, TextKind::Constraint); !message.empty())
          told["constraintMsg"] = std::move(message);
      }
      if (!m_session.requiredHolds(node)) {
        told["requiredValid"] = false;
        if (auto message = m_session.written(node, TextKind::Required); !message.empty())
          told["requiredMsg"] = std::move(message);
      }
    }
    if (auto label = m_session.written(node, TextKind::Label); !label.empty()) told["label"] = masked(label);
    // The format has no place of its own for guidance: it follows the hint.
    if (auto hint = m_session.written(node, TextKind::Hint) + m_session.written(node, TextKind::Guidance);
        !hint.empty())
      told["hint"] = masked(hint);
    if (kind == NodeKind::Question && isSelect(described)) {
      const auto values = m_session.choiceValues(node);
      if (values.size() <= kChoicesInFull) {
        told["choices"] = values;
      } else {
        told["choices"] = {
            {"n", values.size()},
            {"sha1", digest(fmt::format("{}", fmt::join(values, "\n")), "SHA-1", "hex").value_or("").substr(0, 16)}};
      }
    }
    return told;
  }

  Session& m_session;
  const Form& m_form;
};

}  // namespace

Result<std::string> runScript(std::string_view form, const std::string& file, std::string_view script,
                              const FormFiles& files) {
  if (!isBoundedJson(script))
    return fail(ErrorCode::LimitExceeded,
                fmt::format("the script's values are nested deeper than {} (kJsonDepth)", limits::kJsonDepth));
  const auto wanted = Json::parse(script, nullptr, false);
  if (wanted.is_discarded() || !wanted.is_object()) return fail(ErrorCode::ParseError, "the script is no JSON object");
  THUCDIA_ASSIGN(ReadForm read, readForm(form, file, files));
  for (const auto& found : read.diagnostics) {
    if (found.severity == Severity::Error) {
      Place place = placeIn(file, found.sheet, found.row);
      place.column = found.column;
      return fail(ErrorCode::InvalidForm, found.message, std::move(place));
    }
  }
  std::vector<std::string> missing;
  auto data = readExternalFiles(read.form, files, &missing);
  THUCDIA_ASSIGN(const std::shared_ptr<const Form> linked, Form::link(std::move(read.form)));
  const auto now = readTime(wanted.value("now", std::string("2024-03-15T10:30:00.000Z")));
  if (!now) return fail(ErrorCode::ParseError, "\"now\" of the script is no ISO time");
  const auto seed =
      wanted.contains("seed") && wanted["seed"].is_number_integer() ? wanted["seed"].get<std::int64_t>() : 1;
  ScriptHost host(*now, static_cast<std::uint64_t>(seed), std::move(data));
  THUCDIA_ASSIGN(const std::unique_ptr<Session> session, Session::begin(linked, host));
  Script runner(*session, *linked);

  Json told;
  told["form"] = file;
  told["now"] = wanted.value("now", std::string("2024-03-15T10:30:00.000Z"));
  told["seed"] = seed;
  told["missing"] = missing;
  told["languages"] = Json::array();
  for (const auto& language : linked->compiled().languages()) told["languages"].push_back(language);
  std::vector<std::string> order;
  auto before = runner.snapshot(&order);
  told["initial"] = Json::object();
  for (const auto& key : order) told["initial"][key] = before[key];
  told["steps"] = Json::array();
  if (wanted.contains("steps") && wanted["steps"].is_array()) {
    for (const auto& each : wanted["steps"]) {
      if (!each.is_object()) return fail(ErrorCode::ParseError, "a step of the script is no JSON object");
      auto step = runner.step(each);
      order.clear();
      auto after = runner.snapshot(&order);
      Json changed = Json::object();
      for (const auto& key : order) {
        const auto known = before.find(key);
        if (known == before.end() || known->second != after[key]) changed[key] = after[key];
      }
      for (const auto& [key, record] : before) {
        if (!after.contains(key)) changed[key] = nullptr;
      }
      step["changed"] = std::move(changed);
      told["steps"].push_back(std::move(step));
      before = std::move(after);
    }
  }
  const auto violations = session->missing();
  told["status"] = violations.empty() ? "ready" : "pending";
  told["violations"] = Json::array();
  constexpr std::size_t kViolationsTold = 200;
  for (const auto& violation : std::span(violations).first(std::min(violations.size(), kViolationsTold)))
    told["violations"].push_back(runner.reference(violation.node));
  told["xml"] = masked(session->submission());
  return told.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace thucdia::core::forms
