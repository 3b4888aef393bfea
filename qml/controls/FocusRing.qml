import QtQuick

// The keyboard's place: a ring 3 wide, 2 away from what has the focus.
Rectangle {
    anchors.fill: parent
    anchors.margins: -5
    color: "transparent"
    radius: Theme.controlRadius + 5
    border.width: 3
    border.color: Theme.focus
}
