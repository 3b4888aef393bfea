import QtQuick
import QtQuick.Templates as T

// One place of the rail or the bottom bar.
T.AbstractButton {
    id: item

    required property string glyph
    property bool chosen: false
    property bool atTop: false
    property int badge: 0

    implicitWidth: 96
    implicitHeight: 76
    hoverEnabled: true
    focusPolicy: Qt.StrongFocus
    Accessible.role: Accessible.PageTab
    Accessible.name: badge > 0 ? text + ", " + badge : text
    Accessible.checked: chosen
    Keys.onReturnPressed: item.clicked()

    readonly property color ink: chosen ? (Theme.sunlight ? "#FFFFFF" : Theme.railText) : Theme.railText2

    background: Rectangle {
        color: item.chosen || item.down ? Theme.railSelected : item.hovered && !Theme.sunlight ? Qt.lighter(Theme.rail, 1.25) : Theme.rail

        Rectangle {
            visible: item.chosen
            x: item.atTop ? parent.width * 0.22 : 0
            width: item.atTop ? parent.width * 0.56 : Theme.hereWidth
            height: item.atTop ? Theme.hereWidth : parent.height
            color: Theme.here
        }
        Rectangle {
            visible: item.visualFocus
            anchors.fill: parent
            anchors.margins: 4
            color: "transparent"
            radius: 8
            border.width: 3
            border.color: Theme.here
        }
    }
    contentItem: Item {
        Icon {
            id: sign

            anchors.horizontalCenter: parent.horizontalCenter
            y: (item.height - height - words.implicitHeight - 6) / 2
            size: 26
            text: item.glyph
            color: item.ink
        }
        Label {
            id: words

            anchors { top: sign.bottom; topMargin: 6 }
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            style: Label.Caption
            text: item.text
            color: item.ink
        }
        Rectangle {
            visible: item.badge > 0
            x: sign.x + sign.width - 6
            y: sign.y - 8
            width: Math.max(20, number.implicitWidth + 10)
            height: 20
            radius: 10
            color: item.chosen && Theme.sunlight ? "#FFFFFF" : Theme.railText

            Label {
                id: number

                anchors.centerIn: parent
                style: Label.Badge
                text: item.badge
                color: item.chosen && Theme.sunlight ? "#000000" : Theme.rail
            }
        }
    }
}
