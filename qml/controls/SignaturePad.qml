import QtQuick
import Thucdia.Controls

// One person's signature: empty, signing, signed, refused, locked.
Item {
    id: pad

    property string name
    property string role
    property string time
    property string picture
    property bool signing: false
    property bool locked: false
    readonly property bool signed: picture.length > 0
    readonly property bool empty: canvas.empty

    signal begun()
    signal finished(var png)
    signal erased()

    implicitWidth: 620
    implicitHeight: signing ? 396 : 256
    Accessible.role: Accessible.Grouping
    Accessible.name: name + ", " + role

    Rectangle {
        anchors.fill: parent
        radius: Theme.cardRadius
        color: Theme.surface
        border.width: pad.signing ? 2 : Theme.borderWidth
        border.color: pad.signing ? Theme.primary : Theme.edge
    }
    Rectangle {
        visible: pad.signing
        x: 2
        y: 2
        width: Theme.hereWidth
        height: 68
        color: Theme.here
    }
    Column {
        id: who

        x: pad.signing ? 26 : 18
        y: 14
        width: pad.width - tools.width - x - 24

        Label {
            width: who.width
            style: Label.Strong
            text: pad.name
        }
        Label {
            width: who.width
            style: Label.Small
            muted: true
            text: pad.role
        }
    }
    Row {
        id: tools

        anchors { right: parent.right; rightMargin: 12 }
        y: 12
        spacing: 6

        Chip {
            visible: pad.signed && !pad.signing
            anchors.verticalCenter: parent.verticalCenter
            tone: Chip.Ok
            glyph: pad.locked ? Icons.lock : Icons.check
            text: pad.time
        }
        IconButton {
            visible: pad.signed && !pad.signing && !pad.locked
            glyph: Icons.eraser
            name: qsTr("Erase this signature")
            onClicked: pad.erased()
        }
        Button {
            visible: pad.signing && !canvas.empty
            kind: Button.Quiet
            glyph: Icons.undo2
            text: qsTr("Undo last stroke")
            onClicked: canvas.undo()
        }
        Button {
            visible: pad.signing && !canvas.empty
            glyph: Icons.eraser
            text: qsTr("Sign again")
            onClicked: canvas.clear()
        }
        Button {
            visible: pad.signing && !canvas.empty
            glyph: Icons.check
            text: qsTr("Done")
            onClicked: pad.finished(canvas.png())
        }
    }
    Rectangle {
        z: 1
        x: 40
        y: pad.height - 50
        width: pad.width - 80
        height: 2
        color: Theme.line
    }
    Icon {
        visible: pad.signing
        x: 40
        y: pad.height - 50 - height - 6
        size: 18
        text: Icons.x
        color: Theme.text2
    }
    Image {
        visible: pad.signed && !pad.signing
        x: 40
        y: 74
        width: pad.width - 80
        height: pad.height - 74 - 30
        source: pad.picture
        fillMode: Image.PreserveAspectFit
        asynchronous: true
        cache: false
    }
    SignatureCanvas {
        id: canvas

        objectName: "canvas"

        x: 8
        y: 74
        width: pad.width - 16
        height: pad.height - 82
        visible: pad.signing
        ink: Theme.text
    }
    Rectangle {
        visible: pad.signing && canvas.drawing
        x: canvas.x + canvas.pen.x - width / 2
        y: canvas.y + canvas.pen.y - height / 2
        width: 18
        height: 18
        radius: 9
        color: Theme.here
        border.width: 2
        border.color: Theme.hereText
    }
    Button {
        visible: !pad.signing && !pad.signed && !pad.locked
        anchors.centerIn: parent
        glyph: Icons.signature
        text: qsTr("Sign here")
        onClicked: pad.begun()
    }
}
