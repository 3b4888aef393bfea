#include "sync/hub/accounts.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "core/registers/stable_id.h"
#include "sync/hub/hub_records.h"

namespace thucdia::hub {

using core::ErrorCode;

namespace {

constexpr std::pair<records::Role, std::string_view> kRoles[] = {{records::ROLE_INSPECTOR, "inspector"},
                                                                 {records::ROLE_SUPERVISOR, "supervisor"},
                                                                 {records::ROLE_CLERK, "clerk"},
                                                                 {records::ROLE_ADMIN, "admin"}};
constexpr std::size_t kMaxNameBytes = 100;

bool isProvinceCode(std::string_view word) {
  return word.size() == 2 && std::ranges::all_of(word, [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

std::optional<records::Role> parseRole(std::string_view text) {
  for (const auto& [role, name] : kRoles) {
    if (name == text) return role;
  }
  return std::nullopt;
}

std::string_view word(records::Role role) {
  for (const auto& [known, name] : kRoles) {
    if (known == role) return name;
  }
  return "nobody";
}

core::Result<Scope> parseScope(std::string_view text) {
  if (text == "all") return Scope{true, {}};
  Scope scope;
  while (!text.empty()) {
    const auto comma = text.find(',');
    const auto word = text.substr(0, comma);
    if (!isProvinceCode(word)) {
      return core::fail(
          ErrorCode::InvalidArgument,
          "a scope is \"all\" or codes of provinces, for example 01,79; not \"" + std::string(word) + "\"");
    }
    scope.provinces.emplace_back(word);
    text = comma == std::string_view::npos ? std::string_view() : text.substr(comma + 1);
  }
  if (scope.provinces.empty()) return core::fail(ErrorCode::InvalidArgument, "a scope names at least one province");
  std::ranges::sort(scope.provinces);
  scope.provinces.erase(std::unique(scope.provinces.begin(), scope.provinces.end()), scope.provinces.end());
  return scope;
}

std::string scopeText(const Scope& scope) {
  return scope.allProvinces ? "all" : fmt::format("{}", fmt::join(scope.provinces, ","));
}

namespace {

/// The same as before where a restored hub has forgotten the account: what was done in their name stays theirs.
PersonId idFor(HubRead& read, const std::string& name, Timestamp now, core::RandomSource& random) {
  const auto forgotten = peopleWithoutAccount(read);
  const auto known = std::ranges::find(forgotten, name, &records::Person::name);
  if (known != forgotten.end()) return *PersonId::fromBytes(known->id());
  const auto fromName = core::registers::stableId<PersonId>("person", name);
  if (!read.holds(RecordId(fromName.bytes())) && !read.account(fromName)) return fromName;
  return PersonId(core::makeUuidV7(now, random));
}

}  // namespace

core::Result<PersonId> addAccount(HubWrite& write, const NewAccount& account, Timestamp now,
                                  core::RandomSource& random) {
  const bool printable =
      std::ranges::none_of(account.name, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
  if (account.name.empty() || account.name.size() > kMaxNameBytes || !printable) {
    return core::fail(ErrorCode::InvalidArgument, "a user's name has 1 to 100 bytes and no control characters");
  }
  if (write.accountNamed(account.name)) {
    return core::fail(ErrorCode::AlreadyExists, "there is a user " + account.name + " already");
  }
  Account row;
  row.person = idFor(write, account.name, now, random);
  row.name = account.name;
  row.role = account.role;
  row.scope = account.scope;
  write.putAccount(row);
  if (write.numberOfScope(row.scope) == 0) return core::fail(ErrorCode::Internal, "a scope without number");
  THUCDIA_TRY(publishAccount(write, row, account.fullName, now));
  return row.person;
}

core::Result<Account> changeAccount(HubWrite& write, std::string_view name, const AccountChange& change,
                                    Timestamp now) {
  auto account = write.accountNamed(name);
  if (!account) return core::fail(ErrorCode::NotFound, fmt::format("there is no user {}", name));
  if (change.role) account->role = *change.role;
  if (change.scope) account->scope = *change.scope;
  if (change.active) account->active = *change.active;
  write.putAccount(*account);
  if (write.numberOfScope(account->scope) == 0) return core::fail(ErrorCode::Internal, "a scope without number");
  THUCDIA_TRY(publishAccount(write, *account, change.fullName.value_or(std::string()), now));
  return *account;
}

core::Result<int> putPerson(HubWrite& write, const records::Person& person, Timestamp now) {
  Account account;
  account.person = *PersonId::fromBytes(person.id());
  account.name = person.name();
  account.role = person.role();
  account.scope = {person.all_provinces(), {person.provinces().begin(), person.provinces().end()}};
  std::ranges::sort(account.scope.provinces);
  account.active = person.active();
  if (const auto other = write.accountNamed(account.name); other && other->person != account.person) {
    return core::fail(ErrorCode::AlreadyExists, "there is another user " + account.name);
  }
  write.putAccount(account);
  if (write.numberOfScope(account.scope) == 0) return core::fail(ErrorCode::Internal, "a scope without number");
  return writeRecord(write, person, now);
}

std::vector<records::Person> peopleWithoutAccount(HubRead& read) {
  static constexpr int kAtATime = 500;
  const auto type = core::records::RecordType::of<records::Person>().number();
  std::vector<records::Person> found;
  std::int64_t after = 0;
  for (auto page = read.headsOfType(type, after, kAtATime); !page.empty();
       page = read.headsOfType(type, after, kAtATime)) {
    after = page.back().row;
    for (const auto& head : page) {
      auto person = get<records::Person>(read, head.id);
      if (person && !read.account(PersonId(head.id.bytes()))) found.push_back(std::move(*person));
    }
  }
  std::ranges::sort(found, {}, [](const records::Person& person) -> const std::string& { return person.name(); });
  return found;
}

core::Result<Device> findDevice(HubRead& read, std::string_view device) {
  std::optional<Device> found;
  if (const auto id = DeviceId::parse(device)) found = read.device(*id);
  if (!found) {
    for (const auto& candidate : read.devices()) {
      if (candidate.name != device) continue;
      if (found) {
        return core::fail(ErrorCode::InvalidArgument, "several devices have the name " + std::string(device) +
                                                          ": give the id that device list shows");
      }
      found = candidate;
    }
  }
  if (!found) return core::fail(ErrorCode::NotFound, "no device " + std::string(device));
  return *found;
}

core::Result<Device> revokeDevice(HubWrite& write, std::string_view device, Timestamp now) {
  THUCDIA_ASSIGN(auto found, findDevice(write, device));
  if (!found.revokedAt) {
    found.revokedAt = now;
    write.putDevice(found);
    THUCDIA_TRY(publishDevice(write, found, now));
  }
  return found;
}

core::Result<> checkActive(const Device& device, const Account& account) {
  if (device.revokedAt) return core::fail(ErrorCode::Revoked, "the device was revoked");
  if (!account.active) return core::fail(ErrorCode::Revoked, "the account is closed");
  return {};
}

}  // namespace thucdia::hub
