#include "qml/visits/question_list_model.h"

#include <algorithm>

#include "core/reports/answer_words.h"
#include "qml/visits/visit_model.h"

namespace thucdia::app {

using core::forms::NodeKind;
using core::forms::NodeRef;
namespace v1 = core::records::v1;

namespace {

/// From here on choices are picked from a searchable list.
constexpr std::size_t kCards = 9;

bool has(const std::string& appearance, std::string_view word) {
  const auto at = appearance.find(word);
  return at != std::string::npos;
}

}  // namespace

QuestionListModel::QuestionListModel(VisitModel* visit) : QAbstractListModel(visit), m_visit(visit) {}

QuestionListModel::Kind QuestionListModel::kindOf(NodeRef node) const {
  const auto& session = *m_visit->session();
  const v1::FormNode& form = session.describe(node);
  if (form.control() == v1::CONTROL_NOTE) return has(form.appearance(), "warning") ? Warning : Remark;
  if (!form.calculate().empty() && session.readOnly(node)) return Computed;
  switch (form.control()) {
    case v1::CONTROL_SELECT_ONE:
      if (has(form.appearance(), "autocomplete") || session.choiceValues(node).size() > kCards) return OneOfMany;
      return OneOf;
    case v1::CONTROL_SELECT_MULTIPLE:
      return SeveralOf;
    case v1::CONTROL_IMAGE:
      return has(form.appearance(), "signature") ? Signature : Photo;
    case v1::CONTROL_TRIGGER:
      return Acknowledge;
    case v1::CONTROL_RANK:
      return Ranked;
    case v1::CONTROL_AUDIO:
    case v1::CONTROL_VIDEO:
    case v1::CONTROL_FILE:
      return File;
    case v1::CONTROL_INPUT:
    case v1::CONTROL_RANGE:
    case v1::CONTROL_SECRET:
      break;
    default:
      return Unsupported;
  }
  switch (form.type()) {
    case v1::BIND_TYPE_INT:
      return has(form.appearance(), "money") ? Money : Integer;
    case v1::BIND_TYPE_DECIMAL:
      return has(form.appearance(), "money") ? Money : Decimal;
    case v1::BIND_TYPE_DATE:
      return Day;
    case v1::BIND_TYPE_TIME:
      return Time;
    case v1::BIND_TYPE_DATE_TIME:
      return DayAndTime;
    case v1::BIND_TYPE_GEOPOINT:
      return Position;
    case v1::BIND_TYPE_GEOTRACE:
    case v1::BIND_TYPE_GEOSHAPE:
      return Trace;
    default:
      return has(form.appearance(), "multiline") ? Notes : Text;
  }
}

void QuestionListModel::collect(NodeRef node, std::vector<Item>& items) const {
  const auto& session = *m_visit->session();
  for (const NodeRef child : session.children(node)) {
    if (!session.relevant(child)) continue;
    switch (session.kind(child)) {
      case NodeKind::Group:
        if (!session.label(child).empty()) items.push_back({child, Heading});
        collect(child, items);
        break;
      case NodeKind::Repeat:
        collectRepeat(child, items);
        break;
      case NodeKind::Question:
        if (session.describe(child).control() != v1::CONTROL_UNSPECIFIED) items.push_back({child, kindOf(child)});
        break;
      default:
        break;
    }
  }
}

void QuestionListModel::collectRepeat(NodeRef repeat, std::vector<Item>& items) const {
  items.push_back({repeat, Repeat});
  for (const NodeRef instance : m_visit->session()->children(repeat)) items.push_back({instance, RepeatRow});
  items.push_back({repeat, RepeatEnd});
}

void QuestionListModel::show(NodeRef root) {
  const bool elsewhere = root != m_root;
  m_root = root;
  std::vector<Item> items;
  const auto* session = m_visit->session();
  if (session != nullptr && root && session->alive(root)) {
    if (session->kind(root) == NodeKind::Repeat) {
      collectRepeat(root, items);
    } else if (session->kind(root) == NodeKind::Question) {
      // A run of questions directly under the form: they stand together as one section.
      bool inRun = false;
      for (const NodeRef child : session->children(session->parent(root))) {
        inRun = inRun || child == root;
        if (!inRun) continue;
        if (session->kind(child) != NodeKind::Question) break;
        if (session->relevant(child) && session->describe(child).control() != v1::CONTROL_UNSPECIFIED) {
          items.push_back({child, kindOf(child)});
        }
      }
    } else {
      collect(root, items);
    }
  }
  layItems(std::move(items), elsewhere);
  layPages();
}

void QuestionListModel::layItems(std::vector<Item> items, bool elsewhere) {
  if (elsewhere) {
    m_page = 0;
    m_pageNode = {};
    beginResetModel();
    m_items = std::move(items);
    m_pages.assign(m_items.size(), 0);
    endResetModel();
    return;
  }
  // What went away, from the end; then what came, in order: both lists have the same relative order.
  for (int row = rowCount() - 1; row >= 0; --row) {
    if (std::find(items.begin(), items.end(), m_items[static_cast<std::size_t>(row)]) != items.end()) continue;
    beginRemoveRows({}, row, row);
    m_items.erase(m_items.begin() + row);
    m_pages.erase(m_pages.begin() + row);
    endRemoveRows();
  }
  for (std::size_t row = 0; row < items.size(); ++row) {
    if (row < m_items.size() && m_items[row] == items[row]) continue;
    const auto later = std::find(m_items.begin() + static_cast<std::ptrdiff_t>(std::min(row, m_items.size())),
                                 m_items.end(), items[row]);
    if (later != m_items.end()) {  // moved (rows of a repeat were put in another order)
      beginResetModel();
      m_items = std::move(items);
      m_pages.assign(m_items.size(), 0);
      endResetModel();
      return;
    }
    beginInsertRows({}, static_cast<int>(row), static_cast<int>(row));
    m_items.insert(m_items.begin() + static_cast<std::ptrdiff_t>(row), items[row]);
    m_pages.insert(m_pages.begin() + static_cast<std::ptrdiff_t>(row), 0);
    endInsertRows();
  }
}

// Pages

NodeRef QuestionListModel::fieldListOf(NodeRef node) const {
  const auto& session = *m_visit->session();
  NodeRef list;
  for (; node && node != m_root && node != session.root(); node = session.parent(node)) {
    if (session.kind(node) == NodeKind::Group && has(session.describe(node).appearance(), "field-list")) list = node;
  }
  return list;
}

void QuestionListModel::layPages() {
  std::vector<int> pages;
  pages.reserve(m_items.size());
  bool begun = false;  // the page waits for its question
  NodeRef list;        // the field-list that the page shows
  for (const Item& item : m_items) {
    const NodeRef itsList = fieldListOf(item.node);
    const bool before = item.kind == Heading || item.kind == Remark;
    const bool after =
        item.kind == Warning || item.kind == Computed || item.kind == RepeatRow || item.kind == RepeatEnd;
    const bool joins = !pages.empty() && (after || begun || (itsList && itsList == list));
    pages.push_back(pages.empty() ? 0 : pages.back() + (joins ? 0 : 1));
    begun = before || (begun && after);
    list = itsList;
  }
  const bool same = pages == m_pages;
  const int first =
      static_cast<int>(std::mismatch(pages.begin(), pages.end(), m_pages.begin(), m_pages.end()).first - pages.begin());
  m_pages = std::move(pages);
  if (!same && !m_items.empty() && first < rowCount()) {
    emit dataChanged(index(first), index(rowCount() - 1), {PageRole});
  }
  const int row = m_pageNode ? rowOf(m_pageNode) : -1;
  const int page = std::clamp(row >= 0 ? pageOf(row) : m_page, 0, std::max(0, pageCount() - 1));
  emit pagesChanged();
  setPage(page);
}

void QuestionListModel::setPage(int page) {
  m_pageNode = nodeAt(rowOfPage(page));
  if (page == m_page) return;
  m_page = page;
  emit pageChanged();
}

int QuestionListModel::pageOf(int row) const {
  return row >= 0 && row < rowCount() ? m_pages[static_cast<std::size_t>(row)] : 0;
}

int QuestionListModel::rowOfPage(int page) const {
  const auto first = std::find(m_pages.begin(), m_pages.end(), page);
  if (first == m_pages.end()) return -1;
  const int from = static_cast<int>(first - m_pages.begin());
  for (int row = from; row < rowCount() && pageOf(row) == page; ++row) {
    if (kindAt(row) != Heading && kindAt(row) != Remark && kindAt(row) != Warning) return row;
  }
  return from;
}

QString QuestionListModel::pageTitle(int page) const {
  const int row = rowOfPage(page);
  return row < 0 ? QString() : data(index(row), LabelRole).toString();
}

bool QuestionListModel::pageDone(int page) const {
  const auto* session = m_visit->session();
  bool needed = false;
  bool answered = false;
  for (int row = 0; row < rowCount(); ++row) {
    const NodeRef node = nodeAt(row);
    if (pageOf(row) != page || session == nullptr || !session->alive(node)) continue;
    if (kindAt(row) == RepeatRow) answered = true;
    if (session->kind(node) != NodeKind::Question) continue;
    if (!session->requiredHolds(node) || !session->constraintHolds(node)) needed = true;
    if (!session->value(node).empty()) answered = true;
  }
  return answered && !needed;
}

void QuestionListModel::tell(const std::vector<NodeRef>& nodes) {
  for (std::size_t row = 0; row < m_items.size(); ++row) {
    const Item& item = m_items[row];
    const bool card = item.kind == RepeatRow || item.kind == Repeat || item.kind == RepeatEnd;
    if (card || std::find(nodes.begin(), nodes.end(), item.node) != nodes.end()) {
      emit dataChanged(index(static_cast<int>(row)), index(static_cast<int>(row)));
    }
  }
  emit pagesChanged();
}

void QuestionListModel::tellAll() {
  if (!m_items.empty()) emit dataChanged(index(0), index(static_cast<int>(m_items.size()) - 1));
}

NodeRef QuestionListModel::nodeAt(int row) const {
  return row >= 0 && row < rowCount() ? m_items[static_cast<std::size_t>(row)].node : NodeRef{};
}

QuestionListModel::Kind QuestionListModel::kindAt(int row) const {
  return row >= 0 && row < rowCount() ? m_items[static_cast<std::size_t>(row)].kind : Unsupported;
}

int QuestionListModel::rowOf(NodeRef node) const {
  const auto at = std::find_if(m_items.begin(), m_items.end(), [&](const Item& item) { return item.node == node; });
  return at == m_items.end() ? -1 : static_cast<int>(at - m_items.begin());
}

int QuestionListModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(m_items.size());
}

