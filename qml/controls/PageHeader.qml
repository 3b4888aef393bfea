import QtQuick

// The head of a place: a small line, the title, and at the right what can be done here.
Item {
    id: header

    property string over
    property string title
    property bool canGoBack: false
    property int margin: 28
    default property alias actions: row.data

    signal back()

    implicitHeight: Math.max(84, words.implicitHeight + 24)

    IconButton {
        id: backButton

        visible: header.canGoBack
        x: header.margin - 12
        anchors.verticalCenter: parent.verticalCenter
        glyph: Icons.arrowLeft
        name: qsTr("Back")
        onClicked: header.back()
    }
    Column {
        id: words

        x: header.canGoBack ? backButton.x + backButton.width + 6 : header.margin
        width: row.x - x - 16
        anchors.verticalCenter: parent.verticalCenter

        Label {
            visible: text.length > 0
            width: words.width
            style: Label.Medium
            muted: true
            text: header.over
        }
        Label {
            width: words.width
            style: Label.Display
            text: header.title
            Accessible.role: Accessible.Heading
            Accessible.name: header.title
        }
    }
    Row {
        id: row

        x: header.width - width - header.margin
        anchors.verticalCenter: parent.verticalCenter
        spacing: 16
    }
}
