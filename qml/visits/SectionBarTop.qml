import QtQuick
import Thucdia.Controls

// On an upright tablet: which section, how far, and the way to the others.
Rectangle {
    id: bar

    property string title
    property int current: 0
    property int count: 0

    signal listAsked()

    implicitHeight: Math.max(60, button.implicitHeight + 12)
    color: Theme.bg

    Rectangle {
        width: Theme.hereWidth
        height: bar.height
        color: Theme.here
    }
    Rectangle {
        y: bar.height - height
        width: bar.width
        height: Theme.borderWidth
        color: Theme.divider
    }
    Label {
        anchors { left: parent.left; leftMargin: 24; right: place.left; rightMargin: 12; verticalCenter: parent.verticalCenter }
        style: Label.Head
        text: bar.title
    }
    Label {
        id: place

        anchors { right: button.left; rightMargin: 12; verticalCenter: parent.verticalCenter }
        style: Label.Medium
        muted: true
        text: qsTr("section %1 of %2").arg(bar.current + 1).arg(bar.count)
    }
    Button {
        id: button

        anchors { right: parent.right; rightMargin: 24; verticalCenter: parent.verticalCenter }
        glyph: Icons.listChecks
        text: qsTr("Sections")
        onClicked: bar.listAsked()
    }
}
