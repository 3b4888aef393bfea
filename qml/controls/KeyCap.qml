import QtQuick

// The key that does the same as the button it stands on.
Rectangle {
    id: cap

    property string text
    property color ink: Theme.text

    implicitWidth: 24
    implicitHeight: 24
    radius: 5
    color: "transparent"
    border.width: 1
    border.color: ink

    Label {
        anchors.centerIn: parent
        style: Label.Badge
        text: cap.text
        color: cap.ink
    }
}
