#include <algorithm>
#include <array>
#include <map>

#include <fmt/format.h>

#include <thucdia/records/v1/visits.pb.h>

#include "core/base/crypto.h"
#include "core/changes/record_state.h"
#include "core/demo/demo_answers.h"
#include "core/demo/story.h"
#include "core/records/record_type.h"
#include "core/registers/datasets.h"
#include "core/visits/seal.h"

namespace thucdia::core::demo {

namespace {

using std::chrono::hours;
using std::chrono::minutes;

/// How far a visit has come.
enum class Stage { Planned, InProgress, Signed, Submitted, UnderReview, Returned, Approved, Issued, Filed, Cancelled };

struct Chance {
  Stage stage;
  int weight;
};
// The older a visit, the further it has come; what is new fills the queues.
constexpr std::array kOld = {Chance{Stage::Filed, 45}, Chance{Stage::Issued, 25}, Chance{Stage::Approved, 26},
                             Chance{Stage::Cancelled, 4}};
constexpr std::array kRecent = {Chance{Stage::Issued, 22},     Chance{Stage::Approved, 44},
                                Chance{Stage::Returned, 9},    Chance{Stage::Submitted, 13},
                                Chance{Stage::UnderReview, 8}, Chance{Stage::Cancelled, 4}};
constexpr std::array kNew = {Chance{Stage::Submitted, 28}, Chance{Stage::UnderReview, 10},
                             Chance{Stage::Approved, 16},  Chance{Stage::Returned, 12},
                             Chance{Stage::Signed, 10},    Chance{Stage::InProgress, 15},
                             Chance{Stage::Planned, 9}};

Stage draw(Dice& dice, std::span<const Chance> chances) {
  std::int64_t left = dice.between(1, 100);
  for (const Chance& chance : chances) {
    left -= chance.weight;
    if (left <= 0) return chance.stage;
  }
  return chances.front().stage;
}

Stage stageOf(Dice& dice, int age) {
  if (age > 120) return draw(dice, kOld);
  return age > 25 ? draw(dice, kRecent) : draw(dice, kNew);
}

constexpr std::array kReturnComments = {std::string_view("Xin bổ sung căn cứ và ảnh chụp rõ hơn."),
                                        std::string_view("Số liệu chưa khớp với hồ sơ thanh toán, xin kiểm tra lại."),
                                        std::string_view("Xin ghi rõ nguyên nhân và thời hạn khắc phục."),
                                        std::string_view("Xin đối chiếu với phụ lục hợp đồng.")};

/// The record's canonical bytes, as a replica stores and a seal signs them.
std::string canonicalBody(const v1::Visit& visit) {
  const auto& type = records::RecordType::of<v1::Visit>();
  const auto edits = changes::difference({}, visit.SerializeAsString(), type.mapField());
  THUCDIA_ASSERT(edits.has_value());
  changes::RecordState state;
  changes::write(state, *edits, {{1, 1}, Timestamp()});
  return changes::encode(state).body;
}

/// One visit from its beginning to where it stands today.
class VisitStory {
 public:
  VisitStory(Story& story, const Pictures& pictures, const registers::Datasets& datasets)
      : m_story(story), m_pictures(pictures), m_datasets(datasets) {}

  struct Made {
    std::optional<VisitId> sealed;  ///< the visit's id, when it was sealed
  };

