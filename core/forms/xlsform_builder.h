#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/forms/form_reader.h"
#include "core/forms/limits.h"
#include "core/forms/nearest.h"
#include "core/forms/xlsform_table.h"
#include "core/forms/xlsform_types.h"

namespace thucdia::core::forms {

namespace v1 = ::thucdia::records::v1;

/// A text as the columns of one row give it: language ("" for a column without) and words.
using Translations = std::vector<std::pair<std::string, std::string>>;

/// The languages of a form, in the order in which its texts first use them (choices, questions, then media, as pyxform
/// has it), and the texts that are written in them. Texts are finished at the end, when all languages are known: what
/// is written without a language holds in all of them, what is translated into some only is "-" in the others, as
/// pyxform has it.
class FormTexts {
 public:
  explicit FormTexts(std::string defaultLanguage) : m_default(std::move(defaultLanguage)) {}

  /// Fills `text`; `translated` puts words without a language into the default language even where nothing else is
  /// translated (media, guidance and messages with references).
  void put(v1::Text* text, const Translations& words, bool translated = false);
  /// `kind`: image, big-image, audio or video.
  void putMedia(v1::Text* text, std::string_view kind, const Translations& files);
  /// Writes the languages into the form and completes all texts.
  void finish(v1::CompiledForm& form);
  /// The limit that the texts went beyond, "" if none: what came after it is left out.
  [[nodiscard]] const std::string& problem() const { return m_problem; }

 private:
  struct Media {
    v1::Text* text = nullptr;
    std::string kind;
    Translations files;
  };
  void language(const std::string& name);
  bool fits(std::size_t pieces, std::size_t bytes);
  v1::Variant* variant(v1::Text* text, const std::string& languageName);
  void placeMedia(const Media& media);
  std::string m_default;
  std::vector<std::string> m_languages;
  std::vector<v1::Text*> m_everywhere;
  std::vector<v1::Text*> m_translated;
  std::vector<Media> m_media;
  std::size_t m_pieces = 0;
  std::size_t m_bytes = 0;
  std::string m_problem;
};

/// Splits words at ${name} and at instance(…) lookups into text and expressions.
void putSegments(v1::Variant* variant, std::string_view words);

/// Whether pyxform takes a default for an expression: it has a function call, a reference or an arithmetic operator.
[[nodiscard]] bool isDynamicDefault(std::string_view text, std::string_view type);

/// "rows=3 seed=${x}" as a map with lower-case keys; pairs are separated by blanks, commas or semicolons. Nothing
/// readable is left out; `bad` is set when something is not a pair or there are more than kParameters.
[[nodiscard]] std::map<std::string, std::string> readParameters(std::string_view text, bool* bad = nullptr);

/// Values that stand for %(name)s within a loop, by key and language.
using LoopValues = std::map<std::string, std::map<std::string, std::string>, std::less<>>;

/// Reads the sheets of one workbook into a form. One use.
class XlsFormBuilder {
 public:
  explicit XlsFormBuilder(const Workbook& workbook);
  [[nodiscard]] ReadForm build();

 private:
  struct Frame {
    std::uint32_t node = 0;
    ControlRow::What what = ControlRow::What::Group;
    std::uint32_t row = 0;
    std::uint32_t repeat = 0;  ///< the nearest repeat, 0 for none
    std::size_t depth = 0;     ///< groups, repeats and loops around
    const LoopValues* loop = nullptr;
    bool tableList = false;
    std::string tableListName = {};
    std::string flatRelevant = {};  ///< relevance of the groups around, in a flat form
  };
  struct Later {
    std::uint32_t node = 0;
    std::string reference;  ///< select_one ${question}
    std::string filter;
    std::string randomize;
    std::uint32_t row = 0;
  };

  // xlsform_reader.cpp
  const Sheet* sheet(std::string_view name) const;
  void readSettings();
  void readSurvey();
  std::size_t readRows(std::size_t at, Frame frame, bool untilEnd);
  std::size_t beginSection(std::size_t at, const Row& row, const ControlRow& control, Frame& frame);
  std::size_t readLoop(std::size_t at, const Row& row, const ControlRow& control, const Frame& frame);
  std::string sectionName(const Row& row, const Frame& frame);
  void readRow(const Row& row, const std::string& type, Frame& frame);
  void finishMeta();
  void readEntities(std::uint32_t meta);

