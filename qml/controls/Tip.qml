import QtQuick
import QtQuick.Templates as T

// A tooltip for pointers that hover.
T.ToolTip {
    id: tip

    x: parent ? (parent.width - implicitWidth) / 2 : 0
    y: -implicitHeight - 4
    implicitWidth: implicitContentWidth + 20
    implicitHeight: implicitContentHeight + 12
    padding: 6
    leftPadding: 10
    delay: 600

    contentItem: Label {
        style: Label.Small
        text: tip.text
        color: Theme.surface
    }
    background: Rectangle {
        radius: 6
        color: Theme.text
    }
}
