import QtQuick

// A person by initials.
Rectangle {
    id: avatar

    property string initials
    property bool mine: false
    property color inkColor: mine ? Theme.primaryText : Theme.text

    implicitWidth: 40
    implicitHeight: 40
    radius: width / 2
    color: mine ? Theme.primary : Theme.sunken
    border.width: mine ? 0 : 1
    border.color: Theme.edge
    Accessible.ignored: true

    Label {
        anchors.centerIn: parent
        style: Label.ChipText
        text: avatar.initials
        color: avatar.inkColor
    }
}
