pragma ComponentBehavior: Bound

import QtQuick
import Thucdia.Controls
import Thucdia.Visits

// Qt 6.4 compiles no access through a property whose type is a QML file (it could be extended): not held here.
// qmllint disable compiler

// One question of a visit: its label, last time's answer, the field that suits it, and what is to be said of the answer.
Question {
    id: row

    readonly property bool isCard: kind === QuestionListModel.RepeatRow || isEnd
    readonly property bool isEnd: kind === QuestionListModel.RepeatEnd
    readonly property bool isQuestion: kind > QuestionListModel.Heading && kind < QuestionListModel.Remark
    readonly property bool hasGhost: previous.length > 0 && isQuestion
    readonly property bool lineAbove: index > 0 && !isCard && !alone
    // One question at a time: the answer stands at the foot of the page, near the thumb.
    property bool alone: false
    property int fill: 0
    readonly property int ownHeight: isEnd && !addable ? 8 : isCard ? body.height + (isEnd ? 18 : 10) : body.place + body.height + 16
    readonly property int push: Math.max(0, fill - ownHeight)

    column: width - 2 * margin - (beside ? 260 : 0)
    implicitHeight: ownHeight + push
    Accessible.role: Accessible.Grouping
    Accessible.name: label

    Rectangle {
        visible: row.lineAbove
        x: row.margin
        width: row.width - 2 * row.margin
        height: Theme.borderWidth
        color: Theme.divider
    }
    // You are here.
    Rectangle {
        visible: row.activeFocus && row.isQuestion && !row.alone
        y: 12
        width: Theme.hereWidth
        height: row.height - 24
        color: Theme.here
        border.width: Theme.sunlight ? 1 : 0
        border.color: Theme.hereText
    }
    QuestionLabel {
        id: head

        visible: !row.isCard && row.kind !== QuestionListModel.Warning && row.kind !== QuestionListModel.Remark
        x: row.margin
        y: 12
        width: row.column
        alone: row.alone && row.isQuestion
        big: row.kind === QuestionListModel.Heading || row.kind === QuestionListModel.Repeat
        text: row.label
        hint: row.hint
        needed: row.needed && !row.locked
        answer: row.kind === QuestionListModel.Computed ? row.shown : ""
    }
    GhostAnswer {
        id: narrowGhost

        visible: row.hasGhost && !row.beside
        x: row.margin
        y: head.y + head.height + 4 + row.push
        width: row.column
        beside: false
        when: row.previousDay
        value: row.previous
        same: row.previousSame
        canTake: !row.locked
        onTaken: row.visit.takePrevious(row.index)
    }
    GhostAnswer {
        visible: row.hasGhost && row.beside
        x: row.width - row.margin - width
        y: 12
        when: row.previousDay
        value: row.previous
        same: row.previousSame
        canTake: !row.locked
        onTaken: row.visit.takePrevious(row.index)
    }
    Column {
        id: body

        readonly property int place: row.isCard ? 0 : !head.visible ? 12
            : head.y + head.height + 8 + (narrowGhost.visible ? narrowGhost.height + 4 : 0)

        x: row.margin
        y: place + row.push
        width: row.isCard || row.kind === QuestionListModel.Warning ? Math.min(row.column, 760) : row.column
        spacing: 8

        QuestionFields {
            width: body.width
            question: row
        }
        FieldMessage {
            width: body.width
            text: row.error
        }
        Note {
            visible: row.comment.length > 0
            width: Math.min(body.width, 640)
            tone: Note.Way
            glyph: Icons.messageSquareText
            title: qsTr("The reviewer says")
            text: row.comment
        }
    }
}
