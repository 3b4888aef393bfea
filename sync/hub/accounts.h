#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <thucdia/records/v1/registers.pb.h>

#include "core/base/random.h"
#include "sync/hub/storage.h"

namespace thucdia::hub {

struct NewAccount {
  std::string name;      ///< unique; what `enrol` is called with
  std::string fullName;  ///< shown; empty: the name
  records::Role role = records::ROLE_UNSPECIFIED;
  Scope scope;
};

/// "inspector", "supervisor", "clerk", "admin"; nothing for another word.
[[nodiscard]] std::optional<records::Role> parseRole(std::string_view word);
[[nodiscard]] std::string_view word(records::Role role);
/// "all", or codes of provinces with commas between. InvalidArgument when it names none, or one that is no code of two
/// digits.
[[nodiscard]] core::Result<Scope> parseScope(std::string_view text);

/// As parseScope reads it.
[[nodiscard]] std::string scopeText(const Scope& scope);

/// Adds a user and their Person record. AlreadyExists when the name is taken, InvalidArgument for an empty name or one
/// with control characters.
[[nodiscard]] core::Result<PersonId> addAccount(HubWrite& write, const NewAccount& account, Timestamp now,
                                                core::RandomSource& random);

/// What is to be otherwise of an account; what is not set stays.
struct AccountChange {
  std::optional<records::Role> role = {};
  std::optional<Scope> scope = {};
  std::optional<std::string> fullName = {};
  std::optional<bool> active = {};  ///< false: their devices neither send nor receive any more
};
/// Changes a user's account and Person record. NotFound.
[[nodiscard]] core::Result<Account> changeAccount(HubWrite& write, std::string_view name, const AccountChange& change,
                                                  Timestamp now);

/// Adds or changes the account that a Person record describes, and writes the record; how many records changed (0 or
/// 1). AlreadyExists when another person has the name.
[[nodiscard]] core::Result<int> putPerson(HubWrite& write, const records::Person& person, Timestamp now);

/// People without an account, by name: a restored hub has forgotten them, and was given their records back.
[[nodiscard]] std::vector<records::Person> peopleWithoutAccount(HubRead& read);

/// The device of this id, or of this name if only one has it. NotFound, or InvalidArgument for a name of several.
[[nodiscard]] core::Result<Device> findDevice(HubRead& read, std::string_view device);

/// From now on the device's changes are put aside and it pulls nothing. Errors: those of findDevice.
[[nodiscard]] core::Result<Device> revokeDevice(HubWrite& write, std::string_view device, Timestamp now);

/// Whether the device sends and receives like others. Revoked: it was revoked, or its account is closed.
[[nodiscard]] core::Result<> checkActive(const Device& device, const Account& account);

}  // namespace thucdia::hub
