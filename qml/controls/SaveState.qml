import QtQuick

// Fixed in the visit's header: saving, saved at, not saved yet. Saving is only shown when it takes long.
Item {
    id: state

    enum Kind { Nothing, Saving, Saved, NotSaved }

    property int kind: SaveState.Nothing
    property string time

    signal opened()

    readonly property color ink: kind === SaveState.Saved ? Theme.ok : kind === SaveState.NotSaved ? Theme.bad : Theme.text2

    implicitWidth: kind === SaveState.Nothing ? 0 : row.implicitWidth
    implicitHeight: Theme.touch
    visible: kind !== SaveState.Nothing
    Accessible.role: Accessible.StaticText
    Accessible.name: words.text

    Row {
        id: row

        anchors.verticalCenter: parent.verticalCenter
        spacing: 8

        Icon {
            size: 22
            anchors.verticalCenter: parent.verticalCenter
            text: state.kind === SaveState.Saved ? Icons.circleCheck : state.kind === SaveState.NotSaved ? Icons.octagonAlert : Icons.penLine
            color: state.ink
        }
        Label {
            id: words

            anchors.verticalCenter: parent.verticalCenter
            style: Label.Medium
            text: state.kind === SaveState.Saved ? (state.time.length > 0 ? qsTr("Saved %1").arg(state.time) : qsTr("Saved"))
                : state.kind === SaveState.NotSaved ? qsTr("Not saved yet") : qsTr("Saving")
            color: state.ink
        }
    }
    TapHandler {
        enabled: state.kind === SaveState.NotSaved
        onTapped: state.opened()
    }
}
