import QtQuick

// How much is done, of 1. Moves at most as often as its model says.
Rectangle {
    id: bar

    property real value: 0
    property color fill: Theme.primary

    implicitWidth: 160
    implicitHeight: 10
    radius: height / 2
    color: Theme.sunken
    border.width: 1
    border.color: Theme.line
    Accessible.role: Accessible.ProgressBar
    Accessible.name: Math.round(value * 100) + " %"

    Rectangle {
        x: 1
        y: 1
        width: Math.max(0, Math.min(1, bar.value)) * (bar.width - 2)
        height: bar.height - 2
        radius: height / 2
        color: bar.fill
    }
}
