import QtQuick
import Thucdia.Controls

// The head of a facility's file: back, its name, where it is, and the act.
Item {
    id: head

    property string name
    property string place
    property int margin: 28
    property bool canInspect: true

    signal back()
    signal inspect()

    implicitHeight: Math.max(76, words.implicitHeight + 24)

    IconButton {
        id: backButton

        x: head.margin - 12
        y: 14
        glyph: Icons.arrowLeft
        name: qsTr("Back")
        onClicked: head.back()
    }
    Column {
        id: words

        x: backButton.x + backButton.width + 6
        y: 16
        width: act.x - x - 16

        Label {
            width: words.width
            style: Label.Title
            wrapMode: Text.Wrap
            maximumLineCount: 2
            text: head.name
            Accessible.role: Accessible.Heading
            Accessible.name: head.name
        }
        Label {
            width: words.width
            muted: true
            text: head.place
        }
    }
    Button {
        id: act

        visible: head.canInspect
        x: head.width - width - head.margin
        y: 12
        kind: Button.Primary
        glyph: Icons.clipboardCheck
        text: qsTr("Inspect")
        onClicked: head.inspect()
    }
}
