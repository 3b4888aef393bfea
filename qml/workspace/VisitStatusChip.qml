import QtQuick
import Thucdia.Controls

// Where a visit stands, as one chip: what needs a person first, then sending, then its status (VisitStatus of the core).
Chip {
    id: chip

    required property int status
    property bool unsent: false
    property bool refused: false
    property int conflicts: 0

    readonly property bool waits: unsent && status >= 4 && status <= 5

    tone: refused ? Chip.Bad : conflicts > 0 ? Chip.Warn : waits ? Chip.Way : toneOf(status)
    glyph: refused ? Icons.circleX : conflicts > 0 ? Icons.gitCompareArrows : waits ? Icons.cloudUpload : glyphOf(status)
    text: refused ? qsTr("Not accepted") : conflicts > 0 ? qsTr("To choose") : waits ? qsTr("Not sent") : wordsOf(status)

    function toneOf(value: int): int {
        switch (value) {
        case 3: return Chip.Way
        case 4: return Chip.Ok
        case 5: return Chip.Ok
        case 6: return Chip.Way
        case 7: return Chip.Ok
        case 8: return Chip.Returned
        case 9: return Chip.Ok
        case 10: return Chip.Ok
        default: return Chip.Draft
        }
    }
    function glyphOf(value: int): string {
        switch (value) {
        case 1: return Icons.circleDashed
        case 2: return Icons.penLine
        case 3: return Icons.signature
        case 4: return Icons.lock
        case 5: return Icons.cloudCheck
        case 6: return Icons.eye
        case 7: return Icons.badgeCheck
        case 8: return Icons.cornerUpLeft
        case 9: return Icons.stamp
        case 10: return Icons.archive
        default: return Icons.circleSlash
        }
    }
    function wordsOf(value: int): string {
        switch (value) {
        case 1: return qsTr("Not begun")
        case 2: return qsTr("In work")
        case 3: return qsTr("To be signed")
        case 4: return qsTr("Signed")
        case 5: return qsTr("Handed in")
        case 6: return qsTr("In review")
        case 7: return qsTr("Approved")
        case 8: return qsTr("Returned")
        case 9: return qsTr("Issued")
        case 10: return qsTr("Filed")
        default: return qsTr("Cancelled")
        }
    }
}
