import QtQuick
import QtQuick.Templates as T

// A card that can be pressed as a whole.
T.AbstractButton {
    id: card

    property color face: Theme.surface

    padding: 16
    implicitWidth: implicitContentWidth + leftPadding + rightPadding
    implicitHeight: Math.max(Theme.touch, implicitContentHeight + topPadding + bottomPadding)
    hoverEnabled: true
    focusPolicy: Qt.StrongFocus
    Accessible.role: Accessible.Button
    Accessible.name: text
    Keys.onReturnPressed: card.clicked()

    background: LedgeBox {
        radius: Theme.cardRadius
        edge: Theme.line
        face: card.down ? Theme.sunken : card.hovered ? Theme.primarySoft : card.face
        pressed: card.down

        FocusRing { visible: card.visualFocus }
    }
}
