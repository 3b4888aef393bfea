#pragma once

#include <vector>

#include <QtCore/QAbstractListModel>
#include <QtQml/qqmlregistration.h>

#include "core/forms/session.h"

namespace thucdia::app {

class VisitModel;

/// The questions of the section (or of the row of a repeat) that is open, as the page shows them: only what is
/// relevant, groups flattened under headings, repeats as cards. Belongs to VisitModel. GUI thread.
class QuestionListModel : public QAbstractListModel {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("part of VisitModel")
  /// Where one question is shown at a time (a phone): the page that is open, and how many there are. A page is a
  /// question with the headings and remarks before it and the warnings after it, a repeat with its rows, or a
  /// field-list.
  Q_PROPERTY(int page READ page WRITE setPage NOTIFY pageChanged FINAL)
  Q_PROPERTY(int pageCount READ pageCount NOTIFY pagesChanged FINAL)

 public:
  /// How a row is shown and answered.
  enum Kind {
    Heading,
    Text,
    Notes,
    Integer,
    Decimal,
    Money,
    Day,
    Time,
    DayAndTime,
    OneOf,
    SeveralOf,
    OneOfMany,    ///< picked from a searchable list
    Acknowledge,  ///< confirmed or not
    Ranked,       ///< choices put in order
    Trace,        ///< a line or an area, point by point
    File,         ///< sound, film, any file
    Photo,
    Signature,
    Position,
    Remark,
    Warning,
    Computed,
    Repeat,     ///< the repeat as a whole: its label
    RepeatRow,  ///< one row of it, as a card
    RepeatEnd,  ///< after its rows: where one is added
    Unsupported,
  };
  Q_ENUM(Kind)
  enum Role {
    KindRole = Qt::UserRole + 1,
    KeyRole,
    LabelRole,
    HintRole,
    ValueRole,  ///< lexical text as stored
    ShownRole,  ///< for reading
    UnitRole,
    NeededRole,   ///< an answer is required
    LackingRole,  ///< required and empty
    LockedRole,
    ErrorRole,  ///< what cannot be true; empty when the constraint holds
    ChoiceValuesRole,
    ChoiceLabelsRole,
    PreviousRole,      ///< last time's answer for reading; empty where there is none
    PreviousSameRole,  ///< this time's equals it
    PictureRole,       ///< URL of the answer's picture
    SubtitleRole,      ///< of a row's card
    AlarmingRole,
    AddableRole,
    CommentRole,  ///< the reviewer's word on the answer
    PageRole,
  };

  explicit QuestionListModel(VisitModel* visit);

  /// Shows what is relevant under a node now, with the smallest inserts and removals.
  void show(core::forms::NodeRef root);
  /// Tells that these nodes may read differently.
  void tell(const std::vector<core::forms::NodeRef>& nodes);
  /// Tells that everything may read differently (language, lock).
  void tellAll();
  [[nodiscard]] core::forms::NodeRef root() const { return m_root; }
  /// The node of a row; none outside.
  [[nodiscard]] core::forms::NodeRef nodeAt(int row) const;
  Q_INVOKABLE [[nodiscard]] thucdia::app::QuestionListModel::Kind kindAt(int row) const;
  [[nodiscard]] int rowOf(core::forms::NodeRef node) const;

  [[nodiscard]] int page() const { return m_page; }
  void setPage(int page);
  [[nodiscard]] int pageCount() const { return m_pages.empty() ? 0 : m_pages.back() + 1; }
  Q_INVOKABLE [[nodiscard]] int pageOf(int row) const;
  /// The first row of a page that is answered, else its first; -1 when there is no such page.
  Q_INVOKABLE [[nodiscard]] int rowOfPage(int page) const;
  /// What a page asks, in a word.
  Q_INVOKABLE [[nodiscard]] QString pageTitle(int page) const;
  /// Whether a page needs nothing more: what is required is answered, or something is.
  Q_INVOKABLE [[nodiscard]] bool pageDone(int page) const;

  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
  [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

 signals:
  void pageChanged();
  /// The pages are others, or what is done of them is.
  void pagesChanged();

 private:
  struct Item {
    core::forms::NodeRef node;
    Kind kind = Text;
    bool operator==(const Item&) const = default;
  };

  void collect(core::forms::NodeRef node, std::vector<Item>& items) const;
  void collectRepeat(core::forms::NodeRef repeat, std::vector<Item>& items) const;
  [[nodiscard]] Kind kindOf(core::forms::NodeRef node) const;
  [[nodiscard]] QVariant rowCard(core::forms::NodeRef instance, int role) const;
  void layItems(std::vector<Item> items, bool elsewhere);
  void layPages();
  [[nodiscard]] core::forms::NodeRef fieldListOf(core::forms::NodeRef node) const;

  VisitModel* m_visit;
  core::forms::NodeRef m_root;
  std::vector<Item> m_items;
  std::vector<int> m_pages;  ///< of each row
  int m_page = 0;
  core::forms::NodeRef m_pageNode;  ///< what the open page shows first, to find it again when rows come and go
};

}  // namespace thucdia::app
