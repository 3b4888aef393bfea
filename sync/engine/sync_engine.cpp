#include "sync/engine/sync_engine.h"

#include "sync/engine/sync_session.h"

namespace thucdia::sync {

using core::ErrorCode;

core::Result<SyncResult> SyncEngine::sync(const SyncOptions& options, const OnProgress& onProgress) {
  m_cancelled = false;
  m_transport.resume();
  SyncSession session(m_replica, options, std::launch::async);
  while (auto request = session.next()) {
    if (m_cancelled) return core::fail(ErrorCode::Cancelled, "the sync was stopped");
    session.handle(m_transport.send(*request));
    if (onProgress) onProgress(session.progress());
  }
  if (onProgress) onProgress(session.progress());
  return session.outcome();
}

void SyncEngine::cancel() {
  m_cancelled = true;
  m_transport.cancel();
}

}  // namespace thucdia::sync
