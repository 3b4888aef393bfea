import QtQuick
import Thucdia.Controls
import Thucdia.Visits

// Qt 6.4 compiles no access through a property whose type is a QML file (it could be extended): not held here.
// qmllint disable compiler

// A file: sound, film, a document.
Flow {
    id: answer

    required property Question question

    readonly property bool empty: question.value.length === 0

    width: Math.min(640, question.column)
    spacing: 10

    Label {
        visible: !answer.empty
        height: Theme.touchPrimary
        verticalAlignment: Text.AlignVCenter
        style: Label.Strong
        text: answer.question.shown
    }
    Button {
        visible: !answer.question.locked
        implicitHeight: Theme.touchPrimary
        glyph: answer.empty ? Icons.paperclip : Icons.refreshCw
        text: answer.empty ? qsTr("Choose a file") : qsTr("Another")
        onClicked: answer.question.fileAsked(answer.question.index)
    }
    Button {
        visible: !answer.question.locked && !answer.empty
        implicitHeight: Theme.touchPrimary
        kind: Button.Quiet
        glyph: Icons.trash2
        text: qsTr("Take out")
        onClicked: answer.question.visit.answer(answer.question.index, "")
    }
}
