import QtQuick

// Paper: no ledge, only says something.
Rectangle {
    radius: Theme.cardRadius
    color: Theme.surface
    border.width: Theme.borderWidth
    border.color: Theme.line
}
