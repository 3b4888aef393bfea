#pragma once

#include <vector>

#include <QtCore/QObject>
#include <QtCore/QUrl>
#include <QtGui/QImage>
#include <QtQml/qqmlregistration.h>

#include "core/reports/document.h"
#include "qml/workspace/workspace.h"

namespace thucdia::app {

/// The minutes of a visit as pages to read, and as a PDF to keep or print. GUI thread; laid out on the reader thread.
class MinutesModel : public QObject {
  Q_OBJECT
  QML_ELEMENT
  Q_PROPERTY(
      thucdia::app::Workspace* workspace READ workspace WRITE setWorkspace NOTIFY workspaceChanged REQUIRED FINAL)
  /// UUID text.
  Q_PROPERTY(QString visit READ visit WRITE setVisit NOTIFY visitChanged REQUIRED FINAL)
  Q_PROPERTY(QString title READ title NOTIFY laidOut FINAL)
  Q_PROPERTY(bool ready READ ready NOTIFY laidOut FINAL)
  /// The code of what stood in the way; empty when nothing did.
  Q_PROPERTY(QString problem READ problem NOTIFY laidOut FINAL)
  Q_PROPERTY(int pageCount READ pageCount NOTIFY laidOut FINAL)
  /// A name for the file: "bien-ban-TB07-20261122-003.pdf".
  Q_PROPERTY(QString fileName READ fileName NOTIFY laidOut FINAL)
  Q_PROPERTY(QUrl suggestedFile READ suggestedFile NOTIFY laidOut FINAL)

 public:
  explicit MinutesModel(QObject* parent = nullptr);

  [[nodiscard]] Workspace* workspace() const { return m_workspace; }
  void setWorkspace(Workspace* workspace);
  [[nodiscard]] QString visit() const { return m_visit; }
  void setVisit(const QString& visit);
  [[nodiscard]] QString title() const { return m_title; }
  [[nodiscard]] bool ready() const { return !m_pages.empty(); }
  [[nodiscard]] QString problem() const { return m_problem; }
  [[nodiscard]] int pageCount() const { return static_cast<int>(m_pages.size()); }
  [[nodiscard]] QString fileName() const { return m_fileName; }

  /// Where the PDF would lie if nobody chose another place.
  [[nodiscard]] QUrl suggestedFile() const;

  /// The picture of a page, from 0; a null image outside.
  [[nodiscard]] QImage page(int number) const;

  /// Writes the PDF; `saved` or `refused` follows.
  Q_INVOKABLE void savePdf(const QUrl& file);
  /// Writes the PDF into this device's folder and opens it in the system's viewer, where it is printed.
  Q_INVOKABLE void openForPrinting();

 signals:
  void workspaceChanged();
  void visitChanged();
  void laidOut();
  void saved(const QString& path);
  /// It is written, but this device has no program that opens it.
  void noViewer();
  /// The error's code.
  void refused(const QString& code);

 private:
  struct Laid {
    core::reports::Document document;
    std::vector<QImage> pages;
    QString title;
    QString number;
  };

  void load();
  void write(const QString& path, bool open);

  Workspace* m_workspace = nullptr;
  QString m_visit;
  QString m_title;
  QString m_problem;
  QString m_fileName;
  core::reports::Document m_document;
  std::vector<QImage> m_pages;
  Receiver m_receiver;
};

}  // namespace thucdia::app
