#pragma once

#include <cstdint>
#include <initializer_list>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/clock.h"
#include "core/base/error.h"

namespace thucdia::core {

enum class LogLevel { Debug, Info, Warning, Error };
[[nodiscard]] std::string_view name(LogLevel level);

/// One thing that happened: what (a stable lower_snake_case event), and its circumstances. No personal data, no keys.
struct LogEntry {
  Timestamp time;
  LogLevel level = LogLevel::Info;
  std::string event;
  std::vector<std::pair<std::string, std::string>> fields;
};

/// "2026-07-15T10:42:07+07:00 info hub_started address=127.0.0.1:8080"; values with blanks, quotes or '=' are quoted,
/// control characters escaped, so that an entry is always one line.
[[nodiscard]] std::string describe(const LogEntry& entry);

/// Where entries go. Called from any thread.
class LogSink {
 public:
  virtual ~LogSink() = default;
  virtual void write(const LogEntry& entry) = 0;
};

/// Writes lines to stderr, from `least` on.
class StderrLog final : public LogSink {
 public:
  explicit StderrLog(LogLevel least = LogLevel::Info) : m_least(least) {}
  void write(const LogEntry& entry) override;

 private:
  LogLevel m_least;
  std::mutex m_mutex;
};

/// Keeps what it is told; for tests.
class MemoryLog final : public LogSink {
 public:
  void write(const LogEntry& entry) override;
  [[nodiscard]] std::vector<LogEntry> entries() const;

 private:
  mutable std::mutex m_mutex;
  std::vector<LogEntry> m_entries;
};

/// A handle by which a part of the program logs: `log.info("pulled", {{"patches", "12"}})`. A null sink says nothing.
class Logger {
 public:
  using Fields = std::vector<std::pair<std::string, std::string>>;

  Logger() = default;
  /// Both must outlive the logger.
  Logger(LogSink& sink, const Clock& clock) : m_sink(&sink), m_clock(&clock) {}

  void debug(std::string_view event, Fields fields = {}) const { log(LogLevel::Debug, event, std::move(fields)); }
  void info(std::string_view event, Fields fields = {}) const { log(LogLevel::Info, event, std::move(fields)); }
  void warning(std::string_view event, Fields fields = {}) const { log(LogLevel::Warning, event, std::move(fields)); }
  void error(std::string_view event, Fields fields = {}) const { log(LogLevel::Error, event, std::move(fields)); }
  /// An error with its code and detail as fields.
  void error(std::string_view event, const Error& error) const;
  void log(LogLevel level, std::string_view event, Fields fields) const;

 private:
  LogSink* m_sink = nullptr;
  const Clock* m_clock = nullptr;
};

}  // namespace thucdia::core
