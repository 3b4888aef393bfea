pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Shapes

// Which way it is from here: an arrow in the person's own colour, north above.
Item {
    id: compass

    // Degrees clockwise from north.
    property real bearing: 0
    property string north: qsTr("N", "north")

    implicitWidth: 132
    implicitHeight: 132

    Rectangle {
        anchors.fill: parent
        anchors.margins: 2
        radius: width / 2
        color: Theme.bg
        border.width: 2
        border.color: Theme.line
    }
    Repeater {
        model: 4

        Rectangle {
            id: tick

            required property int index

            x: compass.width / 2 - 1
            y: 5
            width: 2
            height: 10
            color: Theme.edge
            transform: Rotation { origin.x: 1; origin.y: compass.height / 2 - 5; angle: tick.index * 90 }
        }
    }
    Label {
        anchors.horizontalCenter: parent.horizontalCenter
        y: 15
        style: Label.Caption
        font.weight: 700
        text: compass.north
    }
    Shape {
        anchors.centerIn: parent
        width: 132
        height: 132
        scale: compass.width / 132
        rotation: compass.bearing
        antialiasing: true

        ShapePath {
            fillColor: Theme.here
            strokeColor: Theme.hereText
            strokeWidth: 2
            joinStyle: ShapePath.RoundJoin
            startX: 66
            startY: 26

            PathLine { x: 84; y: 92 }
            PathLine { x: 66; y: 80 }
            PathLine { x: 48; y: 92 }
            PathLine { x: 66; y: 26 }
        }
    }
}
