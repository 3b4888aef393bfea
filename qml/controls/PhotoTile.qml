import QtQuick
import QtQuick.Templates as T

// One photo with its state. Round corners are painted by the thumbnail provider, not by a mask.
T.AbstractButton {
    id: tile

    enum State { Kept, Saving, DrawnOn, Masked, Damaged, Sent, OriginalGone }

    property string source
    property string caption
    property int state_: PhotoTile.Kept

    implicitWidth: 116
    implicitHeight: 87
    focusPolicy: Qt.StrongFocus
    Accessible.role: Accessible.Graphic
    Accessible.name: text

    readonly property string badge: state_ === PhotoTile.DrawnOn ? Icons.penLine : state_ === PhotoTile.Masked ? Icons.check
                                  : state_ === PhotoTile.Damaged ? Icons.octagonAlert : state_ === PhotoTile.Sent ? Icons.cloudCheck
                                  : state_ === PhotoTile.OriginalGone ? Icons.cloud : ""

    background: Rectangle {
        radius: Theme.chipRadius
        color: Theme.sunken
        border.width: 1
        border.color: Theme.edge

        FocusRing { visible: tile.visualFocus }
    }
    contentItem: Item {
        Image {
            anchors.fill: parent
            source: tile.source
            sourceSize.width: tile.width * 2
            sourceSize.height: tile.height * 2
            fillMode: Image.Stretch
            asynchronous: true
            smooth: true
        }
        Label {
            visible: tile.state_ === PhotoTile.Saving
            anchors.centerIn: parent
            style: Label.ChipText
            text: qsTr("Saving")
        }
        Rectangle {
            visible: tile.caption.length > 0
            anchors { left: parent.left; right: parent.right; bottom: parent.bottom; margins: 1 }
            height: words.implicitHeight + 6
            color: "#D10C1412"

            Label {
                id: words

                anchors { left: parent.left; right: parent.right; leftMargin: 8; rightMargin: 8; verticalCenter: parent.verticalCenter }
                style: Label.Badge
                font.weight: 500
                color: "#FFFFFF"
                text: tile.caption
            }
        }
        Rectangle {
            visible: tile.badge.length > 0
            anchors { right: parent.right; top: parent.top; margins: 6 }
            width: 26
            height: 26
            radius: 13
            color: "#0C1412"

            Icon {
                anchors.centerIn: parent
                size: 16
                text: tile.badge
                color: "#FFFFFF"
            }
        }
    }
}