  Result<Made> tell(const Site& site, int serial, Date day, Stage stage,
                    const std::optional<std::pair<VisitId, Date>>& previous) {
    Dice dice(m_story.options.seed, fmt::format("visit {}", serial));
    const auto form = m_story.forms.find(formOf(m_story, site));
    if (form == m_story.forms.end()) return Made{};

    const MadeFacility& facility = m_story.facilities[site.facility];
    const registers::AdministrativeUnit& commune = m_story.communeOf(facility);
    const MadePerson& inspector = inspectorOf(m_story, commune.province, dice);
    const Timestamp startedAt = startOfDay(day) + hours(7) + minutes(dice.between(20, 460));

    Scene scene = sceneOf(site, form->second, day, dice);
    scene.startedAt = startedAt;
    scene.inspectorName = inspector.fullName;
    scene.inspectorPosition = inspector.position;
    if (previous) scene.previousDate = isoDate(previous->second);
    scene.extent = stage == Stage::InProgress ? Extent::Some : Extent::Complete;

    v1::Visit visit;
    const VisitId id(makeUuidV7(startedAt, dice.source()));
    visit.set_id(id.rawString());
    visit.set_form_id(form->second->compiled().form_id());
    visit.set_form_version(form->second->compiled().version());
    visit.set_facility_id(facility.id.rawString());
    if (site.project) {
      visit.set_project_id(m_story.projects[*site.project].id.rawString());
      visit.set_beneficiary_id(site.beneficiary.rawString());
    }
    visit.set_inspector_id(inspector.id.rawString());
    visit.set_province(commune.province);
    visit.set_number(numberOf(inspector, day));
    visit.set_revision(1);
    visit.set_started_at(toMicros(startedAt));
    visit.set_facility_name(scene.facility.name());
    if (previous) visit.set_previous_visit_id(previous->first.rawString());

    Sheet sheet;
    if (stage != Stage::Planned && stage != Stage::Cancelled) {
      THUCDIA_ASSIGN(sheet, fillIn(scene, m_pictures, m_datasets, dice));
      if (stage != Stage::InProgress && !sheet.complete) {
        return fail(ErrorCode::Incomplete,
                    fmt::format("the sample's {} lacks {}", visit.form_id(), sheet.firstMissing));
      }
      for (const auto& [key, answer] : sheet.answers) (*visit.mutable_answers())[key] = answer;
      for (const Picture* picture : sheet.pictures) {
        if (m_story.sink.picture) THUCDIA_TRY(m_story.sink.picture(picture->bytes, picture->attachment.mime(), id));
      }
      m_story.counts.findings += stage == Stage::InProgress ? 0 : scene.findings;
    }
    THUCDIA_TRY(goThrough(visit, id, sheet, stage, inspector, dice));
    ++m_story.counts.visits;
    const bool sealed = stage != Stage::Planned && stage != Stage::Cancelled && stage != Stage::InProgress;
    return Made{sealed ? std::optional(id) : std::nullopt};
  }

 private:
  Scene sceneOf(const Site& site, const std::shared_ptr<const forms::Form>& form, Date day, Dice& dice) const {
    const MadeFacility& facility = m_story.facilities[site.facility];
    Scene scene;
    scene.form = form;
    scene.facility = facilityRecord(m_story, facility);
    scene.sector = &sectors()[facility.sector];
    scene.communeName = m_story.communeOf(facility).name;
    scene.deviceTag = m_story.sink.deviceTag;
    const std::int32_t cluster =
        facility.kind == v1::FACILITY_KIND_CLUSTER ? static_cast<std::int32_t>(site.facility) : facility.cluster;
    if (cluster >= 0) {
      const v1::Facility record = facilityRecord(m_story, m_story.facilities[static_cast<std::size_t>(cluster)]);
      scene.clusterCode = record.code();
      scene.clusterName = record.name();
    }
    for (const auto* former : m_story.places.units().predecessors(m_story.communeOf(facility))) {
      scene.oldCommunes += (scene.oldCommunes.empty() ? "" : "; ") + former->fullName;
    }
    if (site.project) scene.project = projectRecord(m_story, m_story.projects[*site.project]);
    scene.support = site.support;
    scene.purpose = "lam_viec";
    if (scene.project) {
      const bool running = scene.project->ends_on() >= isoDate(day);
      scene.purpose = running ? "kiem_tra_tien_do" : dice.chance(80) ? "sau_ho_tro" : "phuc_tra";
    } else if (dice.chance(15)) {
      scene.purpose = "dot_xuat";
    }
    const std::int64_t mood = dice.between(1, 100);
    scene.mood = mood <= 62 ? Mood::Good : mood <= 88 ? Mood::Mixed : Mood::Bad;
    scene.findings = scene.mood == Mood::Good ? (dice.chance(20) ? 1 : 0) : static_cast<int>(dice.between(1, 3));
    return scene;
  }

