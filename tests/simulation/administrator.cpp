#include "tests/simulation/administrator.h"

#include <chrono>
#include <map>

#include "core/records/record_rows.h"
#include "sync/hub/heads.h"
#include "sync/hub/hub_records.h"
#include "sync/hub/quarantine.h"
#include "tests/support/small_form.h"

namespace thucdia::simulation {

using core::records::RecordType;
using hub::HubRead;
using hub::HubWrite;
using std::chrono::hours;
using std::chrono::minutes;

namespace {

constexpr int kMostTablets = 10;
/// That a disk is asked for while a hub is restored, about.
constexpr std::uint64_t kStepsOfRestore = 300;
constexpr const char* kScopes[] = {"01", "08", "01,08", "25", "01,08,25", "all"};

/// The small form's second version, with a question elsewhere, one gone, one new, and one of another type.
v1::FormVersion movedForm() {
  return tests::publishedForm(R"(
| survey |
| | type | name | label | required | calculation | default | appearance |
| | end | signed_at | | | | | |
| | begin_group | people | People | | | | |
| | text | bene_name | Name | yes | | | |
| | end_group | people | | | | | |
| | begin_group | facts | Facts | | | | |
| | decimal | workers | Workers | | | | |
| | text | began | Began in | | | 2020 | |
| | calculate | twice | | | ${workers} * 2 | | |
| | end_group | facts | | | | | |
| | begin_repeat | equip | Equipment | | | | |
| | text | eq_name | Equipment | yes | | | |
| | image | eq_photo | Photo | | | | |
| | end_repeat | equip | | | | | |
| | begin_repeat | findings | Findings | | | | |
| | select_one severity | f_sev | Severity | | | | |
| | text | f_text | Text | | | | |
| | end_repeat | findings | | | | | |
| | image | sig_site | Signature | | | | signature |
| choices |
| | list_name | name | label |
| | severity | nhe | Minor |
| | severity | nghiem_trong | Serious |
| settings |
| | form_id | version | form_title |
| | small | 2 | Small form |
)",
                              1);
}

template <class T>
std::string_view wordOf(const core::Result<T>& done) {
  return done ? "done" : core::name(done.error().code);
}

}  // namespace

void Administrator::begin() {
  m_world.after(m_world.pause(minutes(30), hours(6)), [this] { doChores(); });
  if (m_world.turnover.any() || m_world.variety.carries)
    m_world.after(minutes(m_world.fate.between(20, 300)), [this] { turnOver(); });
}

void Administrator::doChores() {
  if (m_world.over()) return;
  m_world.after(m_world.pause(hours(1), hours(7)), [this] { doChores(); });
  if (!m_hub.running()) return;
  switch (m_world.dice.below(10)) {
    case 0:
    case 1:
      backUp();
      break;
    case 2:
    case 3:
    case 4:
      return restore();
    case 5:
      changeScope();
      break;
    case 6:
      revoke();
      break;
    case 7:
      return addFacility();
    default:
      if (!m_world.dice.chance(0.5)) break;
      m_world.trace.count(Mishap::HubKilled);
      m_world.say("the hub is killed");
      m_hub.stop();
      return m_outages.startHubLater();
  }
  m_outages.hubSettled();
}

void Administrator::backUp() { m_world.say("the hub is backed up: {}", wordOf(m_hub.backUp())); }

