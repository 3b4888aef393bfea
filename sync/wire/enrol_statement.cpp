#include "sync/wire/enrol_statement.h"

#include "core/base/crypto.h"
#include "sync/wire/encoding.h"

namespace thucdia::sync {

std::string enrolStatement(std::string_view secret, std::string_view publicKey) {
  std::string statement = "thucdia enrol v1\n";
  statement += core::raw(core::sha256(secret));
  statement += publicKey;
  return statement;
}

std::uint64_t accountMark(const v1::Account& account) {
  // Not the serialised message: its bytes may differ between programs.
  std::string text = account.person_id() + '\n' + account.name() + '\n' + std::to_string(account.role()) + '\n' +
                     (account.all_provinces() ? "*" : "");
  for (const auto& province : account.provinces()) text += '\n' + province;
  const auto mark = readBigEndian(core::raw(core::sha256(text)).substr(0, 8));
  return mark == 0 ? 1 : mark;
}

}  // namespace thucdia::sync
