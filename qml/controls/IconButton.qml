import QtQuick
import QtQuick.Templates as T

// A glyph that may stand alone: back, close, more, search, filter, list, erase, copy. Its name is said and shown.
T.Button {
    id: button

    required property string glyph
    required property string name
    property color ink: Theme.text
    property int glyphSize: 24

    implicitWidth: Theme.touch
    implicitHeight: Theme.touch
    hoverEnabled: true
    focusPolicy: Qt.StrongFocus
    text: name
    opacity: enabled ? 1 : 0.4

    Accessible.name: name
    Accessible.role: Accessible.Button
    Keys.onReturnPressed: button.clicked()
    Keys.onEnterPressed: button.clicked()

    background: Rectangle {
        radius: Theme.controlRadius
        color: button.down ? Theme.sunken : button.hovered ? Theme.primarySoft : "transparent"

        FocusRing { visible: button.visualFocus }
    }
    contentItem: Icon {
        size: button.glyphSize
        text: button.glyph
        color: button.ink
    }
    Tip {
        visible: button.hovered && button.enabled
        text: button.name
    }
}
