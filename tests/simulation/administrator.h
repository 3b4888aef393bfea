#pragma once

#include <functional>
#include <string>

#include "tests/simulation/office.h"

namespace thucdia::simulation {

/// Who looks after the hub: backs it up and restores it, brings facilities and forms, changes scopes and accounts,
/// hands out tablets, and hears of those that are lost.
class Administrator {
 public:
  /// `handOut`: a new tablet for this user begins to work.
  using HandOut = std::function<void(const std::string& user)>;
  Administrator(World& world, HubMachine& hub, Outages& outages, Ledger& ledger, Office& office, HandOut handOut)
      : m_world(world),
        m_hub(hub),
        m_outages(outages),
        m_ledger(ledger),
        m_office(office),
        m_handOut(std::move(handOut)) {}

  void begin();
  void addFacility();
  /// At the end most accounts are open again.
  void openAccounts();
  [[nodiscard]] bool isClosed(const std::string& user);

 private:
  void doChores();
  void backUp();
  void restore();
  /// Perhaps not at the first go.
  void restoreAtLast(int backup);
  void changeScope();
  void revoke();
  /// What the office's turnover brings.
  void turnOver();
  void loseTablet();
  void handOutTablet();
  /// Whose account a restored hub has forgotten.
  void addAgain();
  void editFacility();
  /// What the hub writes counts like what people write.
  void noteHubs(core::RecordId facility);
  void publishForm();
  void closeOrOpenAccount();
  bool addUser(const std::string& user);
  /// Which tablets are given nothing from now on.
  void noteClosed();
  void changeRole();
  void settleQuarantine();

  World& m_world;
  HubMachine& m_hub;
  Outages& m_outages;
  Ledger& m_ledger;
  Office& m_office;
  HandOut m_handOut;
  core::SeededRandom m_facilityIds{77};
  bool m_revoked = false;
  bool m_formPublished = false;
};

}  // namespace thucdia::simulation
