import QtQuick
import QtQuick.Templates as T

// Thin, at the edge; wider under a mouse.
T.ScrollBar {
    id: bar

    implicitWidth: hovered || pressed ? 12 : 8
    implicitHeight: implicitWidth
    padding: 2
    minimumSize: 0.06
    visible: size < 1.0 && policy !== T.ScrollBar.AlwaysOff

    contentItem: Rectangle {
        radius: 4
        color: bar.pressed ? Theme.text2 : Theme.edge
        opacity: bar.active || bar.hovered ? 0.9 : 0.35
    }
}
