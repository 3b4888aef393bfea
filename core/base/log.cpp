#include "core/base/log.h"

#include <cstdio>

#include <fmt/format.h>

#include "core/base/dates.h"

namespace thucdia::core {

namespace {

void appendValue(std::string& out, std::string_view value) {
  const bool plain = !value.empty() && value.find_first_of(" \"=\\") == std::string_view::npos;
  if (!plain) out += '"';
  for (const char c : value) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) {
      out += fmt::format("\\x{:02x}", static_cast<unsigned char>(c));
    } else {
      out += c;
    }
  }
  if (!plain) out += '"';
}

}  // namespace

std::string_view name(LogLevel level) {
  switch (level) {
    case LogLevel::Debug:
      return "debug";
    case LogLevel::Info:
      return "info";
    case LogLevel::Warning:
      return "warning";
    case LogLevel::Error:
      break;
  }
  return "error";
}

std::string describe(const LogEntry& entry) {
  std::string line = fmt::format("{} {} {}", rfc3339(entry.time), name(entry.level), entry.event);
  for (const auto& [key, value] : entry.fields) {
    line += fmt::format(" {}=", key);
    appendValue(line, value);
  }
  return line;
}

void StderrLog::write(const LogEntry& entry) {
  if (entry.level < m_least) return;
  const std::string line = describe(entry) + "\n";
  const std::scoped_lock lock(m_mutex);
  std::fputs(line.c_str(), stderr);
}

void MemoryLog::write(const LogEntry& entry) {
  const std::scoped_lock lock(m_mutex);
  m_entries.push_back(entry);
}

std::vector<LogEntry> MemoryLog::entries() const {
  const std::scoped_lock lock(m_mutex);
  return m_entries;
}

void Logger::error(std::string_view event, const Error& error) const {
  log(LogLevel::Error, event, {{"code", std::string(name(error.code))}, {"detail", error.detail}});
}

void Logger::log(LogLevel level, std::string_view event, Fields fields) const {
  if (m_sink == nullptr) return;
  m_sink->write({m_clock->now(), level, std::string(event), std::move(fields)});
}

}  // namespace thucdia::core
