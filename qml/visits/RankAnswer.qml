pragma ComponentBehavior: Bound

import QtQuick
import Thucdia.Controls
import Thucdia.Visits

// Qt 6.4 compiles no access through a property whose type is a QML file (it could be extended): not held here.
// qmllint disable compiler

// Choices put in order, the first at the top.
Column {
    id: answer

    required property Question question

    readonly property bool ranked: question.value.length > 0

    width: Math.min(640, question.column)
    spacing: 8

    Repeater {
        model: answer.question.choiceLabels

        LedgeBox {
            id: card

            required property string modelData
            required property int index

            width: answer.width
            height: Math.max(Theme.touchPrimary, words.implicitHeight + 12)
            edge: Theme.edge
            face: answer.question.locked ? Theme.sunken : Theme.surface

            Label {
                id: place

                x: 14
                anchors.verticalCenter: parent.verticalCenter
                style: Label.Strong
                muted: !answer.ranked
                text: answer.ranked ? qsTr("%1.").arg(card.index + 1) : "–"
            }
            Label {
                id: words

                anchors { left: parent.left; leftMargin: 48; right: tools.left; rightMargin: 8; verticalCenter: parent.verticalCenter }
                wrapMode: Text.Wrap
                text: card.modelData
            }
            Row {
                id: tools

                visible: !answer.question.locked
                anchors { right: parent.right; rightMargin: 4; verticalCenter: parent.verticalCenter }

                IconButton {
                    enabled: card.index > 0
                    glyph: Icons.arrowUp
                    name: qsTr("Up: %1").arg(card.modelData)
                    onClicked: answer.question.visit.rank(answer.question.index, card.index, card.index - 1)
                }
                IconButton {
                    enabled: card.index < answer.question.choiceLabels.length - 1
                    glyph: Icons.arrowDown
                    name: qsTr("Down: %1").arg(card.modelData)
                    onClicked: answer.question.visit.rank(answer.question.index, card.index, card.index + 1)
                }
            }
        }
    }
    Button {
        visible: !answer.ranked && !answer.question.locked
        implicitHeight: Theme.touchPrimary
        glyph: Icons.check
        text: qsTr("This order is right")
        onClicked: answer.question.visit.rank(answer.question.index, 0, 0)
    }
}
