// A form, then what somebody does with it: the form's text, a line "%%", and three bytes a step.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/forms/form.h"
#include "core/forms/form_reader.h"
#include "core/forms/session.h"

using namespace thucdia::core::forms;

namespace {

class FuzzHost final : public SessionHost {
 public:
  thucdia::core::Timestamp now() const override { return {}; }
  std::string property(std::string_view name) const override { return std::string(name); }
  std::string newRowId() override { return "f-" + std::to_string(++m_rows); }
  std::uint64_t random() override { return m_random += 0x9E3779B97F4A7C15u; }
  const ExternalData& externalData() const override { return m_data; }

 private:
  int m_rows = 0;
  std::uint64_t m_random = 1;
  NoExternalData m_data;
};

constexpr std::string_view kValues[] = {"",
                                        "1",
                                        "0",
                                        "-1",
                                        "yes",
                                        "a b",
                                        "2026-11-15",
                                        "2026-11-15T08:00:00.000+07:00",
                                        "08:00:00.000+07:00",
                                        "20.9 105.8 3 4",
                                        "99999999999",
                                        "0.5",
                                        "'",
                                        "đường",
                                        "NaN",
                                        "other"};
constexpr std::size_t kSteps = 200;

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto cut = bytes.find("\n%%\n");
  auto read = readForm(bytes.substr(0, cut), "fuzz.md");
  if (!read || !read->ok() || read->form.nodes_size() > 400) return 0;
  const auto form = Form::link(std::move(read->form));
  if (!form) return 0;
  FuzzHost host;
  const auto session = Session::begin(*form, host);
  if (!session) return 0;
  auto& running = **session;
  const auto steps = cut == std::string_view::npos ? std::string_view() : bytes.substr(cut + 4);
  for (std::size_t at = 0; at + 2 < steps.size() && at < kSteps * 3; at += 3) {
    std::vector<NodeRef> nodes{running.root()};
    for (std::size_t next = 0; next < nodes.size() && nodes.size() < 2000; ++next) {
      const auto children = running.children(nodes[next]);
      nodes.insert(nodes.end(), children.begin(), children.end());
    }
    const auto node = nodes[static_cast<std::uint8_t>(steps[at]) % nodes.size()];
    const auto value = kValues[static_cast<std::uint8_t>(steps[at + 1]) % std::size(kValues)];
    switch (running.kind(node)) {
      case NodeKind::Question:
        static_cast<void>(running.set(node, value));
        break;
      case NodeKind::Repeat:
        static_cast<void>(running.addRepeat(node));
        break;
      case NodeKind::Instance:
        static_cast<void>(steps[at + 2] % 2 == 0 ? running.removeRepeat(node) : running.moveRepeat(node, 1));
        break;
      default:
        running.setLanguage(static_cast<std::uint8_t>(steps[at + 2]) %
                            static_cast<std::uint32_t>((*form)->compiled().languages_size()));
        break;
    }
  }
  std::vector<NodeRef> nodes{running.root()};
  for (std::size_t next = 0; next < nodes.size() && nodes.size() < 2000; ++next) {
    static_cast<void>(running.label(nodes[next]));
    if (running.kind(nodes[next]) == NodeKind::Question) static_cast<void>(running.choices(nodes[next]));
    const auto children = running.children(nodes[next]);
    nodes.insert(nodes.end(), children.begin(), children.end());
  }
  static_cast<void>(running.missing());
  static_cast<void>(running.sections());
  static_cast<void>(running.submission());
  // What was saved begins again as it was.
  static_cast<void>(Session::begin(*form, host, running.answers()));
  return 0;
}
