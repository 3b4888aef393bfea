pragma ComponentBehavior: Bound

import QtQuick
import Thucdia.Controls

// How far the week is: one block a visit.
Paper {
    id: card

    property int done: 0
    property int total: 0

    implicitHeight: column.height + 28
    Accessible.role: Accessible.StaticText
    Accessible.name: qsTr("%1 of %2 visits done this week").arg(done).arg(total)

    Column {
        id: column

        x: 16
        y: 14
        width: card.width - 32
        spacing: 8

        Row {
            spacing: 10

            Label {
                id: figure

                style: Label.Number
                text: card.done
            }
            Label {
                anchors.baseline: figure.baseline
                muted: true
                text: card.total > 0 ? qsTr("of %n visit(s) done", "", card.total) : qsTr("visits done, none is due")
            }
        }
        Row {
            id: blocks

            readonly property int shown: Math.min(16, card.total)

            visible: shown > 0
            spacing: 5

            Repeater {
                model: blocks.shown

                Rectangle {
                    required property int index

                    width: (column.width - (blocks.shown - 1) * blocks.spacing) / blocks.shown
                    height: 18
                    radius: 4
                    color: index < card.done ? Theme.ok : index === card.done ? Theme.here : Theme.surface
                    border.width: 1
                    border.color: index < card.done ? Theme.ok : index === card.done ? Theme.hereText : Theme.edge
                }
            }
        }
    }
}
