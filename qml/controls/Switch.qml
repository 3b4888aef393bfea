import QtQuick
import QtQuick.Templates as T

// On or off, at once.
T.Switch {
    id: toggle

    implicitWidth: 56
    implicitHeight: Theme.touch
    focusPolicy: Qt.StrongFocus
    Accessible.role: Accessible.CheckBox
    Accessible.name: text
    Keys.onReturnPressed: toggle.toggle()

    indicator: Rectangle {
        y: (toggle.height - height) / 2
        width: 56
        height: 32
        radius: 16
        color: toggle.checked ? Theme.primary : Theme.surface
        border.width: toggle.checked ? 0 : 2
        border.color: Theme.edge

        Rectangle {
            x: toggle.checked ? parent.width - width - 4 : 4
            y: 4
            width: 24
            height: 24
            radius: 12
            color: toggle.checked ? Theme.primaryText : Theme.edge
        }
        FocusRing {
            visible: toggle.visualFocus
            radius: 21
        }
    }
    contentItem: Item {}
}
