import QtQuick
import Thucdia.Controls

// The next stop: whose, where, what was found last time, and the act.
Item {
    id: card

    property string name
    property string where
    property string lastTime
    property string due
    property bool late: false

    signal inspect()
    signal fileAsked()

    implicitHeight: column.height + 44

    LedgeBox {
        anchors.fill: parent
        radius: Theme.cardRadius
        edge: Theme.line
    }
    Column {
        id: column

        x: 24
        y: 22
        width: card.width - 46
        spacing: 4

        Row {
            spacing: 10

            Label {
                anchors.verticalCenter: parent.verticalCenter
                style: Label.Medium
                muted: true
                text: qsTr("Next stop")
            }
            Chip {
                visible: card.due.length > 0
                tone: card.late ? Chip.Warn : Chip.Draft
                glyph: card.late ? Icons.calendarClock : Icons.calendar
                text: card.due
            }
        }
        Label {
            width: column.width
            style: Label.Title
            wrapMode: Text.Wrap
            maximumLineCount: 3
            text: card.name
        }
        Label {
            width: column.width
            muted: true
            wrapMode: Text.Wrap
            text: card.where
        }
        Row {
            visible: card.lastTime.length > 0
            topPadding: 6
            spacing: 8

            Icon {
                size: 20
                text: Icons.history
                color: Theme.text2
            }
            Label {
                width: column.width - 28
                style: Label.Small
                wrapMode: Text.Wrap
                text: card.lastTime
            }
        }
        Item {
            width: 1
            height: 8
        }
        Flow {
            id: buttons

            readonly property bool narrow: column.width < 380

            width: column.width
            spacing: 12

            Button {
                width: buttons.narrow ? buttons.width : buttons.width - file.width - buttons.spacing
                kind: Button.Primary
                glyph: Icons.clipboardCheck
                text: qsTr("Begin the visit")
                onClicked: card.inspect()
            }
            Button {
                id: file

                width: buttons.narrow ? buttons.width : implicitWidth
                implicitHeight: Theme.touchPrimary
                glyph: Icons.folderOpen
                text: qsTr("File")
                onClicked: card.fileAsked()
            }
        }
    }
}