  // xlsform_question.cpp
  void readSelect(const Row& row, const SelectRow& select, Frame& frame);
  void readQuestion(const Row& row, const std::string& word, const QuestionType& type, Frame& frame);
  void readExternal(const Row& row, const std::string& word);
  std::uint32_t addNode(const std::string& name, std::uint32_t parent, v1::NodeKind kind, const Row& row);
  void fillTexts(std::uint32_t node, const Row& row, const Frame& frame);
  void fillBind(std::uint32_t node, const Row& row, const Frame& frame);
  void fillParameters(std::uint32_t node, const Row& row, const std::string& word);
  void fillDefault(std::uint32_t node, const Row& row, const std::string& word, const Frame& frame);
  void hideWhereUnseen(std::uint32_t node);
  Translations words(const Row& row, std::string_view column, const LoopValues* loop);
  std::string cell(const Row& row, std::string_view column, const LoopValues* loop);
  std::string inLoop(const std::string& text, const LoopValues& loop, const std::string& language, const Row& row);
  v1::Action* addAction(std::uint32_t target, std::size_t bytes, const Row* row);

  // xlsform_choices.cpp
  void readChoices();
  std::uint32_t listIndex(const std::string& name, const Row& row);  ///< plus 1; 0 when there is none
  void readExternalChoices();
  std::vector<const SheetTable::Column*> extraColumns();
  void readList(const std::string& name, const std::vector<const Row*>& rows,
                const std::vector<const SheetTable::Column*>& extras, bool mayRepeat);
  [[nodiscard]] Translations translations(const Row& choice, std::string_view column) const;
  void findInstances();
  void addInstance(const std::string& id, const std::string& src);
  void addOthers();
  bool addOther(std::uint32_t list);

  // xlsform_references.cpp
  void resolveLater();
  void resolveTriggers();
  std::string itemFilter(std::string_view written, std::uint32_t holder);
  [[nodiscard]] bool isWithin(std::uint32_t node, std::uint32_t ancestor) const;
  [[nodiscard]] std::string pathFrom(std::uint32_t node, std::uint32_t ancestor) const;
  std::uint32_t named(std::string_view name);  ///< the first node of that name; 0

  // xlsform_checks.cpp
  void tidy();
  void checkNames();
  void checkTranslations();
  void checkChoices();

  Diagnostic& report(Severity severity, std::string code, std::string message, const SheetTable& table, const Row* row,
                     std::string_view column = {});
  /// Reports a limit that was met, once; nothing more is read.
  void stop(std::string message, const Row* row);
  void stop(std::string message, const SheetTable& table, const Row* row);
  /// Counts bytes that are written more than once; false once they are more than a form may have.
  bool fits(std::size_t bytes, const Row* row);
  /// The known name that is nearest to a mistyped one; "" once too many were compared.
  template <class Range, class Name>
  std::string guess(std::string_view wrong, const Range& known, Name name) {
    m_guesses += static_cast<std::size_t>(std::size(known));
    if (m_guesses > limits::kGuesses) return {};
    std::vector<std::string> names;
    for (const auto& each : known) names.push_back(std::invoke(name, each));
    return nearest(wrong, names);
  }

  const Workbook& m_workbook;
  ReadForm m_read;
  v1::CompiledForm& m_form = m_read.form;
  SheetTable m_settings;
  SheetTable m_survey;
  SheetTable m_choices;
  SheetTable m_external;
  SheetTable m_entities;
  std::map<std::string, std::string> m_set;
  FormTexts m_texts;
  std::map<std::string, std::uint32_t> m_lists;  ///< name → index
  std::map<std::string, std::vector<const Row*>, std::less<>> m_listRows;
  std::vector<bool> m_listItext;
  std::set<std::string> m_usedLists;
  std::set<std::string> m_instances;
  std::vector<Later> m_later;
  struct Trigger {
    std::uint32_t target;
    std::string names;
    std::string value;
    bool geopoint;
    const Row* row;
  };
  std::vector<Trigger> m_triggers;
  std::vector<const Row*> m_audits;
  bool m_stopped = false;
  Diagnostic m_untold;  ///< takes what is said of a diagnostic that is one too many
  std::size_t m_bytes = 0;
  std::size_t m_loopSteps = 0;
  std::size_t m_guesses = 0;
  std::map<std::string, std::uint32_t, std::less<>> m_byName;
  std::map<std::uint32_t, std::map<std::string, std::string>> m_lowNames;  ///< parent → lower case → as first written
  std::map<std::uint32_t, std::map<std::string, std::uint32_t>> m_childNames;  ///< parent → name → node
};

}  // namespace thucdia::core::forms
