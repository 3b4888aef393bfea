#include "sync/engine/sync_engine.h"

#include <future>

#include "sync/engine/sync_session.h"

namespace thucdia::sync {

using core::ErrorCode;

core::Result<SyncResult> SyncEngine::sync(const SyncOptions& options, const OnProgress& onProgress) {
  m_cancelled = false;
  m_transport.resume();
  SyncSession session(m_replica, options);
  while (auto request = session.next()) {
    if (m_cancelled) return core::fail(ErrorCode::Cancelled, "the sync was stopped");
    // What came is written while the next is on its way and read.
    std::future<void> writing;
    if (session.hasPage()) writing = std::async(std::launch::async, [&session] { session.writePage(); });
    auto response = session.read(m_transport.send(*request));
    if (writing.valid()) writing.get();
    session.handle(std::move(response));
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
