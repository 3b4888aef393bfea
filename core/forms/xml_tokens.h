#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

#include "core/base/error.h"

namespace thucdia::core::forms {

/// The tag that a token opened or closed.
struct XmlTag {
  std::string_view name;        ///< local name, without its prefix
  std::string_view attributes;  ///< as written
  bool empty = false;           ///< <name/>
  /// The value of an attribute by its local name, entities resolved; nothing when it is not there.
  [[nodiscard]] std::string attribute(std::string_view local) const;
};

/// A forward reader of XML that comes in pieces, for parts too large to be held as a tree (a sheet of a million rows).
/// Well-formedness is checked only as far as reading needs it; a document type declaration is refused. One thread.
class XmlTokens {
 public:
  std::function<void(const XmlTag&)> onOpen;  ///< also for an empty tag, followed by onClose
  std::function<void(std::string_view local)> onClose;
  std::function<void(std::string&& text)> onText;  ///< entities resolved; may come in several pieces
  bool wantsText = false;                          ///< text is decoded and handed on only while this is set

  /// Takes the next piece. Errors: ParseError, and LimitExceeded for a tag longer than 1 MiB.
  [[nodiscard]] Result<> feed(std::string_view piece);
  /// Says that there is nothing more. Error: ParseError when a tag is left open in the middle.
  [[nodiscard]] Result<> finish();

 private:
  [[nodiscard]] Result<std::size_t> consume(std::string_view text);
  std::string m_rest;
};

/// Resolves the five named entities and character references; what is none stays as it is written.
[[nodiscard]] std::string decodeXmlEntities(std::string_view text);

}  // namespace thucdia::core::forms
