import QtQuick
import QtQuick.Templates as T

// One answer of a few: a mark (round: one; square: several) and words to two lines. Tapping again clears.
T.AbstractButton {
    id: card

    property bool several: false
    property bool chosen: false
    property bool readOnly: false

    implicitHeight: Math.max(Theme.touchPrimary, words.implicitHeight + 12)
    implicitWidth: 240
    hoverEnabled: true
    enabled: !readOnly
    focusPolicy: Qt.StrongFocus
    Accessible.role: several ? Accessible.CheckBox : Accessible.RadioButton
    Accessible.name: text
    Accessible.checkable: true
    Accessible.checked: chosen
    Keys.onReturnPressed: card.clicked()

    background: LedgeBox {
        edge: card.chosen ? (Theme.sunlight ? "#000000" : Theme.primary) : Theme.edge
        face: card.chosen ? (Theme.sunlight ? Theme.primary : Theme.primarySoft)
            : card.readOnly ? Theme.sunken : card.down ? Theme.sunken : card.hovered ? Theme.primarySoft : Theme.surface
        border: card.chosen ? 2 : Theme.borderWidth
        ledge: card.readOnly ? border : Theme.ledgeHeight
        pressed: card.down

        FocusRing { visible: card.visualFocus }
    }
    contentItem: Item {
        Icon {
            id: mark

            x: 14
            anchors.verticalCenter: parent.verticalCenter
            text: card.several ? (card.chosen ? Icons.squareCheck : Icons.square) : card.chosen ? Icons.circleDot : Icons.circle
            color: card.chosen ? (Theme.sunlight ? Theme.primaryText : Theme.primary) : Theme.edge
        }
        Label {
            id: words

            anchors { left: mark.right; leftMargin: 12; right: parent.right; rightMargin: 14; verticalCenter: parent.verticalCenter }
            wrapMode: Text.Wrap
            maximumLineCount: 3
            text: card.text
            lineHeight: Theme.scaled(22)
            font.weight: card.chosen ? 600 : 500
            color: card.chosen && Theme.sunlight ? Theme.primaryText : Theme.text
        }
    }
}
