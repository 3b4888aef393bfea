import QtQuick
import Thucdia.Controls
import Thucdia.Workspace

// A visit in a list.
ListRow {
    id: row

    required property string visitId
    required property string title
    required property string detail
    required property int status
    required property bool unsent
    required property bool refused
    required property int conflicts
    required property int findings
    required property bool mayAnswer

    text: title
    subtitle: findings > 0 ? detail + " · " + qsTr("%n finding(s)", "", findings) : detail
    chipText: chip.text
    chipGlyph: chip.glyph
    chipTone: chip.tone

    VisitStatusChip {
        id: chip

        visible: false
        status: row.status
        unsent: row.unsent
        refused: row.refused
        conflicts: row.conflicts
    }
}
