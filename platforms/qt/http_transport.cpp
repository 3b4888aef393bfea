#include "platforms/qt/http_transport.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QThread>
#include <QUrl>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>

#include <fmt/format.h>

#include "sync/wire/limits.h"

namespace thucdia::platforms {

using core::ErrorCode;
using Outcome = core::Result<sync::HttpResponse>;

namespace {

constexpr std::chrono::seconds kQuietTime{30};

QNetworkRequest toQt(const sync::HubUrl& hub, const sync::HttpRequest& request) {
  QNetworkRequest made(QUrl(QString::fromStdString(hub.text() + request.target), QUrl::StrictMode));
  made.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
  made.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
  made.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
  made.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
  made.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
  made.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
  // Quiet time, not the whole: Qt starts it anew with each byte that moves.
  made.setTransferTimeout(static_cast<int>(std::chrono::milliseconds(kQuietTime).count()));
  // Payloads are packed already; what Qt would say of itself is of no use to the hub.
  made.setRawHeader("Accept-Encoding", "identity");
  made.setRawHeader("Accept-Language", "*");
  made.setRawHeader("User-Agent", "thucdia");
  if (!request.authorization.empty()) {
    made.setRawHeader("Authorization", QByteArray::fromStdString(request.authorization));
  }
  if (!request.body.empty()) made.setHeader(QNetworkRequest::ContentTypeHeader, "application/octet-stream");
  return made;
}

}  // namespace

/// Lives in the transport's own thread.
class QtHttpTransport::Worker final : public QObject {
 public:
  explicit Worker(sync::HubUrl hub) : m_hub(std::move(hub)) {
    moveToThread(&m_thread);
    m_thread.setObjectName(QStringLiteral("hub"));
    m_thread.start();
  }

  ~Worker() override {
    cancel();
    QMetaObject::invokeMethod(
        this, [this] { m_network.reset(); }, Qt::BlockingQueuedConnection);
    m_thread.quit();
    m_thread.wait();
  }

  Outcome send(const sync::HttpRequest& request) {
    std::unique_lock lock(m_mutex);
    if (m_cancelled) return core::fail(ErrorCode::Cancelled, "the request was stopped");
    m_outcome.reset();
    QMetaObject::invokeMethod(
        this, [this, request] { begin(request); }, Qt::QueuedConnection);
    m_answered.wait(lock, [this] { return m_outcome.has_value(); });
    return std::move(*m_outcome);
  }

  void cancel() {
    m_cancelled = true;
    QMetaObject::invokeMethod(
        this,
        [this] {
          if (m_reply) m_reply->abort();
        },
        Qt::QueuedConnection);
  }

  void resume() { m_cancelled = false; }

 private:
  void begin(const sync::HttpRequest& request) {
    if (m_cancelled) return answer(core::fail(ErrorCode::Cancelled, "the request was stopped"));
    if (!m_network) m_network = std::make_unique<QNetworkAccessManager>();
    m_tooLong = false;
    m_reply = m_network->sendCustomRequest(toQt(m_hub, request), QByteArray::fromStdString(request.method),
                                           QByteArray::fromStdString(request.body));
    QObject::connect(m_reply, &QNetworkReply::downloadProgress, this, [this](qint64 received, qint64) {
      if (received <= static_cast<qint64>(sync::kMaxReplyBytes)) return;
      m_tooLong = true;
      m_reply->abort();
    });
    QObject::connect(m_reply, &QNetworkReply::finished, this, [this] { finish(); });
  }

  void finish() {
    QNetworkReply* reply = m_reply;
    m_reply = nullptr;
    reply->deleteLater();
    const auto status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute);
    const auto error = reply->error();
    // Qt calls a status of 4xx or 5xx an error too: there is an answer all the same. What was cut is none.
    const bool cut = error == QNetworkReply::OperationCanceledError || error == QNetworkReply::RemoteHostClosedError ||
                     error == QNetworkReply::TimeoutError || error == QNetworkReply::UnknownNetworkError;
    if (m_tooLong) {
      answer(core::fail(ErrorCode::LimitExceeded, "the hub's answer is too long"));
    } else if (m_cancelled && error != QNetworkReply::NoError) {
      answer(core::fail(ErrorCode::Cancelled, "the request was stopped"));
    } else if (!status.isValid() || cut) {
      answer(
          core::fail(ErrorCode::Unreachable, fmt::format("{}: {}", m_hub.text(), reply->errorString().toStdString())));
    } else {
      answer(sync::HttpResponse{status.toInt(), reply->readAll().toStdString()});
    }
  }

  void answer(Outcome outcome) {
    {
      const std::scoped_lock lock(m_mutex);
      m_outcome = std::move(outcome);
    }
    m_answered.notify_all();
  }

  const sync::HubUrl m_hub;
  QThread m_thread;
  std::unique_ptr<QNetworkAccessManager> m_network;
  QNetworkReply* m_reply = nullptr;
  bool m_tooLong = false;

  std::atomic<bool> m_cancelled = false;
  std::mutex m_mutex;
  std::condition_variable m_answered;
  std::optional<Outcome> m_outcome;
};

QtHttpTransport::QtHttpTransport(sync::HubUrl hub) : m_worker(std::make_unique<Worker>(std::move(hub))) {}

QtHttpTransport::~QtHttpTransport() = default;

core::Result<sync::HttpResponse> QtHttpTransport::send(const sync::HttpRequest& request) {
  return m_worker->send(request);
}

void QtHttpTransport::cancel() { m_worker->cancel(); }

void QtHttpTransport::resume() { m_worker->resume(); }

}  // namespace thucdia::platforms
