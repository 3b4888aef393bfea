// Draws one QML file into a picture: for looking at controls and pages beside the visual language.
//   thucdia_picture FILE.qml OUT.png [light|dark|sunlight] [WIDTH HEIGHT] [SCALE]

#include <cstdio>

#include <QtCore/QTimer>
#include <QtGui/QGuiApplication>
#include <QtQml/QQmlEngine>
#include <QtQuick/QQuickView>

int main(int argc, char** argv) {
  QGuiApplication app(argc, argv);
  const QStringList arguments = app.arguments();
  if (arguments.size() < 3) {
    std::fputs("thucdia_picture FILE.qml OUT.png [light|dark|sunlight] [WIDTH HEIGHT]\n", stderr);
    return 2;
  }
  QQuickView view;
  view.engine()->addImportPath(QStringLiteral("qrc:/qt/qml"));
  const int look = arguments.value(3) == u"dark" ? 1 : arguments.value(3) == u"sunlight" ? 2 : 0;
  view.setResizeMode(arguments.size() > 5 ? QQuickView::SizeRootObjectToView : QQuickView::SizeViewToRootObject);
  view.setInitialProperties({{QStringLiteral("look"), look}});
  view.setSource(QUrl::fromLocalFile(arguments.at(1)));
  if (view.status() != QQuickView::Ready) return 1;
  if (arguments.size() > 5) view.resize(arguments.at(4).toInt(), arguments.at(5).toInt());
  view.show();
  QTimer::singleShot(700, &app, [&] {
    const bool saved = view.grabWindow().save(arguments.at(2));
    QCoreApplication::exit(saved ? 0 : 1);
  });
  return QGuiApplication::exec();
}
