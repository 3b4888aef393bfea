#pragma once

#include <span>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include <thucdia/records/v1/registers.pb.h>

#include "core/changes/record_writer.h"
#include "core/records/record_rows.h"
#include "core/visits/visit_queries.h"
#include "tests/simulation/tablet.h"
#include "tests/simulation/world.h"

namespace thucdia::simulation {

/// What somebody does with a tablet: of several things one, as the dice have it.
class Hands {
 public:
  Hands(Tablet& tablet, World& world, v1::Person person)
      : m_tablet(tablet), m_dice(world.dice), m_trace(world.trace), m_world(world), m_person(std::move(person)) {}

 protected:
  template <class Doer>
  struct Choice {
    int weight;
    const char* what;
    core::Result<> (Doer::*act)();
  };

  /// What it came to, for the trace.
  template <class Doer>
  std::string doOneOf(Doer& doer, std::span<const Choice<Doer>> choices) {
    int total = 0;
    for (const auto& choice : choices) total += choice.weight;
    auto at = static_cast<int>(m_dice.below(static_cast<std::uint64_t>(total)));
    for (const auto& choice : choices) {
      at -= choice.weight;
      if (at >= 0) continue;
      const auto done = (doer.*choice.act)();
      if (done) return choice.what + m_detail;
      if (!mayRefuse(done.error().code))
        violated("tablet {} {}: {}", m_tablet.number(), choice.what, core::describe(done.error()));
      return fmt::format("{}{}: {}", choice.what, m_detail, core::name(done.error().code));
    }
    return "rests";
  }

  template <class Query>
  auto read(Query&& query) {
    return m_tablet.replica().read(std::forward<Query>(query));
  }
  template <class Command>
  auto write(Command&& command) {
    return m_tablet.replica().write(std::forward<Command>(command));
  }

  template <class AnyId>
  core::Result<AnyId> any(const std::string& sql) {
    THUCDIA_ASSIGN(const auto ids, read([&](core::db::ReadTransaction& transaction) {
                     std::vector<AnyId> found;
                     auto row = transaction.prepare(sql);
                     while (row.step()) found.push_back(*AnyId::fromBytes(row.blob(0)));
                     return found;
                   }));
    if (ids.empty()) return core::fail(core::ErrorCode::NotFound, "none");
    return m_dice.pick(ids);
  }
  template <class Record, class AnyId>
  static core::Result<Record> there(core::changes::RecordWriter& writer, const AnyId& id) {
    auto record = core::records::get<Record>(writer.transaction(), id);
    if (!record) return core::fail(core::ErrorCode::NotFound, "gone");
    return std::move(*record);
  }
  core::Result<core::PersonId> anyInspector() {
    return any<core::PersonId>("SELECT id FROM person WHERE role = 1 ORDER BY id");
  }
  core::Result<core::FacilityId> anyFacility() { return any<core::FacilityId>("SELECT id FROM facility ORDER BY id"); }

  /// A visit of one's own (or any) in a state.
  core::Result<core::visits::VisitLine> visitThat(bool own, const std::vector<core::visits::VisitStatus>& statuses) {
    core::visits::VisitFilter filter;
    filter.statuses = statuses;
    if (own) filter.inspector = core::PersonId::fromBytes(m_person.id());
    THUCDIA_ASSIGN(const auto page, read([&](core::db::ReadTransaction& transaction) {
                     return core::visits::visitsPage(transaction, filter, static_cast<int>(kMostVisitsLookedAt));
                   }));
    if (page.empty()) return core::fail(core::ErrorCode::NotFound, "no such visit");
    const auto& chosen = m_dice.pick(page);
    m_detail = fmt::format(" {} ({})", chosen.id.text().substr(24), core::visits::word(chosen.status));
    return chosen;
  }

  /// Where the person may make records.
  [[nodiscard]] std::vector<std::string> ownProvinces() const {
    if (m_person.all_provinces()) return {std::begin(kProvinces), std::end(kProvinces)};
    return {m_person.provinces().begin(), m_person.provinces().end()};
  }

  Tablet& m_tablet;
  Dice& m_dice;
  Trace& m_trace;
  World& m_world;
  v1::Person m_person;
  std::string m_detail;

 private:
  static constexpr std::size_t kMostVisitsLookedAt = 40;

  /// What rules, a failing disk and the state of things refuse.
  static bool mayRefuse(core::ErrorCode code) {
    using core::ErrorCode;
    switch (code) {
      case ErrorCode::IoError:
      case ErrorCode::DiskFull:
      case ErrorCode::DatabaseBusy:
      case ErrorCode::NotFound:
      case ErrorCode::NotPermitted:
      case ErrorCode::OutOfScope:
      case ErrorCode::IllegalMove:
      case ErrorCode::Locked:
      case ErrorCode::Incomplete:
      case ErrorCode::InvalidArgument:
      case ErrorCode::NotEnrolled:
        return true;
      default:
        return false;
    }
  }
};

}  // namespace thucdia::simulation
