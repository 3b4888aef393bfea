#pragma once

#include <cstddef>
#include <cstdint>

/// The bounds that keep a malformed or hostile form from crashing, hanging or filling the memory. An error that comes
/// of one names it (ErrorCode::LimitExceeded, or a diagnostic "limit").
namespace thucdia::core::forms::limits {

inline constexpr std::size_t kFormBytes = 64u << 20;        ///< a compiled form, its texts and choices
inline constexpr std::size_t kNodes = 20'000;               ///< nodes of a form
inline constexpr std::size_t kRepeatDepth = 8;              ///< repeats within repeats
inline constexpr std::size_t kNodeDepth = 64;               ///< elements within elements
inline constexpr std::size_t kPathBytes = 2'000;            ///< a node's path
inline constexpr std::size_t kKeyBytes = 8 * 1024;          ///< an answer's key; longer ones are kept as foreign
inline constexpr std::size_t kExpressionBytes = 64 * 1024;  ///< one expression's source
inline constexpr std::size_t kExpressionDepth = 200;        ///< nesting within one expression
inline constexpr std::size_t kExpressionChain = 1'000;      ///< operators in a row
inline constexpr std::size_t kExpressionNodes = 20'000;     ///< operations of one expression
inline constexpr std::size_t kFormOperations = 1'000'000;   ///< operations of all expressions of a form
inline constexpr std::size_t kLinkSteps = 50'000'000;       ///< nodes looked at while a form's names are resolved
inline constexpr std::size_t kLanguages = 100;              ///< of one form
inline constexpr std::size_t kTextPieces = 1'000'000;     ///< of texts in all languages: what stands between references
inline constexpr std::size_t kActions = 20'000;           ///< dynamic defaults and triggers of a form
inline constexpr std::size_t kParameters = 100;           ///< of one question
inline constexpr std::size_t kLoopSteps = 1'000'000;      ///< rows and choices that a form's loops go over
inline constexpr std::size_t kGuesses = 200'000;          ///< known names that mistyped ones are compared with
inline constexpr std::size_t kDiagnostics = 1'000;        ///< told of one form
inline constexpr std::size_t kXmlAttributes = 1'000;      ///< of one element of an XForm
inline constexpr std::size_t kXmlMarkup = 4'000'000;      ///< elements and attributes of a table or form in XML
inline constexpr std::size_t kJsonDepth = 64;             ///< values within values of a table or script in JSON
inline constexpr std::size_t kMessageBytes = 2'000;       ///< of one diagnostic
inline constexpr std::size_t kRepeatInstances = 1'000;    ///< instances of one repeat under one parent
inline constexpr std::size_t kLiveNodes = 500'000;        ///< nodes of a session, all instances counted
inline constexpr std::size_t kAnswerBytes = 1024 * 1024;  ///< one answer's text
inline constexpr std::size_t kTextResultBytes = 1024 * 1024;  ///< text that one expression may build
inline constexpr std::size_t kEvaluationSteps = 30'000'000;   ///< operations and rows that one evaluation may visit
inline constexpr std::size_t kEvaluationBytes = 128u << 20;   ///< results that one evaluation holds
inline constexpr std::size_t kChangeSteps = 40'000'000;       ///< operations and rows of all that one change makes run
inline constexpr std::size_t kRecomputations = 2'000'000;     ///< expressions that one change may make run
inline constexpr std::size_t kNestedCounts = 32;              ///< counted repeats made while others are being made
inline constexpr std::size_t kNestedLabels = 8;               ///< labels of choices that show labels of choices
inline constexpr std::size_t kSessionBytes = 256u << 20;      ///< text of all answers of a session
inline constexpr std::size_t kWarnings = 100;                 ///< told of one change
inline constexpr std::size_t kCsvBytes = 256u * 1024 * 1024;  ///< one external table
inline constexpr std::size_t kTables = 5'000;                 ///< lists and external tables of a form
inline constexpr std::size_t kTableColumns = 1'000;
inline constexpr std::size_t kTableCells = 5'000'000;

}  // namespace thucdia::core::forms::limits
