#include "sync/engine/exchange_reply.h"

#include <algorithm>
#include <array>

#include "core/replica/settings.h"
#include "sync/engine/hand_back.h"
#include "sync/engine/sync_settings.h"
#include "sync/wire/enrol_statement.h"

namespace thucdia::sync {

namespace db = core::db;
namespace replica = core::replica;
using core::ErrorCode;

namespace {

/// The account of this mark, if that is the one that was taken in last; nothing while another has begun to come.
std::optional<v1::Account> accountOf(db::ReadTransaction& transaction, std::uint64_t mark) {
  v1::Account account;
  const auto bytes = replica::setting(transaction, kAccountSetting);
  if (!bytes || !account.ParseFromString(*bytes) || accountMark(account) != mark) return std::nullopt;
  return account;
}

/// Whether the hub took something that others had written. The receipts have been seen to be for this batch.
bool gaveBack(const OutgoingBatch& batch, const v1::ExchangeResponse& reply) {
  const auto refused = std::ranges::count_if(
      reply.refused(), [&](const v1::Refused& each) { return batch.changes[each.index()].own == 0; });
  return std::ranges::count(batch.changes, 0U, &Outgoing::own) > refused;
}

}  // namespace

SyncState stateAfter(const SyncState& before, const v1::ExchangeResponse& reply, bool upToDate) {
  SyncState state = before;
  state.epoch = reply.epoch();
  if (!reply.cursor().empty()) state.cursor = reply.cursor();
  if (reply.reads_columns()) state.hubReadsColumns = true;
  if (reply.has_account()) {
    // What this account has brought so far must go if it is the one before again when the hub is asked next.
    const auto notYet = before.accountMark == 0 ? 0 : kMarkOfNone;
    state.accountMark = upToDate ? accountMark(reply.account()) : notYet;
  }
  return state;
}

core::Result<TakenReply> takeReply(core::replica::Replica& replica, const SyncState& before, const OutgoingBatch& batch,
                                   const std::vector<core::records::BlobRow>& asked, const v1::ExchangeResponse& reply,
                                   const PulledChanges& pulled, bool upToDate) {
  TakenReply taken;
  taken.state = before;
  auto& state = taken.state;
  if (reply.epoch() != before.epoch && before.epoch != 0) {
    taken.hubIsRestored = true;
    state = {reply.epoch(), {}, kMarkOfNone, true, before.hubReadsColumns};
    THUCDIA_TRY(replica.store().write([&](db::WriteTransaction& transaction) -> core::Result<> {
      forgetAcknowledgements(transaction);
      doubtWhatOthersWrote(transaction);
      saveSyncState(transaction, state);
      return {};
    }));
    return taken;
  }
  if (reply.accepted() + static_cast<std::uint32_t>(reply.refused_size()) != batch.changes.size()) {
    return core::fail(ErrorCode::NotAHub, "the receipts are not for what was sent");
  }
  state = stateAfter(before, reply, upToDate);
  const bool newAccount = reply.has_account() && upToDate;

  const auto now = replica.clock().now();
  THUCDIA_TRY(replica.write([&](core::changes::RecordWriter& writer) -> core::Result<> {
    auto& transaction = writer.transaction();
    taken.refused.clear();
    // What was refused to the account as it was before; the receipts are for the account as it is.
    if (newAccount && before.accountMark != 0) {
      constexpr std::array kOfTheAccount = {ErrorCode::NotPermitted, ErrorCode::OutOfScope, ErrorCode::Revoked};
      clearRefusals(transaction, kOfTheAccount);
    }
    THUCDIA_ASSIGN(taken.refused, takeReceipts(transaction, batch, reply, now));
    taken.counts = applyPulled(writer, reply, pulled);
    if (newAccount) replica::setSetting(transaction, kAccountSetting, reply.account().SerializeAsString());
    // What was given back may be of provinces that left the scope meanwhile.
    taken.gaveBack = gaveBack(batch, reply);
    if (newAccount || taken.gaveBack) {
      if (const auto account = accountOf(transaction, state.accountMark)) leaveScope(writer, *account);
    }
    for (const auto& blob : asked) {
      const bool missing =
          std::ranges::any_of(reply.missing(), [&](const v1::Missing& each) { return each.sha256() == blob.sha256; });
      if (!missing) core::records::markBlobSent(transaction, blob.sha256);
    }
    // Who is revoked is brought nothing, not even the account: what the hub has was not seen.
    if (upToDate && state.resending && state.accountMark > kMarkOfNone) handBackTheRest(transaction);
    // What another account was not allowed to give back.
    if (state.resending && newAccount && before.accountMark != 0) handBackAgain(transaction);
    const bool handsBack = hasForgotten(transaction);
    // What came, or was taken, may have made possible what was refused before.
    const bool news = reply.accepted() > 0 || reply.pulled_size() > 0;
    taken.goesOn = reply.more() || handsBack || (upToDate && news && countOutgoing(transaction) > 0);
    // Until nothing is left that the hub may lack: what was refused may be taken whole later.
    if (state.resending && batch.all && upToDate && !mayLackAnything(transaction)) {
      state.resending = countOutgoing(transaction) > 0 || hasRefusals(transaction);
    }
    if (state.epoch != before.epoch || state.cursor != before.cursor || state.accountMark != before.accountMark ||
        state.resending != before.resending || state.hubReadsColumns != before.hubReadsColumns) {
      saveSyncState(transaction, state);
    }
    return {};
  }));
  return taken;
}

}  // namespace thucdia::sync