  /// "TB01-20261115-001": device, day, serial of that day.
  std::string numberOf(const MadePerson& inspector, Date day) {
    const auto device = 1 + (&inspector - m_story.people.data());
    const std::string stem = fmt::format("TB{:02}-{:04}{:02}{:02}", device, static_cast<int>(day.year()),
                                         static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()));
    return fmt::format("{}-{:03}", stem, ++m_numbers[stem]);
  }

  /// Hands out the visit, its seals and what was decided on it.
  Result<> goThrough(v1::Visit& visit, VisitId id, const Sheet& sheet, Stage stage, const MadePerson& inspector,
                     Dice& dice) {
    m_time = fromMicros(visit.started_at()) + hours(3);
    const Timestamp now = startOfDay(m_story.options.today) + hours(9);
    if (stage == Stage::Planned || stage == Stage::InProgress) return m_story.sink.record(visit);
    if (stage == Stage::Cancelled) {
      THUCDIA_TRY(m_story.sink.record(visit));
      return decide(visit, id, v1::DECISION_KIND_CANCELLED, inspector, {}, dice,
                    "Không bố trí được xe; cơ sở nghỉ theo mùa vụ");
    }
    // One visit in twelve was returned once before it came further.
    const bool twice = stage >= Stage::Approved && dice.chance(8);
    std::string sealed;
    std::string firstSeal;
    v1::VisitSeal first;
    if (twice) {
      v1::Visit earlier = visit;
      for (auto& [key, answer] : *earlier.mutable_answers()) {
        if (key.ends_with("/team_opinion")) answer.set_text("Đoàn ghi nhận, đề nghị đơn vị hoàn thiện hồ sơ.");
      }
      first = sealOf(earlier, id, inspector, dice);
      visit.set_revision(2);
    }
    const Timestamp began = m_time;
    std::vector<v1::VisitSeal> seals;
    std::vector<v1::VisitDecision> decisions;
    if (twice) {
      const auto hash = std::string(raw(sha256(first.content())));
      seals.push_back(first);
      const MadePerson& reviewer = personOf(m_story, v1::ROLE_SUPERVISOR, dice);
      decisions.push_back(
          decision(visit, id, v1::DECISION_KIND_SUBMITTED, inspector, hash, 1, dice, minutes(dice.between(30, 2000))));
      decisions.push_back(
          decision(visit, id, v1::DECISION_KIND_TAKEN_UP, reviewer, hash, 1, dice, minutes(dice.between(60, 3000))));
      decisions.push_back(
          decision(visit, id, v1::DECISION_KIND_RETURNED, reviewer, hash, 1, dice, minutes(dice.between(5, 60))));
      comment(decisions.back(), sheet, dice);
      m_time += minutes(dice.between(300, 2000));
    }
    seals.push_back(sealOf(visit, id, inspector, dice));
    const auto hash = std::string(raw(sha256(seals.back().content())));
    const int revision = visit.revision();
    if (stage >= Stage::Submitted) {
      decisions.push_back(decision(visit, id, v1::DECISION_KIND_SUBMITTED, inspector, hash, revision, dice,
                                   minutes(dice.between(20, 1500))));
    }
    if (stage >= Stage::UnderReview) {
      const MadePerson& reviewer = personOf(m_story, v1::ROLE_SUPERVISOR, dice);
      decisions.push_back(decision(visit, id, v1::DECISION_KIND_TAKEN_UP, reviewer, hash, revision, dice,
                                   minutes(dice.between(60, 2500))));
      if (stage == Stage::Returned) {
        decisions.push_back(decision(visit, id, v1::DECISION_KIND_RETURNED, reviewer, hash, revision, dice,
                                     minutes(dice.between(4, 50))));
        comment(decisions.back(), sheet, dice);
      } else if (stage >= Stage::Approved) {
        decisions.push_back(decision(visit, id, v1::DECISION_KIND_APPROVED, reviewer, hash, revision, dice,
                                     minutes(dice.between(4, 50))));
      }
    }
    const MadePerson& clerk = personOf(m_story, v1::ROLE_CLERK, dice);
    if (stage >= Stage::Issued) {
      decisions.push_back(
          decision(visit, id, v1::DECISION_KIND_ISSUED, clerk, hash, revision, dice, minutes(dice.between(100, 4000))));
      decisions.back().set_number(fmt::format("{}/BB-TTKC1", ++m_issued));
    }
    if (stage >= Stage::Filed) {
      decisions.push_back(decision(visit, id, v1::DECISION_KIND_FILED, clerk, hash, revision, dice,
                                   minutes(dice.between(1000, 20'000))));
    }
    // Nothing has happened later than now: a visit of these days went through its stages faster.
    squeeze(began, now, seals, decisions, visit);
    THUCDIA_TRY(m_story.sink.record(visit));
    for (const v1::VisitSeal& seal : seals) {
      THUCDIA_TRY(m_story.sink.record(seal));
      ++m_story.counts.seals;
    }
    for (const v1::VisitDecision& each : decisions) {
      THUCDIA_TRY(m_story.sink.record(each));
      ++m_story.counts.decisions;
    }
    return {};
  }

  v1::VisitSeal sealOf(const v1::Visit& visit, VisitId id, const MadePerson& inspector, Dice& dice) {
    v1::VisitSeal seal;
    seal.set_id(makeId(dice));
    seal.set_visit_id(id.rawString());
    seal.set_province(visit.province());
    seal.set_revision(visit.revision());
    seal.set_content(canonicalBody(visit));
    seal.set_device_id(m_story.sink.device.rawString());
    seal.set_person_id(inspector.id.rawString());
    seal.set_sealed_at(toMicros(m_time));
    return seal;
  }

  v1::VisitDecision decision(const v1::Visit& visit, VisitId id, v1::DecisionKind kind, const MadePerson& by,
                             const std::string& sealHash, int revision, Dice& dice, minutes later) {
    m_time += later;
    v1::VisitDecision made;
    made.set_id(makeId(dice));
    made.set_visit_id(id.rawString());
    made.set_province(visit.province());
    made.set_kind(kind);
    made.set_revision(revision);
    made.set_seal_sha256(sealHash);
    made.set_person_id(by.id.rawString());
    made.set_decided_at(toMicros(m_time));
    return made;
  }

  Result<> decide(const v1::Visit& visit, VisitId id, v1::DecisionKind kind, const MadePerson& by,
                  const std::string& sealHash, Dice& dice, std::string_view reason) {
    v1::VisitDecision made = decision(visit, id, kind, by, sealHash, visit.revision(), dice, minutes(5));
    made.set_reason(std::string(reason));
    ++m_story.counts.decisions;
    return m_story.sink.record(made);
  }

  void comment(v1::VisitDecision& returned, const Sheet& sheet, Dice& dice) {
    for (std::int64_t count = dice.between(1, 2); count > 0 && !sheet.commentable.empty(); --count) {
      v1::AnswerComment& comment = *returned.add_comments();
      comment.set_path(dice.pick(sheet.commentable));
      comment.set_text(std::string(dice.pick(kReturnComments)));
    }
    returned.set_reason("Đề nghị hoàn thiện theo góp ý");
  }

  /// Brings all times after `began` together so that the last is not after `now`, and signs the seals.
  void squeeze(Timestamp began, Timestamp now, std::vector<v1::VisitSeal>& seals,
               std::vector<v1::VisitDecision>& decisions, const v1::Visit&) {
    std::int64_t last = seals.back().sealed_at();
    for (const v1::VisitDecision& each : decisions) last = std::max(last, each.decided_at());
    const std::int64_t from = toMicros(began);
    const std::int64_t most = std::max(toMicros(now), from + 60'000'000);
    const auto fitted = [&](std::int64_t time) {
      if (last <= most) return time;
      return from + static_cast<std::int64_t>(static_cast<double>(time - from) / static_cast<double>(last - from) *
                                              static_cast<double>(most - from));
    };
    for (v1::VisitSeal& seal : seals) {
      seal.set_sealed_at(fitted(seal.sealed_at()));
      seal.set_signature(m_story.sink.sign(visits::signedBytes(seal)));
    }
    for (v1::VisitDecision& each : decisions) each.set_decided_at(fitted(each.decided_at()));
  }

  std::string makeId(Dice& dice) const { return RecordId(makeUuidV7(m_time, dice.source())).rawString(); }

  Story& m_story;
  const Pictures& m_pictures;
  const registers::Datasets& m_datasets;
  std::map<std::string, int> m_numbers;
  int m_issued = 0;
  Timestamp m_time;
};

/// A working day in the two years before today but not before `earliest`; one in four in the last four weeks.
Date visitDay(Dice& dice, Date today, Date earliest) {
  const int most = std::clamp(daysBetween(earliest, today), 3, 729);
  const bool recent = dice.chance(25) || most <= 26;
  const auto back = static_cast<int>(recent ? dice.between(0, std::min(25, most)) : dice.between(26, most));
  Date day = addDays(today, -back);
  const auto weekday = [&day] { return std::chrono::weekday(std::chrono::sys_days(day)).iso_encoding(); };
  while (weekday() > 5) day = addDays(day, -1);
  return day;
}

/// From when on there is something to see; nothing when that is still to come.
std::optional<Date> visibleFrom(const Story& story, const Site& site) {
  if (!site.project) return addDays(story.options.today, -729);
  const auto signedOn = parseIsoDate(projectRecord(story, story.projects[*site.project]).contract_date());
  const Date earliest = addDays(*signedOn, 14);
  return daysBetween(earliest, story.options.today) >= 3 ? std::optional(earliest) : std::nullopt;
}

}  // namespace

Result<> makeVisits(Story& story) {
  if (story.sites.empty() || story.options.visits == 0) return {};
  const Pictures pictures;
  const registers::Datasets datasets;
  VisitStory teller(story, pictures, datasets);

  // Some sites are visited again, so that there is a last time; each site's visits stand in order of time.
  Dice dice(story.options.seed, "visits");
  std::vector<std::pair<std::uint32_t, Date>> order;  // sites, and from when on they can be visited
  for (std::uint32_t i = 0; i < story.sites.size(); ++i) {
    if (const auto earliest = visibleFrom(story, story.sites[i])) order.emplace_back(i, *earliest);
  }
  if (order.empty()) return {};
  for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[dice.index(i)]);
  const auto visits = static_cast<std::size_t>(story.options.visits);
  const std::size_t sites = std::clamp<std::size_t>(visits * 6 / 10, 1, order.size());

  int serial = 0;
  for (std::size_t i = 0; i < sites; ++i) {
    const auto& [index, earliest] = order[i];
    const std::size_t many = visits / sites + (i < visits % sites ? 1 : 0);
    std::vector<Date> days;
    for (std::size_t k = 0; k < many; ++k) days.push_back(visitDay(dice, story.options.today, earliest));
    std::ranges::sort(days);
    std::optional<std::pair<VisitId, Date>> previous;
    for (std::size_t k = 0; k < many; ++k) {
      const int age = daysBetween(days[k], story.options.today);
      // Before a further visit the one before has come to its end.
      const Stage stage = k + 1 < many ? draw(dice, kOld) : stageOf(dice, age);
      THUCDIA_ASSIGN(const auto made, teller.tell(story.sites[index], ++serial, days[k], stage, previous));
      if (made.sealed) previous.emplace(*made.sealed, days[k]);
    }
  }
  return {};
}

}  // namespace thucdia::core::demo
