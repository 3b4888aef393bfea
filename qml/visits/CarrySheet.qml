pragma ComponentBehavior: Bound

import QtQuick
import Thucdia.Controls
import Thucdia.Visits

// What the newest version of the form does with each answer, before anything is done; and what has no place as it is.
Sheet {
    id: sheet

    required property CarryModel carry
    readonly property bool offered: carry.newest.length > 0

    title: offered ? qsTr("Go on in version %1").arg(carry.newest) : qsTr("Answers without a place")
    implicitWidth: Math.min(720, parent ? parent.width - 32 : 720)
    // As high as its rows ask, so long as they fit.
    implicitHeight: Math.min(760, (parent ? parent.height : 808) - 48, lead.height + list.contentHeight + 84 + (offered ? 128 : 60))

    Label {
        id: lead

        width: sheet.availableWidth
        muted: true
        wrapMode: Text.Wrap
        text: sheet.offered ? qsTr("This visit was begun with version %1. %n answer(s) stay as they are; the others are listed here. Nothing is lost.", "", sheet.carry.same).arg(sheet.carry.version)
                            : qsTr("Version %1 of the form does not ask for these any more. They stay in the visit, its minutes and its exports.").arg(sheet.carry.version)
    }
    ListView {
        id: list

        y: lead.height + 8
        width: sheet.availableWidth
        height: sheet.availableHeight - y - (sheet.offered ? 128 : 60)
        clip: true
        model: sheet.carry
        boundsBehavior: Flickable.StopAtBounds
        ScrollBar.vertical: ScrollBar {}

        // Not a section's delegate: Qt 6.4 makes none that is a bound component.
        section.property: "kind"
        delegate: Column {
            id: row

            required property int kind
            required property string question
            required property string answer
            required property string becomes

            width: ListView.view.width

            Label {
                visible: row.ListView.previousSection !== row.ListView.section
                height: 44
                bottomPadding: 6
                verticalAlignment: Text.AlignBottom
                style: Label.Strong
                text: sheet.headOf(row.kind)
            }
            ListRow {
                width: row.width
                chevron: false
                glyph: sheet.glyphOf(row.kind)
                text: row.question
                subtitle: sheet.wordsOf(row.kind, row.answer, row.becomes)
            }
        }
    }
    Button {
        visible: sheet.offered
        y: sheet.availableHeight - height - 56
        width: sheet.availableWidth
        kind: Button.Primary
        text: qsTr("Carry over to version %1").arg(sheet.carry.newest)
        onClicked: {
            sheet.carry.carry()
            sheet.close()
        }
    }

    function headOf(kind: int): string {
        switch (kind) {
        case CarryModel.Moved: return qsTr("Stands elsewhere now")
        case CarryModel.Changed: return qsTr("Read otherwise")
        case CarryModel.NoPlace: return qsTr("Has no place any more: kept")
        case CarryModel.SignAgain: return qsTr("To be signed again")
        case CarryModel.New: return qsTr("New questions")
        default: return qsTr("Kept beside the form")
        }
    }
    function glyphOf(kind: int): string {
        switch (kind) {
        case CarryModel.Moved: return Icons.cornerUpLeft
        case CarryModel.SignAgain: return Icons.signature
        case CarryModel.New: return Icons.plus
        default: return Icons.fileText
        }
    }
    function wordsOf(kind: int, answer: string, becomes: string): string {
        switch (kind) {
        case CarryModel.Moved: return qsTr("%1 · now under %2").arg(answer).arg(becomes)
        case CarryModel.Changed: return qsTr("%1 becomes %2; the first is kept").arg(answer).arg(becomes)
        case CarryModel.SignAgain: return qsTr("Drawn for the revision before, and kept with it")
        case CarryModel.New: return becomes.length > 0 ? qsTr("Begins with %1").arg(becomes) : qsTr("Not answered yet")
        default: return answer
        }
    }
}
