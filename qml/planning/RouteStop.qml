import QtQuick
import QtQuick.Templates as T
import Thucdia.Controls

// One stop of the day on its line: the next one as a card, those after it as rows.
Item {
    id: stop

    required property int index
    required property string facilityId
    required property string projectId
    required property string beneficiaryId
    required property string name
    required property string place
    required property string form
    required property string due
    required property int daysLate
    required property string lastTime
    property bool last: false

    signal inspect()
    signal fileAsked()

    readonly property bool next: index === 0
    readonly property string dueText: due.length === 0 ? "" : daysLate > 0 ? qsTr("%n day(s) late", "", daysLate) : qsTr("Due %1").arg(due)

    implicitHeight: next ? card.height + 16 : row.height + 2

    Rectangle {
        visible: !stop.last
        x: 16
        y: stop.next ? 20 : 16
        width: 4
        height: stop.height - y + 16
        color: Theme.line
    }
    Rectangle {
        x: stop.next ? -4 : 0
        y: stop.next ? 0 : 14
        width: stop.next ? 44 : 36
        height: width
        radius: width / 2
        color: stop.next ? Theme.here : Theme.bg
        border.width: stop.next ? (Theme.sunlight ? 2 : 0) : 2
        border.color: stop.next ? Theme.hereText : Theme.edge

        Label {
            anchors.centerIn: parent
            style: stop.next ? Label.Head : Label.Strong
            font.weight: 700
            text: stop.index + 1
            color: stop.next ? Theme.hereText : Theme.text2
        }
    }
    NextStopCard {
        id: card

        visible: stop.next
        x: 52
        width: stop.width - x
        name: stop.name
        where: stop.form.length > 0 ? stop.place + " · " + stop.form : stop.place
        lastTime: stop.lastTime
        due: stop.dueText
        late: stop.daysLate > 0
        onInspect: stop.inspect()
        onFileAsked: stop.fileAsked()
    }
    T.AbstractButton {
        id: row

        readonly property bool narrow: width < 480

        visible: !stop.next
        x: 52
        width: stop.width - x
        height: Math.max(Theme.touch, words.implicitHeight + 18)
        hoverEnabled: true
        focusPolicy: Qt.StrongFocus
        Accessible.role: Accessible.ListItem
        Accessible.name: stop.name
        Accessible.description: stop.dueText
        onClicked: stop.fileAsked()
        Keys.onReturnPressed: row.clicked()

        background: Rectangle {
            radius: Theme.controlRadius
            color: row.down ? Theme.sunken : row.hovered ? Theme.primarySoft : "transparent"

            FocusRing { visible: row.visualFocus }
        }
        contentItem: Item {
            Column {
                id: words

                spacing: row.narrow ? 4 : 0
                anchors { left: parent.left; right: row.narrow || !chip.visible ? arrow.left : chip.left; rightMargin: 12; verticalCenter: parent.verticalCenter }

                Label {
                    width: words.width
                    style: Label.Strong
                    wrapMode: Text.Wrap
                    maximumLineCount: row.narrow ? 3 : 2
                    text: stop.name
                }
                Label {
                    width: words.width
                    style: Label.Small
                    muted: true
                    wrapMode: Text.Wrap
                    maximumLineCount: 2
                    text: stop.form.length > 0 ? stop.place + " · " + stop.form : stop.place
                }
                Chip {
                    visible: row.narrow && stop.dueText.length > 0
                    tone: chip.tone
                    glyph: chip.glyph
                    text: stop.dueText
                }
            }
            Chip {
                id: chip

                visible: !row.narrow && stop.dueText.length > 0
                anchors { right: arrow.left; rightMargin: 12; verticalCenter: parent.verticalCenter }
                tone: stop.daysLate > 0 ? Chip.Warn : Chip.Draft
                glyph: stop.daysLate > 0 ? Icons.calendarClock : Icons.calendar
                text: stop.dueText
            }
            Icon {
                id: arrow

                anchors { right: parent.right; rightMargin: 4; verticalCenter: parent.verticalCenter }
                text: Icons.chevronRight
                color: Theme.text2
            }
        }
    }
}
