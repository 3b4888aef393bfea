#include <cstdio>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "core/base/dates.h"
#include "core/registers/administrative_units.h"
#include "sync/hub/accounts.h"
#include "sync/hub/enrolment.h"
#include "sync/hub/hub_records.h"
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

core::Result<records::Role> roleOf(const std::string& word) {
  if (const auto role = parseRole(word)) return *role;
  return core::fail(ErrorCode::InvalidArgument, "a role is inspector, supervisor, clerk or admin, not " + word);
}

/// Only provinces that there are: a scope of none of them would give a tablet nothing.
core::Result<Scope> scopeOf(const std::string& text) {
  THUCDIA_ASSIGN(auto scope, parseScope(text));
  const auto units = core::registers::AdministrativeUnits::shipped();
  for (const std::string& code : scope.provinces) {
    if (units.province(code) != nullptr) continue;
    std::string known;
    for (const auto& province : units.provinces()) known += fmt::format(" {} {},", province.code, province.name);
    known.pop_back();
    return core::fail(ErrorCode::InvalidArgument, fmt::format("no province has the code {}; there are{}", code, known));
  }
  return scope;
}

core::Result<> addUserNow(const UserOptions& options) {
  auto account = options.account;
  THUCDIA_ASSIGN(account.role, roleOf(options.role));
  THUCDIA_ASSIGN(account.scope, scopeOf(options.scope));
  THUCDIA_ASSIGN(const auto hub, openHub(options.data));
  THUCDIA_ASSIGN(const auto person,
                 hub->write([&](HubWrite& write) { return addAccount(write, account, hub->now(), hub->random()); }));
  fmt::print("{}\n", person.text());
  return {};
}

struct UserChange {
  std::string data;
  std::string name;
  std::optional<std::string> role;
  std::optional<std::string> scope;
  std::optional<std::string> fullName;
  bool close = false;
  bool open = false;
};

core::Result<> changeUserNow(const UserChange& options) {
  AccountChange change;
  if (options.role) {
    THUCDIA_ASSIGN(change.role, roleOf(*options.role));
  }
  if (options.scope) {
    THUCDIA_ASSIGN(change.scope, scopeOf(*options.scope));
  }
  change.fullName = options.fullName;
  if (options.close || options.open) change.active = options.open;
  THUCDIA_ASSIGN(const auto hub, openHub(options.data));
  THUCDIA_ASSIGN(const auto account,
                 hub->write([&](HubWrite& write) { return changeAccount(write, options.name, change, hub->now()); }));
  fmt::print("{}: {}, {}{}\n", account.name, word(account.role), scopeText(account.scope),
             account.active ? "" : ", closed");
  return {};
}

core::Result<> listUsers(const std::string& data, bool json) {
  THUCDIA_ASSIGN(const auto hub, openHub(data));
  struct Line {
    Account account;
    std::string fullName;
  };
  std::vector<records::Person> forgotten;
  THUCDIA_ASSIGN(const auto lines, hub->read([&](HubRead& read) {
    std::vector<Line> found;
    for (auto& account : read.accounts()) {
      const auto person = get<records::Person>(read, account.person);
      found.push_back({std::move(account), person ? person->full_name() : std::string()});
    }
    forgotten = peopleWithoutAccount(read);
    return found;
  }));
  auto array = Json::array();
  for (const auto& [account, fullName] : lines) {
    if (!json) {
      fmt::print("{:<20} {:<10} {:<12} {}{}\n", account.name, word(account.role), scopeText(account.scope), fullName,
                 account.active ? "" : " (closed)");
      continue;
    }
    array.push_back({{"id", account.person.text()},
                     {"name", account.name},
                     {"full_name", fullName},
                     {"role", word(account.role)},
                     {"scope", scopeText(account.scope)},
                     {"active", account.active}});
  }
  for (const auto& person : forgotten) {
    if (!json)
      fmt::print("{:<20} {} has no account since a restore: add it again\n", person.name(), person.full_name());
    array.push_back({{"id", core::RecordId::fromBytes(person.id())->text()},
                     {"name", person.name()},
                     {"full_name", person.full_name()},
                     {"role", nullptr},
                     {"active", false}});
  }
  if (json) fmt::print("{}\n", array.dump(2, ' ', false, Json::error_handler_t::replace));
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
  const auto change = std::make_shared<UserChange>();
  auto* changing =
      addDataCommand(*user, "change", "Change what a user is and may see; what is not given stays", change->data);
  changing->add_option("NAME", change->name, "the user's name")->required();
  changing->add_option("--role", change->role, "inspector, supervisor, clerk or admin");
  changing->add_option("--scope", change->scope, "codes of provinces with commas between, or all");
  changing->add_option("--full-name", change->fullName, "as shown");
  auto* close = changing->add_flag("--close", change->close, "nothing is taken from their devices nor given to them");
  changing->add_flag("--open", change->open, "as before it was closed")->excludes(close);
  changing->callback([change, &chosen] { chosen.run = [change] { return changeUserNow(*change); }; });
  struct Listing {
    std::string data;
    bool json = false;
  };
  const auto listing = std::make_shared<Listing>();
  auto* list = addDataCommand(*user, "list", "List the users", listing->data);
  list->add_flag("--json", listing->json, "print an array of objects");
  list->callback([listing, &chosen] { chosen.run = [listing] { return listUsers(listing->data, listing->json); }; });
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
