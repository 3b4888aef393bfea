pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T

// Filters of a list: one of a few, each as a chip that can be pressed.
Flow {
    id: chips

    required property list<string> labels
    property int current: 0

    signal picked(int index)

    spacing: 8

    Repeater {
        model: chips.labels

        T.AbstractButton {
            id: chip

            required property int index
            required property string modelData
            readonly property bool chosen: index === chips.current

            implicitHeight: Theme.touch
            implicitWidth: words.implicitWidth + 32
            hoverEnabled: true
            focusPolicy: Qt.StrongFocus
            Accessible.role: Accessible.RadioButton
            Accessible.name: modelData
            Accessible.checked: chosen
            onClicked: chips.picked(index)
            Keys.onReturnPressed: chip.clicked()

            background: LedgeBox {
                edge: chip.chosen ? Theme.ledge : Theme.edge
                face: chip.chosen ? Theme.primary : chip.down ? Theme.sunken : chip.hovered ? Theme.primarySoft : Theme.surface
                pressed: chip.down

                FocusRing { visible: chip.visualFocus }
            }
            contentItem: Item {
                Label {
                    id: words

                    anchors.centerIn: parent
                    style: Label.ChipText
                    text: chip.modelData
                    color: chip.chosen ? Theme.primaryText : Theme.text
                }
            }
        }
    }
}
