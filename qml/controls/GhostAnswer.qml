pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T

// Last time's answer: beside the question on a wide page, between label and field on a narrow one.
Item {
    id: ghost

    property string when
    property string value
    property bool beside: true
    property bool same: false
    property bool canTake: true

    signal taken()

    implicitHeight: beside ? column.implicitHeight + 6 : Math.max(32, line.implicitHeight)
    implicitWidth: 236
    visible: value.length > 0
    Accessible.role: Accessible.StaticText
    Accessible.name: qsTr("Last time, %1: %2").arg(when).arg(value)

    Rectangle {
        width: 2
        height: parent.height
        color: Theme.divider
    }
    Column {
        id: column

        visible: ghost.beside
        x: 18
        y: 2
        width: ghost.width - 18

        Label {
            visible: text.length > 0
            width: column.width
            style: Label.Small
            muted: true
            text: ghost.when
        }
        Label {
            width: column.width
            font.weight: 500
            wrapMode: Text.Wrap
            maximumLineCount: 6
            text: ghost.same ? qsTr("as before") : ghost.value
            muted: ghost.same
        }
        TakeButton { visible: ghost.canTake && !ghost.same }
    }
    Row {
        id: line

        visible: !ghost.beside
        x: 14
        width: ghost.width - 14
        height: parent.height
        spacing: 10

        Label {
            id: whenLabel

            anchors.verticalCenter: parent.verticalCenter
            style: Label.Small
            muted: true
            text: ghost.when
        }
        Label {
            anchors.verticalCenter: parent.verticalCenter
            width: line.width - whenLabel.width - take.width - 20
            style: Label.Medium
            text: ghost.same ? qsTr("as before") : ghost.value
        }
        TakeButton {
            id: take

            visible: ghost.canTake && !ghost.same
            width: visible ? implicitWidth : 0
        }
    }

    component TakeButton: T.AbstractButton {
        id: button

        implicitHeight: Theme.touch
        implicitWidth: words.width + 36
        hoverEnabled: true
        focusPolicy: Qt.StrongFocus
        Accessible.role: Accessible.Button
        Accessible.name: qsTr("Unchanged: take last time's answer")
        onClicked: ghost.taken()
        Keys.onReturnPressed: button.clicked()

        contentItem: Item {
            Icon {
                id: sign

                anchors.verticalCenter: parent.verticalCenter
                size: 20
                text: Icons.equal
                color: Theme.primary
            }
            Label {
                id: words

                anchors { left: sign.right; leftMargin: 8; verticalCenter: parent.verticalCenter }
                style: Label.ChipText
                text: qsTr("Unchanged")
                color: Theme.primary
                font.underline: Theme.sunlight || button.hovered
            }
        }
        background: Item {
            FocusRing { visible: button.visualFocus }
        }
    }
}
