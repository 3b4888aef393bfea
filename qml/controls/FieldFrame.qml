import QtQuick

// The box of a field: rest, focus, invalid, locked. In the sun the focused one stands on a turmeric foot.
Item {
    id: frame

    property bool focused: false
    property bool invalid: false
    property bool locked: false

    Rectangle {
        anchors.fill: parent
        visible: !frame.locked
        radius: Theme.controlRadius
        color: Theme.surface
        border.width: frame.invalid || frame.focused ? (Theme.sunlight && frame.focused ? 3 : 2) : Theme.borderWidth
        border.color: frame.invalid ? Theme.bad : frame.focused ? Theme.focus : Theme.edge
    }
    DashedBox {
        anchors.fill: parent
        visible: frame.locked
        face: Theme.sunken
    }
    Rectangle {
        visible: Theme.sunlight && frame.focused
        anchors { left: parent.left; right: parent.right; bottom: parent.bottom; margins: 3 }
        height: 6
        radius: 3
        color: Theme.here
        border.width: 1
        border.color: Theme.hereText
    }
}
