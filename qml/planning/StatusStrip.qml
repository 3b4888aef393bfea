import QtQuick
import QtQuick.Templates as T
import Thucdia.Controls

// What this device has: storage, and at the right what is not sent yet.
Item {
    id: strip

    property int inset: 0
    property string freeSpace
    property bool spaceLow: false
    property int unsent: 0

    signal sendingAsked()

    implicitHeight: Math.max(48, left.implicitHeight + 16)

    Rectangle {
        width: strip.width
        height: Theme.borderWidth
        color: Theme.divider
    }
    Rectangle {
        y: strip.height - height
        width: strip.width
        height: Theme.borderWidth
        color: Theme.divider
    }
    Row {
        id: left

        x: strip.inset
        anchors.verticalCenter: parent.verticalCenter
        spacing: 30

        StatusItem {
            visible: strip.freeSpace.length > 0
            glyph: Icons.hardDrive
            figure: strip.freeSpace
            words: strip.spaceLow ? qsTr("left, answers still save") : qsTr("free")
            ink: strip.spaceLow ? Theme.bad : Theme.text
        }
    }
    T.AbstractButton {
        id: sending

        x: strip.width - width - strip.inset
        height: strip.height
        implicitWidth: item.implicitWidth
        focusPolicy: Qt.StrongFocus
        Accessible.role: Accessible.Button
        Accessible.name: item.figure + " " + item.words
        onClicked: strip.sendingAsked()
        Keys.onReturnPressed: sending.clicked()

        contentItem: Item {
            StatusItem {
                id: item

                anchors.verticalCenter: parent.verticalCenter
                glyph: strip.unsent > 0 ? Icons.cloudUpload : Icons.cloudCheck
                figure: strip.unsent > 0 ? qsTr("%n visit(s)", "", strip.unsent) : qsTr("All handed in")
                words: strip.unsent > 0 ? qsTr("signed, not handed in") : ""
                ink: strip.unsent > 0 ? Theme.primary : Theme.ok
            }
        }
        background: Item {
            FocusRing { visible: sending.visualFocus }
        }
    }
}
