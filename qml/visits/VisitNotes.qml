import QtQuick
import Thucdia.Controls
import Thucdia.Visits

// What is to be said before the questions: returned and why, locked by signature and what comes next, the row that is open.
Column {
    id: notes

    required property VisitModel visit
    property int margin: 28
    property bool portrait: false

    signal rowLeft()
    signal handInAsked()
    signal minutesAsked()
    signal conflictsAsked()

    readonly property bool returned: visit.status === 8
    readonly property bool signed: visit.status === 4

    leftPadding: margin
    topPadding: 12
    spacing: 12

    Label {
        visible: !notes.portrait && notes.visit.rowTitle.length > 0
        style: Label.Head
        text: notes.visit.rowTitle
    }
    Note {
        visible: notes.returned
        width: notes.width - 2 * notes.margin
        tone: Note.Warn
        glyph: Icons.cornerUpLeft
        title: notes.visit.returnComments > 0 ? qsTr("Returned by %1 with %n comment(s)", "", notes.visit.returnComments).arg(notes.visit.returnedBy)
                                              : qsTr("Returned by %1").arg(notes.visit.returnedBy)
        text: notes.visit.returnReason.length > 0 ? notes.visit.returnReason : qsTr("The comments stand beside the questions.")
    }
    Note {
        visible: notes.visit.locked && notes.visit.ready
        width: notes.width - 2 * notes.margin
        tone: Note.Way
        glyph: Icons.lock
        title: notes.signed ? qsTr("Signed. Hand it in for review.") : !notes.visit.mine ? qsTr("Another inspector's visit: for reading.")
                            : qsTr("Locked by signature.")
        text: notes.signed ? qsTr("It goes to the hub with the next sync; without network it waits on this device.") : ""

        Button {
            visible: notes.signed && notes.visit.mine
            kind: Button.Primary
            glyph: Icons.send
            text: qsTr("Hand in")
            onClicked: notes.handInAsked()
        }
        Button {
            visible: notes.visit.status >= 4 && notes.visit.status <= 10
            glyph: Icons.fileText
            text: qsTr("Minutes")
            onClicked: notes.minutesAsked()
        }
    }
    Item {
        width: 1
        height: 1
    }
}
