import QtQuick
import Thucdia.Controls
import Thucdia.Visits

// Qt 6.4 compiles no access through a property whose type is a QML file (it could be extended): not held here.
// qmllint disable compiler

// Confirmed, or not yet.
ChoiceCard {
    id: card

    required property Question question

    width: Math.min(640, question.column)
    several: true
    chosen: question.value === "OK"
    readOnly: question.locked
    text: qsTr("Confirmed")
    onClicked: {
        card.forceActiveFocus()
        card.question.visit.choose(card.question.index, "OK")
    }
}
