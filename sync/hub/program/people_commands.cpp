#include <cstdio>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "core/base/dates.h"
#include "sync/hub/accounts.h"
#include "sync/hub/enrolment.h"
#include "sync/hub/program/commands.h"

namespace thucdia::hub {

using core::ErrorCode;
using Json = nlohmann::ordered_json;

namespace {

struct UserOptions {
  std::string data;
  NewAccount account;
  std::string role;
  std::string scope = "all";
};

core::Result<> addUserNow(const UserOptions& options) {
  auto account = options.account;
  const auto role = parseRole(options.role);
  if (!role) return core::fail(ErrorCode::InvalidArgument, "a role is inspector, supervisor, clerk or admin");
  account.role = *role;
  THUCDIA_ASSIGN(account.scope, parseScope(options.scope));
  THUCDIA_ASSIGN(const auto hub, openHub(options.data));
  THUCDIA_ASSIGN(const auto person,
                 hub->write([&](HubWrite& write) { return addAccount(write, account, hub->now(), hub->random()); }));
  fmt::print("{}\n", person.text());
  return {};
}

core::Result<> enrolNow(const std::string& data, const std::string& name, bool json) {
  THUCDIA_ASSIGN(const auto hub, openHub(data));
  THUCDIA_ASSIGN(const auto issued,
                 hub->write([&](HubWrite& write) { return issueCode(write, name, hub->now(), hub->random()); }));
  if (json) {
    fmt::print("{}\n", Json{{"code", issued.code}, {"qr", issued.qr}}.dump(2));
  } else {
    fmt::print("{}\n{}\nGood once, for ten minutes.\n", issued.code, issued.qr);
  }
  return {};
}

std::string timeText(const std::optional<Timestamp>& time) { return time ? core::rfc3339(*time) : std::string(); }

core::Result<> listDevices(const std::string& data, bool json) {
  THUCDIA_ASSIGN(const auto hub, openHub(data));
  struct Line {
    Device device;
    std::string person;
  };
  THUCDIA_ASSIGN(const auto lines, hub->read([](HubRead& read) {
    std::vector<Line> found;
    for (auto& device : read.devices()) {
      const auto account = read.account(device.person);
      found.push_back({std::move(device), account ? account->name : std::string()});
    }
    return found;
  }));
  if (json) {
    auto array = Json::array();
    for (const auto& [device, person] : lines) {
      array.push_back({{"id", device.id.text()},
                       {"person", person},
                       {"name", device.name},
                       {"enrolled_at", timeText(device.enrolledAt)},
                       {"seen_at", timeText(device.seenAt)},
                       {"revoked_at", timeText(device.revokedAt)}});
    }
    fmt::print("{}\n", array.dump(2, ' ', false, Json::error_handler_t::replace));
    return {};
  }
  for (const auto& [device, person] : lines) {
    fmt::print("{}  {:<20} {:<20} {}\n", device.id.text(), person, device.name,
               device.revokedAt ? "revoked " + timeText(device.revokedAt) : "");
  }
  return {};
}

core::Result<> revokeNow(const std::string& data, const std::string& name) {
  THUCDIA_ASSIGN(const auto hub, openHub(data));
  THUCDIA_ASSIGN(const auto device, hub->write([&](HubWrite& write) { return revokeDevice(write, name, hub->now()); }));
  fmt::print("revoked {}\n", device.id.text());
  return {};
}

}  // namespace

void addUser(CLI::App& program, Chosen& chosen) {
  auto* user = program.add_subcommand("user", "People who use the hub");
  user->require_subcommand(1);
  const auto options = std::make_shared<UserOptions>();
  auto* add = addDataCommand(*user, "add", "Add a user", options->data);
  add->add_option("NAME", options->account.name, "the user's name, as enrol is called with")->required();
  add->add_option("--role", options->role, "inspector, supervisor, clerk or admin")->required();
  add->add_option("--scope", options->scope, "codes of provinces with commas between, or all")->capture_default_str();
  add->add_option("--full-name", options->account.fullName, "as shown; else the name");
  add->callback([options, &chosen] { chosen.run = [options] { return addUserNow(*options); }; });
}

void addEnrol(CLI::App& program, Chosen& chosen) {
  struct Options {
    std::string data;
    std::string name;
    bool json = false;
  };
  const auto options = std::make_shared<Options>();
  auto* enrol = addDataCommand(program, "enrol", "Print a one-time code to enrol a user's device", options->data);
  enrol->add_option("NAME", options->name, "the user's name")->required();
  enrol->add_flag("--json", options->json, "print {\"code\",\"qr\"}");
  enrol->callback(
      [options, &chosen] { chosen.run = [options] { return enrolNow(options->data, options->name, options->json); }; });
}

void addDevice(CLI::App& program, Chosen& chosen) {
  struct Options {
    std::string data;
    std::string device;
    bool json = false;
  };
  const auto options = std::make_shared<Options>();
  auto* device = program.add_subcommand("device", "Enrolled devices");
  device->require_subcommand(1);
  auto* list = addDataCommand(*device, "list", "List the devices", options->data);
  list->add_flag("--json", options->json, "print an array of objects");
  list->callback([options, &chosen] { chosen.run = [options] { return listDevices(options->data, options->json); }; });
  auto* revoke = addDataCommand(*device, "revoke", "Take a device's access away; what it has not sent is put aside",
                                options->data);
  revoke->add_option("DEVICE", options->device, "its id, or its name when only one has it")->required();
  revoke->callback(
      [options, &chosen] { chosen.run = [options] { return revokeNow(options->data, options->device); }; });
}

}  // namespace thucdia::hub
