#include "sync/hub/pull.h"

#include <algorithm>

#include "core/changes/wire.h"
#include "sync/hub/heads.h"
#include "sync/wire/limits.h"

namespace thucdia::hub {

using core::ErrorCode;

namespace {

constexpr std::size_t kPageBytes = 2u << 20;
constexpr std::string_view kAll = "*";
constexpr std::size_t kMostProvinces = 100;

FeedQuery queryOf(const Account& account) {
  FeedQuery query;
  query.everything = account.scope.allProvinces;
  query.provinces = account.scope.provinces;
  query.provinces.emplace_back();
  query.owner = account.person;
  return query;
}

bool fillsAll(const Cursor& cursor) { return std::ranges::find(cursor.fill, kAll) != cursor.fill.end(); }

/// What the scope has that the old one had not.
std::vector<std::string> grownBy(const Scope& now, const Scope& before) {
  if (before.allProvinces) return {};
  if (now.allProvinces) return {std::string(kAll)};
  std::vector<std::string> grown;
  std::ranges::set_difference(now.provinces, before.provinces, std::back_inserter(grown));
  return grown;
}

/// Adds the rows of a page to the response; the sequence that was reached, and whether all were taken.
struct Taken {
  std::uint64_t upTo = 0;
  bool all = true;
};
core::Result<Taken> take(HubRead& read, const FeedPage& page, const FeedQuery& query, DeviceTag reader,
                         wire::ExchangeResponse& response) {
  std::size_t bytes = 0;
  for (const auto& row : page.rows) {
    const auto head = read.headAt(row.row);
    if (!head) return core::fail(ErrorCode::CorruptData, "a feed row without head");
    auto patch = changeFor(*head, query.held, reader);
    // One damaged record (thucdia-hub check names it) does not keep everybody from the rest.
    if (!patch || !*patch) continue;
    auto& change = **patch;
    bytes += change.body().size() + change.meta().size();
    *response.add_pulled() = std::move(change);
    if (bytes >= kPageBytes && &row != &page.rows.back()) return Taken{row.sequence, false};
  }
  if (page.more) return Taken{page.rows.back().sequence, false};
  return Taken{query.upTo, true};
}

}  // namespace

std::string encodeCursor(const Cursor& cursor) {
  namespace walk = core::changes::wire;
  std::string bytes;
  walk::appendVarint(bytes, cursor.sequence);
  walk::appendVarint(bytes, static_cast<std::uint64_t>(cursor.scope));
  const bool through = cursor.heldScope == 0 || cursor.heldScope == cursor.scope;
  if (cursor.fill.empty() && cursor.at == cursor.sequence && through) return bytes;
  walk::appendVarint(bytes, cursor.at);
  walk::appendVarint(bytes, static_cast<std::uint64_t>(cursor.heldScope));
  if (cursor.fill.empty()) return bytes;
  walk::appendVarint(bytes, cursor.fillAfter);
  for (const auto& province : cursor.fill) walk::appendBytes(bytes, province);
  return bytes;
}

std::optional<Cursor> decodeCursor(std::string_view bytes) {
  Cursor cursor;
  if (bytes.empty()) return cursor;
  core::changes::wire::Reader reader(bytes);
  const auto sequence = reader.varint();
  const auto scope = reader.varint();
  if (!sequence || !scope || *scope == 0 || *scope > INT32_MAX) return std::nullopt;
  cursor.sequence = *sequence;
  cursor.scope = static_cast<std::int64_t>(*scope);
  cursor.at = cursor.sequence;
  if (reader.atEnd()) return cursor;
  const auto at = reader.varint();
  const auto held = reader.varint();
  if (!at || *at < cursor.sequence || !held || *held > INT32_MAX) return std::nullopt;
  cursor.at = *at;
  cursor.heldScope = static_cast<std::int64_t>(*held);
  if (reader.atEnd()) return cursor;
  const auto fillAfter = reader.varint();
  if (!fillAfter) return std::nullopt;
  cursor.fillAfter = *fillAfter;
  while (!reader.atEnd()) {
    const auto province = reader.bytes();
    if (!province || cursor.fill.size() >= kMostProvinces) return std::nullopt;
    cursor.fill.emplace_back(*province);
  }
  return cursor;
}

bool inScope(const Account& account, std::string_view province, const std::optional<PersonId>& owner) {
  return province.empty() || account.scope.holds(province) || owner == account.person;
}

core::Result<> depart(const Head& head, wire::ExchangeResponse& response) {
  THUCDIA_ASSIGN(const auto state, core::changes::decode(head.body, head.meta));
  auto* departed = response.add_departed();
  departed->set_type(head.type);
  departed->set_id(head.id.rawString());
  departed->set_known(core::changes::encode({{}, state.known}).meta);
  return {};
}

core::Result<> pull(HubRead& read, const Account& account, DeviceTag reader, std::string_view given, int limit,
                    wire::ExchangeResponse& response) {
  auto cursor = decodeCursor(given);
  const auto head = read.sequence();
  // What is no cursor of this hub's is none: everything is sent, which does no harm.
  if (!cursor || cursor->at > head) cursor = Cursor{};
  const auto scope = read.findScope(account.scope);
  if (cursor->scope != 0 && cursor->scope != scope) {
    const auto before = read.scopeNumbered(cursor->scope);
    if (!before) cursor = Cursor{};
    for (auto& province : before ? grownBy(account.scope, *before) : std::vector<std::string>()) {
      // What was being filled in already begins anew with the rest: twice the same changes nothing.
      cursor->fillAfter = 0;
      if (std::ranges::find(cursor->fill, province) == cursor->fill.end()) cursor->fill.push_back(std::move(province));
    }
  }
  if (cursor->heldScope == 0) cursor->heldScope = cursor->scope;
  cursor->scope = scope;
  if (fillsAll(*cursor) && !account.scope.allProvinces) {
    // Of everything only a part had come, and of which provinces is not known.
    cursor->fill = account.scope.provinces;
    cursor->fillAfter = 0;
  }
  std::erase_if(cursor->fill,
                [&](const std::string& province) { return province != kAll && !account.scope.holds(province); });
  auto query = queryOf(account);
  query.limit = std::clamp(limit, 1, sync::kMaxPullChanges);
  // Who begins anew may no longer hold what it once brought of others' (it is told of none that it wrote alone).
  query.reader = cursor->sequence == 0 ? 0 : reader;
  if (!cursor->fill.empty()) {
    auto fill = query;
    fill.everything = fillsAll(*cursor);
    fill.provinces = cursor->fill;
    fill.owner.reset();
    fill.after = cursor->fillAfter;
    fill.held = 0;
    // Up to now, not up to the cursor: what was edited since would else come in part only.
    fill.upTo = head;
    fill.reader = 0;
    const auto page = read.feed(fill);
    THUCDIA_ASSIGN(const auto taken, take(read, page, fill, 0, response));
    cursor->fillAfter = taken.upTo;
    if (taken.all) cursor->fill.clear();
    response.set_more(true);
  } else {
    query.after = cursor->at;
    query.held = cursor->sequence;
    query.upTo = head;
    const auto page = read.feed(query);
    THUCDIA_ASSIGN(const auto taken, take(read, page, query, reader, response));
    if (!account.scope.allProvinces) {
      // The reader may hold it for the scope that it had before, and have that again when this pull is through.
      const auto held = cursor->heldScope == scope ? std::nullopt : read.scopeNumbered(cursor->heldScope);
      for (const auto& departure : read.departures(cursor->at, taken.upTo)) {
        const bool was = held && held->holds(departure.province);
        if (!was && !inScope(account, departure.province, departure.owner)) continue;
        const auto now = read.head(departure.id);
        if (!now || inScope(account, now->province, now->owner)) continue;
        THUCDIA_TRY(depart(*now, response));
      }
    }
    cursor->at = taken.upTo;
    if (taken.all) {
      cursor->sequence = taken.upTo;
      cursor->heldScope = 0;
    }
    response.set_more(!taken.all);
  }
  auto bytes = encodeCursor(*cursor);
  if (bytes != given) response.set_cursor(std::move(bytes));
  return {};
}

}  // namespace thucdia::hub
