import QtQuick

// Stays where a removed row was, until the page is left.
Item {
    id: row

    property string text

    signal takenBack()

    implicitHeight: Theme.touchPrimary
    implicitWidth: 400

    DashedBox { anchors.fill: parent }
    Label {
        anchors { left: parent.left; leftMargin: 14; right: undo.left; rightMargin: 8; verticalCenter: parent.verticalCenter }
        muted: true
        text: row.text
    }
    Button {
        id: undo

        anchors { right: parent.right; rightMargin: 4; verticalCenter: parent.verticalCenter }
        kind: Button.Quiet
        glyph: Icons.undo2
        text: qsTr("Take back")
        onClicked: row.takenBack()
    }
}
