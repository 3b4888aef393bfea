import QtQuick

// The head of a group in a list: 36, sunken, with its count.
Rectangle {
    id: bar

    property string text
    property int count: -1

    implicitHeight: Math.max(36, words.implicitHeight + 12)
    implicitWidth: 320
    color: Theme.sunken
    Accessible.role: Accessible.Heading
    Accessible.name: text

    Rectangle {
        width: parent.width
        height: Theme.borderWidth
        color: Theme.line
    }
    Rectangle {
        y: bar.height - height
        width: parent.width
        height: Theme.borderWidth
        color: Theme.line
    }
    Label {
        id: words

        anchors { left: parent.left; leftMargin: 14; right: number.left; rightMargin: 8; verticalCenter: parent.verticalCenter }
        style: Label.ChipText
        muted: true
        text: bar.text
    }
    Label {
        id: number

        visible: bar.count >= 0
        anchors { right: parent.right; rightMargin: 14; verticalCenter: parent.verticalCenter }
        style: Label.ChipText
        muted: true
        text: bar.count
    }
}
