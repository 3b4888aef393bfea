import QtQuick
import QtQuick.Templates as T

// Only for what cannot be taken back. The title is a question, the two buttons are named by their acts.
T.Popup {
    id: dialog

    property string question
    property string text
    property string act
    property string actGlyph
    property string back: qsTr("Back")
    property bool careful: false

    signal confirmed()

    parent: T.Overlay.overlay
    x: parent ? Math.round((parent.width - width) / 2) : 0
    y: parent ? Math.round((parent.height - height) / 2) : 0
    width: parent ? Math.min(520, parent.width - 40) : 520
    height: column.implicitHeight + 40
    modal: true
    focus: true
    padding: 20

    T.Overlay.modal: Rectangle {
        color: Qt.rgba(Theme.scrim.r, Theme.scrim.g, Theme.scrim.b, 0.6)
    }
    background: Rectangle {
        radius: Theme.cardRadius
        color: Theme.surface
        border.width: 2
        border.color: Theme.text
    }
    contentItem: Item {
        Column {
            id: column

            width: dialog.availableWidth
            spacing: 4

            Label {
                width: column.width
                style: Label.Head
                wrapMode: Text.Wrap
                text: dialog.question
                Accessible.role: Accessible.AlertMessage
                Accessible.name: dialog.question
            }
            Label {
                width: column.width
                wrapMode: Text.Wrap
                text: dialog.text
            }
            Item {
                width: 1
                height: 8
            }
            Row {
                id: buttons

                spacing: 10

                Button {
                    id: backButton

                    implicitHeight: Theme.touchPrimary
                    text: dialog.back
                    onClicked: dialog.close()
                }
                Button {
                    width: column.width - backButton.width - buttons.spacing
                    implicitHeight: Theme.touchPrimary
                    kind: dialog.careful ? Button.Careful : Button.Primary
                    glyph: dialog.actGlyph
                    text: dialog.act
                    onClicked: {
                        dialog.close()
                        dialog.confirmed()
                    }
                }
            }
        }
    }
}
