#include <cstdio>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "core/base/dates.h"
#include "core/records/json.h"
#include "core/records/record_type.h"
#include "sync/hub/program/commands.h"
#include "sync/hub/quarantine.h"

namespace thucdia::hub {

using Json = nlohmann::ordered_json;
using core::records::RecordType;

namespace {

struct QuarantineOptions {
  std::string data;
  std::vector<std::int64_t> numbers;
  bool all = false;
  bool json = false;
};

std::string_view stateOf(const QuarantineRow& row) {
  if (!row.outcome) return "waits";
  return *row.outcome == QuarantineOutcome::Accepted ? "accepted" : "dismissed";
}

Json lineOf(const QuarantinedChange& kept) {
  const auto* type = RecordType::byNumber(kept.change.type());
  return {{"number", kept.row.row},
          {"record", type ? type->table() : std::string()},
          {"id", kept.row.id.text()},
          {"person", kept.person},
          {"device_id", kept.device.id.text()},
          {"device", kept.device.name},
          {"received_at", core::rfc3339(kept.receivedAt)},
          {"state", stateOf(kept.row)}};
}

core::Result<> listNow(const QuarantineOptions& options) {
  THUCDIA_ASSIGN(const auto hub, openHub(options.data));
  THUCDIA_ASSIGN(const auto changes, hub->read([&](HubRead& read) { return quarantinedChanges(read, options.all); }));
  if (!changes) return core::fail(changes.error());
  auto array = Json::array();
  for (const auto& kept : *changes) {
    if (options.json) {
      array.push_back(lineOf(kept));
    } else {
      const auto* type = RecordType::byNumber(kept.change.type());
      fmt::print("{:>6}  {:<14} {}  {:<16} {}  {}\n", kept.row.row, type ? type->table() : std::string(),
                 kept.row.id.text(), kept.person, core::rfc3339(kept.receivedAt), stateOf(kept.row));
    }
  }
  if (options.json) fmt::print("{}\n", array.dump(2, ' ', false, Json::error_handler_t::replace));
  return {};
}

core::Result<> showNow(const QuarantineOptions& options) {
  THUCDIA_ASSIGN(const auto hub, openHub(options.data));
  THUCDIA_ASSIGN(const auto kept,
                 hub->read([&](HubRead& read) { return quarantinedChange(read, options.numbers.front()); }));
  if (!kept) return core::fail(kept.error());
  auto json = lineOf(*kept);
  // What the change brings alone: of a record that the hub has, the rest is there.
  if (const auto* type = RecordType::byNumber(kept->change.type())) {
    const auto message = type->make();
    if (message->ParseFromString(kept->change.body())) json["values"] = core::records::toJson(*message);
  }
  fmt::print("{}\n", json.dump(2, ' ', false, Json::error_handler_t::replace));
  return {};
}

using Settle = core::Result<> (*)(HubWrite&, std::int64_t, Timestamp);

/// All of them or, where one is refused, none.
core::Result<> settleNow(const QuarantineOptions& options, Settle settle) {
  THUCDIA_ASSIGN(const auto hub, openHub(options.data));
  int settled = 0;
  THUCDIA_TRY(hub->storage().write([&](HubWrite& write) -> core::Result<> {
    settled = 0;
    auto numbers = options.numbers;
    if (options.all) {
      for (const auto& row : write.quarantined(false)) numbers.push_back(row.row);
    }
    for (const auto number : numbers) {
      if (auto done = settle(write, number, hub->now()); !done) {
        return core::fail(done.error().code, fmt::format("{}: {}", number, done.error().detail));
      }
      ++settled;
    }
    return {};
  }));
  fmt::print("{} settled\n", settled);
  return {};
}

}  // namespace

void addQuarantine(CLI::App& program, Chosen& chosen) {
  auto* quarantine = program.add_subcommand("quarantine", "What revoked devices handed in");
  quarantine->require_subcommand(1);
  const auto options = std::make_shared<QuarantineOptions>();
  auto* list = addDataCommand(*quarantine, "list", "List what waits", options->data);
  list->add_flag("--all", options->all, "what was settled too");
  list->add_flag("--json", options->json, "print an array of objects");
  list->callback([options, &chosen] { chosen.run = [options] { return listNow(*options); }; });
  auto* show = addDataCommand(*quarantine, "show", "Print what one of them says, as JSON", options->data);
  show->add_option("NUMBER", options->numbers, "as list shows it")->required()->expected(1);
  show->callback([options, &chosen] { chosen.run = [options] { return showNow(*options); }; });
  const auto addSettling = [&](const char* name, const char* what, Settle settle) {
    auto* command = addDataCommand(*quarantine, name, what, options->data);
    auto* numbers = command->add_option("NUMBER", options->numbers, "as list shows them; all of these or none");
    auto* all = command->add_flag("--all", options->all, "all that waits");
    all->excludes(numbers);
    command->callback([options, settle, &chosen] {
      if (options->numbers.empty() && !options->all) throw CLI::RequiredError("NUMBER or --all");
      chosen.run = [options, settle] { return settleNow(*options, settle); };
    });
  };
  addSettling("accept", "Take changes in, by the same rules as from a device that was not revoked", acceptQuarantined);
  addSettling("dismiss", "Leave changes out for good; they stay in the log", dismissQuarantined);
}

}  // namespace thucdia::hub
