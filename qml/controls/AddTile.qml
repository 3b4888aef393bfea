import QtQuick
import QtQuick.Templates as T

// The last tile of a photo strip: takes one more.
T.AbstractButton {
    id: tile

    property string glyph: Icons.camera

    implicitWidth: 116
    implicitHeight: 87
    hoverEnabled: true
    focusPolicy: Qt.StrongFocus
    Accessible.role: Accessible.Button
    Accessible.name: text
    Keys.onReturnPressed: tile.clicked()

    background: DashedBox {
        radius: Theme.chipRadius
        face: tile.down ? Theme.sunken : tile.hovered ? Theme.primarySoft : "transparent"

        FocusRing { visible: tile.visualFocus }
    }
    contentItem: Item {
        Column {
            anchors.centerIn: parent
            spacing: 2

            Icon {
                anchors.horizontalCenter: parent.horizontalCenter
                size: 28
                text: tile.glyph
                color: Theme.primary
            }
            Label {
                anchors.horizontalCenter: parent.horizontalCenter
                style: Label.ChipText
                text: tile.text
                color: Theme.primary
            }
        }
    }
}
