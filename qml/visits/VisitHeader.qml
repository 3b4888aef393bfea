import QtQuick
import Thucdia.Controls
import Thucdia.Workspace

// 66 high: back, whose visit, the position, the save state in its fixed place, the menu.
Rectangle {
    id: header

    property string title
    property string subtitle
    property int status: 0
    property bool locked: false
    property int saveState: 0
    property string savedAt
    property real accuracy: 0

    signal back()
    signal menu()

    implicitHeight: Math.max(66, words.implicitHeight + 18)
    color: Theme.surface

    Rectangle {
        y: header.height - height
        width: header.width
        height: Theme.borderWidth
        color: Theme.divider
    }
    IconButton {
        id: backButton

        x: 12
        anchors.verticalCenter: parent.verticalCenter
        glyph: Icons.arrowLeft
        name: qsTr("Back")
        onClicked: header.back()
    }
    Column {
        id: words

        anchors { left: backButton.right; leftMargin: 10; right: tools.left; rightMargin: 12; verticalCenter: parent.verticalCenter }

        Label {
            width: words.width
            style: Label.Strong
            text: header.title
            Accessible.role: Accessible.Heading
            Accessible.name: header.title
        }
        Label {
            width: words.width
            style: Label.Small
            muted: true
            text: header.subtitle
        }
    }
    Row {
        id: tools

        anchors { right: parent.right; rightMargin: 12; verticalCenter: parent.verticalCenter }
        spacing: 12

        Chip {
            visible: header.accuracy > 0 && !header.locked
            anchors.verticalCenter: parent.verticalCenter
            outlined: true
            glyph: Icons.mapPinned
            text: qsTr("±%1 m").arg(Math.round(header.accuracy))
        }
        VisitStatusChip {
            visible: header.locked && header.status > 0
            anchors.verticalCenter: parent.verticalCenter
            status: header.status
        }
        SaveState {
            anchors.verticalCenter: parent.verticalCenter
            kind: header.saveState
            time: header.savedAt
        }
        IconButton {
            anchors.verticalCenter: parent.verticalCenter
            glyph: Icons.ellipsisVertical
            name: qsTr("Menu")
            onClicked: header.menu()
        }
    }
}
