import QtQuick
import QtQuick.Templates as T
import Thucdia.Controls
import Thucdia.Visits

// Qt 6.4 compiles no access through a property whose type is a QML file (it could be extended): not held here.
// qmllint disable compiler

// One of many: a field that opens the searchable list.
T.AbstractButton {
    id: answer

    required property Question question

    implicitWidth: Math.min(640, question.column)
    implicitHeight: Theme.touchPrimary
    enabled: !question.locked
    focusPolicy: Qt.StrongFocus
    Accessible.role: Accessible.ComboBox
    Accessible.name: question.label
    Accessible.description: question.shown
    onClicked: {
        answer.forceActiveFocus()
        answer.question.choicesAsked(answer.question.index, answer.question.label)
    }
    Keys.onReturnPressed: answer.clicked()

    background: Item {
        FieldFrame {
            width: Math.min(640, answer.width)
            height: parent.height
            focused: answer.activeFocus
            locked: answer.question.locked
        }
    }
    contentItem: Item {
        Label {
            x: 16
            width: Math.min(640, answer.width) - 64
            anchors.verticalCenter: parent.verticalCenter
            style: Label.Field
            muted: answer.question.shown.length === 0
            text: answer.question.shown.length > 0 ? answer.question.shown : qsTr("Choose from the list")
        }
        Icon {
            x: Math.min(640, answer.width) - width - 16
            anchors.verticalCenter: parent.verticalCenter
            text: answer.question.locked ? Icons.lock : Icons.chevronsUpDown
            color: Theme.text2
        }
    }
}
