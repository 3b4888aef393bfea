import QtQuick

// Accuracy as a ring to scale around the person's place: dashed while searching.
Item {
    id: dial

    // Metres; 0 while there is no fix.
    property real accuracy: 0
    property bool searching: accuracy <= 0
    // The accuracy asked for, metres: the ring is full there.
    property real gate: 50

    implicitWidth: 112
    implicitHeight: 112

    Rectangle {
        anchors.fill: parent
        radius: width / 2
        color: Theme.sunken
        border.width: Theme.borderWidth
        border.color: Theme.line
    }
    Rectangle {
        readonly property real reach: Math.min(1, Math.sqrt(dial.accuracy / dial.gate))

        visible: !dial.searching
        anchors.centerIn: parent
        width: Math.max(26, (dial.width - 8) * reach)
        height: width
        radius: width / 2
        color: "transparent"
        border.width: 2
        border.color: dial.accuracy > dial.gate ? Theme.warn : Theme.primary
    }
    DashedBox {
        visible: dial.searching
        anchors.centerIn: parent
        width: dial.width - 32
        height: width
        radius: width / 2
        border: 2
        edge: Theme.text2
    }
    Rectangle {
        anchors.centerIn: parent
        width: 18
        height: 18
        radius: 9
        color: dial.searching ? Theme.surface : Theme.here
        border.width: 2
        border.color: Theme.hereText
    }
}
