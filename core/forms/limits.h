#pragma once

#include <cstddef>
#include <cstdint>

/// The bounds that keep a malformed or hostile form from crashing, hanging or filling the memory. An error that comes
/// of one names it (ErrorCode::LimitExceeded, or a diagnostic "limit").
namespace thucdia::core::forms::limits {

inline constexpr std::size_t kNodes = 20'000;                 ///< nodes of a form
inline constexpr std::size_t kRepeatDepth = 8;                ///< repeats within repeats
inline constexpr std::size_t kNodeDepth = 64;                 ///< elements within elements
inline constexpr std::size_t kExpressionBytes = 64 * 1024;    ///< one expression's source
inline constexpr std::size_t kExpressionDepth = 200;          ///< nesting within one expression
inline constexpr std::size_t kExpressionChain = 1'000;        ///< operators in a row
inline constexpr std::size_t kExpressionNodes = 20'000;       ///< operations of one expression
inline constexpr std::size_t kRepeatInstances = 1'000;        ///< instances of one repeat under one parent
inline constexpr std::size_t kLiveNodes = 500'000;            ///< nodes of a session, all instances counted
inline constexpr std::size_t kAnswerBytes = 1024 * 1024;      ///< one answer's text
inline constexpr std::size_t kTextResultBytes = 1024 * 1024;  ///< text that one expression may build
inline constexpr std::size_t kEvaluationSteps = 30'000'000;   ///< operations and rows that one evaluation may visit
inline constexpr std::size_t kRecomputations = 2'000'000;     ///< expressions that one change may make run
inline constexpr std::size_t kCsvBytes = 256u * 1024 * 1024;  ///< one external table
inline constexpr std::size_t kCsvColumns = 1'000;

}  // namespace thucdia::core::forms::limits
