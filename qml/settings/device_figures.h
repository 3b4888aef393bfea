#pragma once

#include <QtCore/QObject>
#include <QtCore/QString>
#include <QtQml/qqmlregistration.h>

#include "qml/workspace/size_text.h"
#include "qml/workspace/workspace.h"

namespace thucdia::app {

/// What this device holds and how much room is left, counted on the reader thread. GUI thread.
class DeviceFigures : public QObject {
  Q_OBJECT
  QML_ELEMENT
  Q_PROPERTY(
      thucdia::app::Workspace* workspace READ workspace WRITE setWorkspace NOTIFY workspaceChanged REQUIRED FINAL)
  Q_PROPERTY(bool ready READ ready NOTIFY counted FINAL)
  Q_PROPERTY(int visits READ visits NOTIFY counted FINAL)
  Q_PROPERTY(int facilities READ facilities NOTIFY counted FINAL)
  Q_PROPERTY(int photosToSend READ photosToSend NOTIFY counted FINAL)
  /// Sizes in bytes.
  Q_PROPERTY(double databaseBytes READ databaseBytes NOTIFY counted FINAL)
  Q_PROPERTY(double photoBytes READ photoBytes NOTIFY counted FINAL)
  Q_PROPERTY(double freeBytes READ freeBytes NOTIFY counted FINAL)
  Q_PROPERTY(QString version READ version CONSTANT FINAL)
  /// Where the data lie on this device.
  Q_PROPERTY(QString folder READ folder NOTIFY workspaceChanged FINAL)

 public:
  using QObject::QObject;

  [[nodiscard]] Workspace* workspace() const { return m_workspace; }
  void setWorkspace(Workspace* workspace);

  [[nodiscard]] bool ready() const { return m_ready; }
  [[nodiscard]] int visits() const { return m_figures.visits; }
  [[nodiscard]] int facilities() const { return m_figures.facilities; }
  [[nodiscard]] int photosToSend() const { return m_figures.photosToSend; }
  [[nodiscard]] double databaseBytes() const { return m_figures.databaseBytes; }
  [[nodiscard]] double photoBytes() const { return m_figures.photoBytes; }
  [[nodiscard]] double freeBytes() const { return m_figures.freeBytes; }
  [[nodiscard]] QString version() const;
  [[nodiscard]] QString folder() const;

  /// "3,4 MB".
  Q_INVOKABLE [[nodiscard]] QString sizeText(double bytes) const { return app::sizeText(bytes); }
  /// Counts anew.
  Q_INVOKABLE void refresh();

 signals:
  void workspaceChanged();
  void counted();

 private:
  struct Figures {
    int visits = 0;
    int facilities = 0;
    int photosToSend = 0;
    double databaseBytes = 0;
    double photoBytes = 0;
    double freeBytes = 0;
  };

  Workspace* m_workspace = nullptr;
  bool m_ready = false;
  Figures m_figures;
  Receiver m_receiver;
};

}  // namespace thucdia::app