QVariant QuestionListModel::rowCard(NodeRef instance, int role) const {
  const auto& session = *m_visit->session();
  QStringList words;
  QString picture;
  int lacking = 0;
  bool broken = false;
  for (const NodeRef question : session.children(instance)) {
    if (session.kind(question) != NodeKind::Question || !session.relevant(question)) continue;
    const v1::FormNode& form = session.describe(question);
    if (form.control() == v1::CONTROL_UNSPECIFIED || form.control() == v1::CONTROL_NOTE) continue;
    if (!session.requiredHolds(question)) ++lacking;
    if (!session.constraintHolds(question)) broken = true;
    if (session.value(question).empty()) continue;
    if (form.control() == v1::CONTROL_IMAGE) {
      if (picture.isEmpty()) picture = m_visit->pictureUrl(session.value(question));
    } else if (words.size() < 2) {
      words << m_visit->shownText(question, session.value(question));
    }
  }
  switch (role) {
    case LabelRole: {
      const QString first = words.isEmpty() ? tr("New row") : words.first();
      return QStringLiteral("%1. %2").arg(session.position(instance)).arg(first);
    }
    case SubtitleRole:
      if (broken) return tr("an answer needs a look");
      if (lacking > 0) return tr("%n answer(s) missing", nullptr, lacking);
      return words.value(1);
    case AlarmingRole:
      return broken || lacking > 0;
    case PictureRole:
      return picture;
    default:
      return {};
  }
}

