pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T

// One of a few short words, side by side.
Item {
    id: segments

    required property list<string> labels
    property int current: 0
    property int segmentHeight: Theme.touchPrimary

    signal picked(int index)

    implicitWidth: row.implicitWidth + 2
    implicitHeight: segmentHeight

    Rectangle {
        anchors.fill: parent
        radius: Theme.controlRadius
        color: Theme.surface
        border.width: Theme.borderWidth
        border.color: Theme.edge
    }
    Row {
        id: row

        anchors.fill: parent
        anchors.margins: Theme.borderWidth

        Repeater {
            model: segments.labels

            T.AbstractButton {
                id: segment

                required property int index
                required property string modelData
                readonly property bool chosen: index === segments.current

                implicitWidth: Math.max(64, word.implicitWidth + 28)
                height: row.height
                focusPolicy: Qt.StrongFocus
                Accessible.role: Accessible.RadioButton
                Accessible.name: modelData
                Accessible.checked: chosen
                onClicked: segments.picked(index)
                Keys.onReturnPressed: segment.clicked()
                Keys.onLeftPressed: if (segment.index > 0) segments.picked(segment.index - 1)
                Keys.onRightPressed: if (segment.index < segments.labels.length - 1) segments.picked(segment.index + 1)

                background: Item {
                    Rectangle {
                        anchors.fill: parent
                        color: segment.chosen ? Theme.primary : segment.down ? Theme.sunken : Theme.surface
                        radius: segment.index === 0 || segment.index === segments.labels.length - 1 ? Theme.controlRadius - 1 : 0
                    }
                    // The inner end of the first and the last is square.
                    Rectangle {
                        visible: segments.labels.length > 1 && (segment.index === 0 || segment.index === segments.labels.length - 1)
                        x: segment.index === 0 ? segment.width / 2 : 0
                        width: segment.width / 2
                        height: segment.height
                        color: segment.chosen ? Theme.primary : segment.down ? Theme.sunken : Theme.surface
                    }
                    Rectangle {
                        visible: segment.index > 0
                        width: Theme.borderWidth
                        height: segment.height
                        color: Theme.edge
                    }
                    FocusRing { visible: segment.visualFocus }
                }
                contentItem: Item {
                    implicitWidth: word.implicitWidth

                    Label {
                        id: word

                        anchors.centerIn: parent
                        text: segment.modelData
                        font.weight: segment.chosen ? 600 : 500
                        color: segment.chosen ? Theme.primaryText : Theme.text
                    }
                }
            }
        }
    }
}
