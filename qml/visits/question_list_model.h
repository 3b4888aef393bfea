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
    OneOfMany,  ///< picked from a searchable list
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
  [[nodiscard]] Kind kindAt(int row) const;
  [[nodiscard]] int rowOf(core::forms::NodeRef node) const;

  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
  [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

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

  VisitModel* m_visit;
  core::forms::NodeRef m_root;
  std::vector<Item> m_items;
};

}  // namespace thucdia::app