QVariant QuestionListModel::data(const QModelIndex& index, int role) const {
  const auto* session = m_visit->session();
  if (!index.isValid() || index.row() >= rowCount() || session == nullptr) return {};
  const Item& item = m_items[static_cast<std::size_t>(index.row())];
  if (!session->alive(item.node)) return {};
  switch (role) {
    case KindRole:
      return static_cast<int>(item.kind);
    case KeyRole:
      return qt(session->key(item.node));
    case LockedRole:
      return m_visit->locked() || session->readOnly(item.node);
    case PageRole:
      return pageOf(index.row());
    default:
      break;
  }
  if (item.kind == RepeatRow) {
    const QVariant card = rowCard(item.node, role);
    if (card.isValid()) return card;
  }
  const bool question = session->kind(item.node) == NodeKind::Question;
  switch (role) {
    case LabelRole:
      return qt(question ? core::reports::labelAndUnit(*session, item.node).label : session->label(item.node));
    case HintRole:
      return qt(session->hint(item.node));
    case ValueRole:
      return question ? qt(session->value(item.node)) : QString();
    case ShownRole:
      return question ? m_visit->shownText(item.node, session->value(item.node)) : QString();
    case UnitRole:
      return question && item.kind != Money ? qt(core::reports::labelAndUnit(*session, item.node).unit) : QString();
    case NeededRole:
      return question && session->required(item.node);
    case LackingRole:
      return question && !session->requiredHolds(item.node);
    case ErrorRole: {
      if (!question || session->constraintHolds(item.node)) return QString();
      if (const auto stored = session->unread(item.node)) {
        if (m_visit->locked()) return QString();
        return tr("“%1” does not fit this form as it is now. Please answer again.").arg(qt(*stored));
      }
      const QString message = qt(session->constraintMessage(item.node));
      return message.isEmpty() ? tr("This cannot be so. Please check.") : message;
    }
    case ChoiceValuesRole:
    case ChoiceLabelsRole: {
      QStringList texts;
      if (item.kind != OneOf && item.kind != SeveralOf && item.kind != Ranked) return texts;
      auto choices = session->choices(item.node);
      if (item.kind == Ranked) {  // as they were put in order; those without a place follow as offered
        const QStringList order = qt(session->value(item.node)).split(u' ', Qt::SkipEmptyParts);
        const auto place = [&](const core::forms::ChoiceView& choice) {
          const auto at = order.indexOf(qt(choice.value));
          return at < 0 ? order.size() : at;
        };
        std::ranges::stable_sort(choices, {}, place);
      }
      for (const auto& choice : choices) texts << qt(role == ChoiceValuesRole ? choice.value : choice.label);
      return texts;
    }
    case PreviousRole: {
      if (!question) return QString();
      const auto text = session->previousText(item.node);
      return text && !text->empty() ? m_visit->shownText(item.node, *text) : QString();
    }
    case PreviousSameRole: {
      const auto text = question ? session->previousText(item.node) : std::nullopt;
      return text && *text == session->value(item.node);
    }
    case PictureRole:
      return question ? m_visit->pictureUrl(session->value(item.node)) : QString();
    case SubtitleRole:
      return QString();
    case AlarmingRole:
      return false;
    case AddableRole:
      return item.kind == RepeatEnd && !m_visit->locked() && session->canAddRemove(item.node);
    case CommentRole:
      return m_visit->commentOn(session->key(item.node));
    default:
      return {};
  }
}

QHash<int, QByteArray> QuestionListModel::roleNames() const {
  return {{KindRole, "kind"},
          {KeyRole, "key"},
          {LabelRole, "label"},
          {HintRole, "hint"},
          {ValueRole, "value"},
          {ShownRole, "shown"},
          {UnitRole, "unit"},
          {NeededRole, "needed"},
          {LackingRole, "lacking"},
          {LockedRole, "locked"},
          {ErrorRole, "error"},
          {ChoiceValuesRole, "choiceValues"},
          {ChoiceLabelsRole, "choiceLabels"},
          {PreviousRole, "previous"},
          {PreviousSameRole, "previousSame"},
          {PictureRole, "picture"},
          {SubtitleRole, "subtitle"},
          {AlarmingRole, "alarming"},
          {AddableRole, "addable"},
          {CommentRole, "comment"},
          {PageRole, "page"}};
}

}  // namespace thucdia::app
