import QtQuick
import QtQuick.Templates as T

// A finding: its severity as a block, words, text, who and what, its deadline as a chip.
T.AbstractButton {
    id: card

    enum Severity { Minor, Medium, Serious, Fixed }

    property int severity: FindingCard.Minor
    property string severityText
    property string detail
    property string due
    property bool overdue: false

    readonly property color ink: severity === FindingCard.Serious ? Theme.bad : severity === FindingCard.Medium ? Theme.warn
                               : severity === FindingCard.Fixed ? Theme.ok : Theme.text2

    implicitHeight: words.implicitHeight + 26
    implicitWidth: 440
    hoverEnabled: true
    focusPolicy: Qt.StrongFocus
    Accessible.role: Accessible.ListItem
    Accessible.name: severityText + ". " + text
    Accessible.description: detail
    Keys.onReturnPressed: card.clicked()

    background: LedgeBox {
        radius: Theme.cardRadius
        edge: Theme.line
        face: card.down ? Theme.sunken : card.hovered ? Theme.primarySoft : Theme.surface
        pressed: card.down

        FocusRing { visible: card.visualFocus }
    }
    contentItem: Item {
        Rectangle {
            id: block

            x: Theme.borderWidth
            y: Theme.borderWidth + (card.down ? 2 : 0)
            width: 52
            height: parent.height - Theme.borderWidth - Theme.ledgeHeight
            radius: Theme.cardRadius - 1
            color: card.severity === FindingCard.Serious ? Theme.bad : card.severity === FindingCard.Medium ? Theme.warnSoft
                 : card.severity === FindingCard.Fixed ? Theme.okSoft : Theme.sunken

            Rectangle {
                x: parent.width / 2
                width: parent.width / 2
                height: parent.height
                color: block.color
            }
            Rectangle {
                visible: card.severity === FindingCard.Medium || Theme.sunlight
                x: parent.width - 2
                width: 2
                height: parent.height
                color: card.ink
            }
            Icon {
                anchors.horizontalCenter: parent.horizontalCenter
                y: 13
                size: 28
                text: card.severity === FindingCard.Serious ? Icons.octagonAlert : card.severity === FindingCard.Medium ? Icons.triangleAlert
                    : card.severity === FindingCard.Fixed ? Icons.circleCheck : Icons.info
                color: card.severity === FindingCard.Serious ? Theme.surface : card.ink
            }
        }
        Column {
            id: words

            anchors { left: block.right; leftMargin: 14; right: parent.right; rightMargin: 14 }
            y: 12

            Label {
                visible: text.length > 0
                width: words.width
                style: Label.ChipText
                text: card.severityText
                color: card.ink
            }
            Label {
                width: words.width
                style: Label.Strong
                wrapMode: Text.Wrap
                text: card.text
            }
            Label {
                visible: text.length > 0
                width: words.width
                style: Label.Small
                muted: true
                wrapMode: Text.Wrap
                text: card.detail
            }
            Item {
                visible: chip.visible
                width: 1
                height: 8
            }
            Chip {
                id: chip

                visible: card.due.length > 0
                tone: card.overdue ? Chip.Bad : Chip.Draft
                glyph: card.overdue ? Icons.calendarClock : Icons.calendar
                text: card.due
            }
        }
    }
}
