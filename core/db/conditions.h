#pragma once

#include <functional>
#include <iterator>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "core/db/connection.h"

namespace thucdia::core::db {

/// A BLOB's bytes, kept until they are bound.
struct KeptBlob {
  std::string bytes;
  operator Blob() const { return {bytes}; }  // NOLINT(google-explicit-constructor)
};

/// The WHERE clause that a filter asks for, with the values of its marks.
class Conditions {
 public:
  /// One more that must hold. `values`: for each ? in it, in order, what Statement::bind takes; copied.
  template <class... Values>
  void add(std::string_view sql, Values... values) {
    static_assert((!std::is_same_v<Values, std::string_view> && ...), "a view may not last: give a std::string");
    static_assert((!std::is_same_v<Values, Blob> && ...), "a view may not last: give a KeptBlob");
    m_sql.append(m_sql.empty() ? " WHERE " : " AND ").append(sql);
    (m_binds.push_back([value = std::move(values)](Statement& statement, int at) { statement.bind(at, value); }), ...);
  }
  /// The column holds one of these enumerators.
  template <class Enumerators>
  void oneOf(std::string_view column, const Enumerators& wanted) {
    std::string numbers;
    for (const auto each : wanted) {
      fmt::format_to(std::back_inserter(numbers), "{}{}", numbers.empty() ? "" : ", ", static_cast<int>(each));
    }
    add(fmt::format("{} IN ({})", column, numbers));
  }

  /// " WHERE …"; empty when there are none.
  [[nodiscard]] const std::string& sql() const { return m_sql; }
  /// Binds the values from parameter `at` on; the next free one.
  int bind(Statement& statement, int at = 1) const {
    for (const auto& each : m_binds) each(statement, at++);
    return at;
  }

 private:
  std::string m_sql;
  std::vector<std::function<void(Statement&, int)>> m_binds;
};

}  // namespace thucdia::core::db
