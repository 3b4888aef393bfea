import QtQuick

// What was done and can be undone, or is merely told: an ink bar at the bottom, eight seconds, its time shown by a shrinking bar that a touch stops.
Item {
    id: toast

    property string text
    property string act: qsTr("Take back")
    property int lifeMs: 8000
    property bool undoable: true

    // Ink, also in the dark, so that turmeric reads on it.
    readonly property color ground: Theme.dark ? Theme.draftSoft : Theme.text

    signal taken()

    implicitWidth: 480
    implicitHeight: Math.max(Theme.touchPrimary, words.implicitHeight + 20)
    visible: false

    function show(message: string) {
        undoable = true
        begin(message)
    }
    function tell(message: string) {
        undoable = false
        begin(message)
    }
    function begin(message: string) {
        text = message
        visible = true
        life.restart()
    }

    Rectangle {
        anchors.fill: parent
        radius: Theme.controlRadius
        color: toast.ground
    }
    Rectangle {
        id: left

        anchors { left: parent.left; bottom: parent.bottom; leftMargin: 10 }
        height: 3
        width: toast.width - 20
        color: Theme.here
    }
    NumberAnimation {
        id: life

        target: left
        property: "width"
        from: toast.width - 20
        to: 0
        duration: toast.lifeMs
        onFinished: toast.visible = false
    }
    TapHandler { onTapped: life.stop() }
    Label {
        id: words

        anchors { left: parent.left; leftMargin: 16; right: undo.visible ? undo.left : parent.right; rightMargin: 8; verticalCenter: parent.verticalCenter }
        color: Theme.dark ? Theme.text : Theme.surface
        text: toast.text
        Accessible.role: Accessible.AlertMessage
        Accessible.name: toast.text
    }
    Button {
        id: undo

        visible: toast.undoable
        anchors { right: parent.right; rightMargin: 6; verticalCenter: parent.verticalCenter }
        kind: Button.Quiet
        glyph: Icons.undo2
        ink: Theme.here
        text: toast.act
        onClicked: {
            toast.visible = false
            toast.taken()
        }
    }
}
