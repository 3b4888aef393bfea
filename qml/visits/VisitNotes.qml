import QtQuick
import Thucdia.Controls
import Thucdia.Visits

// What is to be said before the questions: returned and why, locked by signature and what comes next, the row that is open.
Column {
    id: notes

    required property VisitModel visit
    property int margin: 28
    property bool portrait: false

    signal handInAsked()
    signal minutesAsked()
    signal conflictsAsked()
    signal commentsAsked()
    signal issueAsked()

    readonly property bool returned: visit.status === 8
    readonly property bool signed: visit.status === 4
    readonly property bool toIssue: visit.clerk && visit.status === 7
    readonly property bool toFile: visit.clerk && visit.status === 9

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
        text: (notes.visit.returnReason.length > 0 ? notes.visit.returnReason : qsTr("The comments stand beside the questions."))
              + (notes.visit.asksForSignatures ? "\n" + qsTr("Once an answer changes, everybody signs again; the version signed before keeps its signatures.") : "")

        Button {
            visible: notes.visit.returnComments > 0
            glyph: Icons.messageSquareText
            text: qsTr("To the comment")
            onClicked: notes.commentsAsked()
        }
    }
    Note {
        visible: notes.visit.locked && notes.visit.ready
        width: notes.width - 2 * notes.margin
        tone: Note.Way
        glyph: Icons.lock
        title: notes.visit.status === 11 ? qsTr("Cancelled: for reading.")
             : notes.toIssue ? qsTr("Approved. The minutes wait for their number.") : notes.visit.number.length > 0 ? qsTr("Issued with number %1").arg(notes.visit.number)
             : notes.signed ? qsTr("Signed. Hand it in for review.") : !notes.visit.mine ? qsTr("Another inspector's visit: for reading.")
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
            visible: notes.toIssue
            kind: Button.Primary
            glyph: Icons.stamp
            text: qsTr("Give the number")
            onClicked: notes.issueAsked()
        }
        Button {
            visible: notes.toFile
            kind: Button.Primary
            glyph: Icons.archive
            text: qsTr("Put on file")
            onClicked: notes.visit.file()
        }
        Button {
            visible: notes.visit.status >= 4 && notes.visit.status <= 10
            glyph: Icons.fileText
            text: qsTr("Minutes")
            onClicked: notes.minutesAsked()
        }
    }
    Note {
        visible: notes.visit.conflicts > 0
        width: notes.width - 2 * notes.margin
        tone: Note.Warn
        glyph: Icons.gitCompareArrows
        title: qsTr("%n answer(s) to choose", "", notes.visit.conflicts)
        text: qsTr("Two people edited them without knowing of each other. Choose one; the other stays in history.")

        Button {
            glyph: Icons.gitCompareArrows
            text: qsTr("Choose")
            onClicked: notes.conflictsAsked()
        }
    }
    Item {
        width: 1
        height: 1
    }
}
