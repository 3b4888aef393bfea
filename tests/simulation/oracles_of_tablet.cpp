// What a tablet shows, held against what it holds.

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include <thucdia/records/v1/registers.pb.h>
#include <thucdia/records/v1/visits.pb.h>

#include "core/changes/contested.h"
#include "core/records/record_rows.h"
#include "core/registers/registers_queries.h"
#include "core/review/conflict_queries.h"
#include "core/visits/visit_queries.h"
#include "sync/engine/sync_state.h"
#include "tests/simulation/oracles.h"

namespace thucdia::simulation {

namespace db = core::db;
using core::records::RecordType;

void checkLists(Tablet& tablet) {
  constexpr int kMost = 10'000;
  seen(tablet.replica().read([&](db::ReadTransaction& transaction) {
    const auto count = [&](const auto& lines, core::RecordId id) {
      return std::ranges::count(lines, id, [](const auto& line) { return core::RecordId(line.id.bytes()); });
    };
    const auto facilities = [&](const std::string& search) {
      return core::registers::facilitiesPage(transaction, {.search = search}, core::registers::FacilityOrder::Name,
                                             core::Date{std::chrono::year(2025) / 11 / 15}, kMost)
          .lines;
    };
    const auto visits = [&](const std::string& search) {
      core::visits::VisitFilter filter;
      filter.search = search;
      return core::visits::visitsPage(transaction, filter, kMost);
    };
    const auto check = [&](const RecordType& type, const auto& lines, const auto& found, const auto& wordsOf) {
      std::size_t all = 0;
      for (const auto& [id, held] : tablet.held()) {
        if (held.first != type.number()) continue;
        ++all;
        if (count(lines, id) != 1) violated("tablet {} does not list {} {}", tablet.number(), type.table(), id.text());
      }
      if (lines.size() != all) violated("tablet {} lists more than it holds of {}", tablet.number(), type.table());
      std::map<std::string, std::remove_cvref_t<decltype(lines)>> by;
      for (const auto& line : lines) {
        const auto& words = wordsOf(line);
        if (!by.contains(words)) by[words] = found(words);
        if (count(by[words], core::RecordId(line.id.bytes())) != 1)
          violated("tablet {} does not find {} by '{}'", tablet.number(), type.table(), words);
      }
    };
    check(RecordType::of<v1::Facility>(), facilities({}), facilities, [](const auto& line) { return line.name; });
    check(RecordType::of<v1::Visit>(), visits({}), visits, [](const auto& line) { return line.facilityName; });
  }));
}

std::map<core::RecordId, std::string> knownMissing(Tablet& tablet) {
  return seen(tablet.replica().read([&](db::ReadTransaction& transaction) {
    std::map<core::RecordId, std::string> missing;
    auto row = transaction.prepare("SELECT id FROM not_at_hub");
    while (row.step()) missing.emplace(*core::RecordId::fromBytes(row.blob(0)), "not taken back");
    for (const auto& refused : sync::refusedChanges(transaction)) {
      missing[refused.id] =
          fmt::format("{} refused as {} ({})", refused.table, core::name(refused.code), refused.detail);
    }
    return missing;
  }));
}

void checkShown(Tablet& tablet) {
  seen(tablet.replica().read([&](db::ReadTransaction& transaction) {
    std::set<std::pair<core::RecordId, core::changes::LeafKey>> shown;
    for (const auto& conflict : core::review::conflicts(transaction, tablet.tag(), -1))
      shown.emplace(conflict.record, conflict.leaf);
    for (const auto& [id, held] : tablet.held()) {
      for (const auto& leaf : held.second.leaves) {
        const bool asks = std::ranges::any_of(
            leaf.versions, [&](const auto& version) { return version.value != leaf.versions.front().value; });
        if (asks != shown.contains({id, leaf.key}))
          violated("tablet {} {} the conflict about {}", tablet.number(), asks ? "does not show" : "makes up",
                   describe(Ledger::Place{id, leaf.key}, leaf.versions.front().stamp.dot));
      }
      if (held.first != RecordType::of<v1::Visit>().number()) continue;
      const core::VisitId visit(id.bytes());
      const auto line = core::visits::visitLine(transaction, visit);
      const auto state = core::visits::stateOf(transaction, visit);
      if (!line || !state) violated("tablet {} does not list visit {}", tablet.number(), id.text());
      bool diverged = false;
      for (const auto& seal : core::visits::sealsOf(transaction, visit)) {
        if (!core::visits::isSealed(state->status) || seal.revision() != state->revision) continue;
        diverged = seal.content() != core::records::loadRow(transaction, RecordType::of<v1::Visit>(), id)->body;
      }
      if (line->status != state->status || line->revision != state->revision || line->contested != state->contested ||
          line->diverged != diverged || line->since != state->since)
        violated(
            "tablet {} ({:08x}) lists visit {} as {} (revision {}, contested {}, diverged {}), and it is {} "
            "(revision {}, contested {}, diverged {}), since {} and {}",
            tablet.number(), tablet.tag(), id.text(), core::visits::word(line->status), line->revision, line->contested,
            line->diverged, core::visits::word(state->status), state->revision, state->contested, diverged,
            core::toMicros(line->since), core::toMicros(state->since));
    }
  }));
}

}  // namespace thucdia::simulation
