import QtQuick
import QtQuick.Templates as T

// A row of a repeat: its number, a small picture, the first answers, what is missing; copy and remove beside it.
T.AbstractButton {
    id: card

    property string subtitle
    property bool alarming: false
    property string picture
    property bool canCopy: true
    property bool readOnly: false

    signal copyRequested()
    signal removeRequested()

    implicitHeight: Math.max(Theme.rowHeight, words.implicitHeight + 20)
    implicitWidth: 400
    hoverEnabled: true
    focusPolicy: Qt.StrongFocus
    Accessible.role: Accessible.Button
    Accessible.name: text
    Accessible.description: subtitle
    Keys.onReturnPressed: card.clicked()

    background: LedgeBox {
        radius: Theme.cardRadius
        edge: Theme.line
        face: card.down ? Theme.sunken : card.hovered ? Theme.primarySoft : Theme.surface
        pressed: card.down

        FocusRing { visible: card.visualFocus }
    }
    contentItem: Item {
        Image {
            id: photo

            visible: card.picture.length > 0
            x: 14
            width: visible ? 64 : 0
            height: 48
            anchors.verticalCenter: parent.verticalCenter
            source: card.picture
            asynchronous: true
        }
        Column {
            id: words

            anchors { left: photo.right; leftMargin: photo.visible ? 10 : 2; right: tools.left; rightMargin: 8; verticalCenter: parent.verticalCenter }

            Label {
                width: parent.width
                style: Label.Strong
                text: card.text
            }
            Label {
                visible: text.length > 0
                width: parent.width
                style: card.alarming ? Label.ChipText : Label.Small
                color: card.alarming ? Theme.warn : Theme.text2
                text: card.subtitle
            }
        }
        Row {
            id: tools

            anchors { right: parent.right; rightMargin: 4; verticalCenter: parent.verticalCenter }

            IconButton {
                visible: card.canCopy && !card.readOnly
                glyph: Icons.copy
                name: qsTr("Copy this row")
                onClicked: card.copyRequested()
            }
            IconButton {
                visible: !card.readOnly
                glyph: Icons.trash2
                name: qsTr("Remove this row")
                onClicked: card.removeRequested()
            }
            Icon {
                visible: card.readOnly
                text: Icons.chevronRight
                color: Theme.text2
                width: 40
            }
        }
    }
}