void Administrator::restore() {
  if (!m_world.weather.restores || m_hub.backups() == 0) {
    m_outages.hubSettled();
    return;
  }
  auto backup = m_hub.backups();
  if (m_world.turnover.olderBackups) backup = static_cast<int>(m_world.fate.between(1, backup));
  m_world.trace.count(Mishap::HubRestored);
  if (backup < m_hub.backups()) m_world.trace.count(Mishap::OlderBackup);
  if (m_world.turnover.hubClock) {
    m_hub.clock().setOff(-hours(m_world.fate.chance(0.5) ? 87'660 : 0));
    if (m_hub.clock().off().count() != 0) m_world.trace.count(Mishap::HubClockOff);
  }
  restoreAtLast(backup);
  if (!m_hub.start()) violated("a restored hub does not start");
  m_ledger.addHub(m_hub.hub().identity().sharedTag());
  m_world.say("the hub is restored from {} backup", backup == m_hub.backups() ? "its last" : "an older");
  noteClosed();
  if (m_world.turnover.arrivals) m_world.after(minutes(m_world.fate.between(1, 400)), [this] { addAgain(); });
}

void Administrator::restoreAtLast(int backup) {
  m_hub.retire();
  if (m_world.variety.restoreFaults) {
    for (auto failing = m_world.dice.below(3); failing > 0; --failing) {
      m_outages.armHub(kStepsOfRestore);
      const auto done = m_hub.restore(backup);
      m_hub.stop();
      if (done) return;
      m_world.trace.count(Mishap::RestoreFailed);
      m_world.say("the hub could not be restored: {}", core::name(done.error().code));
    }
  }
  must(m_hub.restore(backup), "restoring the hub");
}

void Administrator::changeScope() {
  if (!m_world.weather.scopes) return;
  const auto& user = m_world.dice.pick(m_office.users);
  const auto* scope = kScopes[m_world.dice.below(std::size(kScopes))];
  const auto done = m_hub.setScope(user, scope);
  m_world.trace.count(Mishap::ScopeChanged);
  m_world.say("{}'s scope is {}: {}", user, scope, wordOf(done));
}

void Administrator::revoke() {
  if (!m_world.weather.revokes || m_revoked || m_office.tablets.size() < 3) return;
  auto& tablet = *m_world.dice.pick(m_office.tablets);
  if (!tablet.running() || !tablet.enrolled) return;
  m_world.trace.count(Mishap::DeviceRevoked);
  const auto done = m_hub.revoke(tablet.replica().enrolment()->device);
  tablet.revoked = m_revoked = done.has_value();
  m_world.say("tablet {} is revoked: {}", tablet.number(), wordOf(done));
}

void Administrator::addFacility() {
  v1::Facility facility;
  facility.set_id(core::FacilityId::make(m_world.clock, m_facilityIds).rawString());
  facility.set_name(fmt::format("Cụm {}", m_world.dice.below(1000)));
  facility.set_province(std::string(kProvinces[m_world.dice.below(std::size(kProvinces))]));
  const auto put = m_hub.putFacility(facility);
  m_world.say("the hub is given a facility: {}", put ? "saved" : core::name(put.error().code));
  if (put && !m_hub.disk().crashed()) noteHubs(*core::RecordId::fromBytes(facility.id()));
  m_outages.hubSettled();
}

void Administrator::turnOver() {
  if (m_world.over()) return;
  m_world.after(minutes(m_world.fate.between(20, 240)), [this] { turnOver(); });
  const auto& turnover = m_world.turnover;
  const auto kind = m_world.fate.below(9);
  if (kind == 0 && turnover.losses) return loseTablet();
  if (!m_hub.running()) return;
  if (kind == 1 && turnover.arrivals) return handOutTablet();
  if ((kind == 2 || kind == 3) && turnover.imports) editFacility();
  if (kind == 4 && (turnover.imports || m_world.variety.carries)) publishForm();
  if (kind == 5 && turnover.closings) closeOrOpenAccount();
  if (kind == 6 && turnover.roles) changeRole();
  if (kind == 7 && turnover.quarantine) settleQuarantine();
  if (kind == 8 && turnover.olderBackups) backUp();
  m_outages.hubSettled();
}

void Administrator::loseTablet() {
  auto& tablet = *m_world.fate.pick(m_office.tablets);
  if (tablet.lost || m_office.tablets.size() >= kMostTablets) return;
  m_world.trace.count(Mishap::TabletLost);
  m_world.say("tablet {} is lost", tablet.number());
  const auto device = tablet.running() && tablet.enrolled ? tablet.replica().enrolment() : std::nullopt;
  tablet.lost = true;
  tablet.stop();
  const auto user = tablet.user();
  m_world.after(minutes(m_world.fate.between(10, 600)), [this, device, user] {
    if (device && m_world.fate.chance(0.5) && m_hub.running())
      m_world.say("the lost device is revoked: {}", wordOf(m_hub.revoke(device->device)));
    m_handOut(user);
  });
}

void Administrator::handOutTablet() {
  if (m_office.tablets.size() >= kMostTablets) return;
  if (m_world.fate.chance(0.5)) return m_handOut(m_world.fate.pick(m_office.users));
  const auto user = fmt::format("cuong{}", m_office.users.size());
  if (!addUser(user)) return;
  m_office.users.push_back(user);
  m_handOut(user);
}

bool Administrator::addUser(const std::string& user) {
  const auto* scope = kScopes[m_world.fate.below(std::size(kScopes))];
  const auto role = m_world.fate.chance(0.7) ? v1::ROLE_INSPECTOR : v1::ROLE_SUPERVISOR;
  const auto added = m_hub.addUser(user, role, scope);
  m_world.say("{} is added as {} of {}: {}", user, hub::word(role), scope, wordOf(added));
  return added.has_value();
}

void Administrator::addAgain() {
  if (!m_hub.running()) return;
  for (const auto& user : m_office.users) {
    const auto known = must(m_hub.hub().read([&](HubRead& read) { return read.accountNamed(user); }), "an account");
    if (!known) static_cast<void>(addUser(user));
  }
}

void Administrator::editFacility() {
  const auto heads = must(m_hub.hub().read([&](HubRead& read) {
    return read.headsOfType(RecordType::of<v1::Facility>().number(), 0, 500);
  }),
                          "facilities");
  if (heads.empty()) return;
  const auto& head = heads[m_world.fate.below(heads.size())];
  v1::Facility facility;
  if (!facility.ParseFromString(head.body)) violated("facility {} cannot be read", head.id.text());
  facility.set_id(head.id.rawString());
  const auto text = fmt::format("0{}", 900'000'000 + m_world.fate.below(50));
  switch (m_world.fate.below(5)) {
    case 0:
      facility.set_phone(text);
      break;
    case 1:
      facility.set_address("Xã " + text);
      break;
    case 2:
      facility.clear_phone();
      break;
    case 3:
      facility.set_province(std::string(kProvinces[m_world.fate.below(std::size(kProvinces))]));
      break;
    default:
      facility.set_name("Cụm " + text);
  }
  const auto before = must(core::changes::decode(head.body, head.meta), "a facility");
  const auto put = m_hub.putFacility(facility);
  m_world.trace.count(Mishap::HubEdited);
  m_world.say("the hub edits facility {}: {}", head.id.text().substr(24), wordOf(put));
  if (!put || m_hub.disk().crashed()) return;
  const auto now = must(m_hub.hub().read([&](HubRead& read) { return read.head(head.id); }), "a facility");
  const auto after = must(core::changes::decode(now->body, now->meta), "a facility");
  noteHubs(head.id);
  for (const auto& leaf : before.leaves) {
    const auto* is = after.find(leaf.key);
    if (!is || *is == leaf) continue;
    for (const auto& version : leaf.versions)
      m_ledger.overwrote({head.id, leaf.key}, version.stamp.dot, is->versions.front().stamp.dot);
  }
}

void Administrator::noteHubs(core::RecordId id) {
  const auto head = must(m_hub.hub().read([&](HubRead& read) { return read.head(id); }), "a facility");
  const auto state = must(core::changes::decode(head->body, head->meta), "a facility");
  for (const auto& leaf : state.leaves) {
    for (const auto& version : leaf.versions) {
      if (m_ledger.isHubs(version.stamp.dot)) m_ledger.saved({id, leaf.key}, version);
    }
  }
}

void Administrator::publishForm() {
  auto form = tests::smallForm('1');
  if (!m_world.fate.chance(0.5)) form = m_world.variety.carries ? movedForm() : tests::smallForm('2');
  form.set_title_en(fmt::format("{} ({})", form.title_en(), m_world.fate.below(10)));
  m_world.trace.count(Mishap::FormPublished);
  m_world.say("the hub is given version {} of the form: {}", form.version(), wordOf(m_hub.putForm(form)));
}

void Administrator::closeOrOpenAccount() {
  const auto& user = m_world.fate.pick(m_office.users);
  const bool closing = !isClosed(user);
  if (closing) m_world.trace.count(Mishap::AccountClosed);
  const auto done = m_hub.change(user, {.active = !closing});
  m_world.say("{}'s account is {}: {}", user, closing ? "closed" : "opened", wordOf(done));
  noteClosed();
}

bool Administrator::isClosed(const std::string& user) {
  const auto account = must(m_hub.hub().read([&](HubRead& read) { return read.accountNamed(user); }), "an account");
  return account && !account->active;
}

void Administrator::noteClosed() {
  m_office.eachTablet([&](Tablet& tablet) {
    if (isClosed(tablet.user())) {
      tablet.givenNothingUntil = core::Timestamp::max();
    } else if (tablet.givenNothingUntil == core::Timestamp::max()) {
      tablet.givenNothingUntil = m_world.clock.now();
    }
  });
}

void Administrator::openAccounts() {
  addAgain();
  for (const auto& user : m_office.users) {
    if (!isClosed(user) || m_world.fate.chance(0.3)) continue;
    must(m_hub.change(user, {.active = true}), "opening an account");
    m_world.say("{}'s account is opened", user);
  }
}

void Administrator::changeRole() {
  const auto& user = m_world.fate.pick(m_office.users);
  const auto role = m_world.fate.chance(0.5) ? v1::ROLE_INSPECTOR : v1::ROLE_SUPERVISOR;
  m_world.trace.count(Mishap::RoleChanged);
  m_world.say("{} is {} now: {}", user, hub::word(role), wordOf(m_hub.change(user, {.role = role})));
}

void Administrator::settleQuarantine() {
  const auto waiting = m_hub.hub().read([](HubRead& read) { return hub::quarantinedChanges(read, false); });
  if (!waiting) return;
  const auto changes = must(*waiting, "what is kept aside");
  for (const auto& change : changes) {
    const bool accepting = m_world.fate.chance(0.7);
    const auto done = m_hub.hub().write([&](HubWrite& write) -> core::Result<int> {
      const auto settle = accepting ? hub::acceptQuarantined : hub::dismissQuarantined;
      THUCDIA_TRY(settle(write, change.row.row, m_hub.clock().now()));
      return 0;
    });
    m_world.trace.count(Mishap::QuarantineSettled);
    m_world.say("what was kept aside of {} is {}: {}", core::RecordId(change.row.id).text().substr(24),
                accepting ? "taken" : "dismissed", wordOf(done));
  }
}

}  // namespace thucdia::simulation
