#pragma once

#include <string>
#include <vector>

#include <QtCore/QAbstractListModel>
#include <QtQml/qqmlregistration.h>

#include "core/forms/choice_search.h"

namespace thucdia::app {

/// The choices of a question with many of them, narrowed by typed words without marks. Filled by VisitModel. GUI
/// thread.
class ChoiceListModel : public QAbstractListModel {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("part of VisitModel")
  Q_PROPERTY(QString search READ search WRITE setSearch NOTIFY searchChanged FINAL)
  Q_PROPERTY(int count READ count NOTIFY searchChanged FINAL)

 public:
  enum Role { ValueRole = Qt::UserRole + 1, LabelRole, ChosenRole };

  using QAbstractListModel::QAbstractListModel;

  void show(const std::vector<core::forms::ChoiceView>& choices, std::string chosen);
  [[nodiscard]] QString search() const { return m_search; }
  void setSearch(const QString& search);
  [[nodiscard]] int count() const { return static_cast<int>(m_shown.size()); }

  /// The value of a row; empty outside.
  Q_INVOKABLE [[nodiscard]] QString valueAt(int row) const;

  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
  [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

 signals:
  void searchChanged();

 private:
  struct Choice {
    QString value;
    QString label;
  };
  void narrow();

  std::vector<Choice> m_all;
  core::forms::ChoiceSearch m_found;
  std::vector<std::uint32_t> m_shown;
  QString m_chosen;
  QString m_search;
};

}  // namespace thucdia::app
