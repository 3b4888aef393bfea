import QtQuick
import QtQuick.Templates as T

// The dashed row at the end of a list that adds to it.
T.AbstractButton {
    id: row

    property string glyph: Icons.plus

    implicitHeight: Theme.touchPrimary
    implicitWidth: words.implicitWidth + 66
    hoverEnabled: true
    focusPolicy: Qt.StrongFocus
    Accessible.role: Accessible.Button
    Accessible.name: text
    Keys.onReturnPressed: row.clicked()

    background: DashedBox {
        face: row.down ? Theme.sunken : row.hovered ? Theme.primarySoft : "transparent"

        FocusRing { visible: row.visualFocus }
    }
    contentItem: Item {
        Icon {
            id: sign

            x: 16
            anchors.verticalCenter: parent.verticalCenter
            text: row.glyph
            color: Theme.primary
        }
        Label {
            id: words

            anchors { left: sign.right; leftMargin: 10; verticalCenter: parent.verticalCenter }
            style: Label.Strong
            text: row.text
            color: Theme.primary
        }
    }
}
