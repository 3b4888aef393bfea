import QtQuick
import Thucdia.Controls

// One kind of waiting work with its number.
ListRow {
    id: row

    property color tone: Theme.text
    property int figure: 0

    implicitHeight: Math.max(80, Theme.rowHeight)
    glyphColor: figure > 0 ? tone : Theme.text2
    tail: figure
    tailColor: figure > 0 ? tone : Theme.text2
    titleLines: 1

    background: Rectangle {
        radius: Theme.cardRadius - 1
        color: row.down ? Theme.sunken : row.hovered ? Theme.primarySoft : "transparent"

        Rectangle {
            visible: row.divider
            y: parent.height - height
            width: parent.width
            height: Theme.borderWidth
            color: Theme.line
        }
        FocusRing {
            visible: row.visualFocus
            anchors.margins: 2
        }
    }
}
