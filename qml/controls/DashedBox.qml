import QtQuick
import QtQuick.Shapes

// A dashed outline: not yet, removed, add, locked.
Shape {
    id: box

    property color face: "transparent"
    property color edge: Theme.edge
    property real radius: Theme.controlRadius
    property real border: Theme.borderWidth

    readonly property real inset: border / 2
    readonly property real farX: width - inset
    readonly property real farY: height - inset

    ShapePath {
        fillColor: box.face
        strokeColor: box.edge
        strokeWidth: box.border
        strokeStyle: ShapePath.DashLine
        dashPattern: [3, 3]
        startX: box.inset + box.radius
        startY: box.inset

        PathLine { x: box.farX - box.radius; y: box.inset }
        PathArc { x: box.farX; y: box.inset + box.radius; radiusX: box.radius; radiusY: box.radius }
        PathLine { x: box.farX; y: box.farY - box.radius }
        PathArc { x: box.farX - box.radius; y: box.farY; radiusX: box.radius; radiusY: box.radius }
        PathLine { x: box.inset + box.radius; y: box.farY }
        PathArc { x: box.inset; y: box.farY - box.radius; radiusX: box.radius; radiusY: box.radius }
        PathLine { x: box.inset; y: box.inset + box.radius }
        PathArc { x: box.inset + box.radius; y: box.inset; radiusX: box.radius; radiusY: box.radius }
    }
}
