import QtQuick

// What can be pressed has a bottom edge 3 high; pressed, the edge becomes 1 and the face drops 2. No shadow, no shader.
Item {
    id: box

    property color face: Theme.surface
    property color edge: Theme.edge
    property int radius: Theme.controlRadius
    property int border: Theme.borderWidth
    property int ledge: Theme.ledgeHeight
    property bool pressed: false

    readonly property int drop: pressed ? Math.max(0, ledge - border) : 0

    Rectangle {
        anchors.fill: parent
        anchors.topMargin: box.drop
        radius: box.radius
        color: box.edge

        Rectangle {
            anchors.fill: parent
            anchors.margins: box.border
            anchors.bottomMargin: box.pressed ? box.border : box.ledge
            radius: Math.max(0, box.radius - box.border)
            color: box.face
            antialiasing: true
        }
    }
}
