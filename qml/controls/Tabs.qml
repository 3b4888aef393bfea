pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T

// Pages of one thing; the turmeric line says which one is open.
Item {
    id: tabs

    required property list<string> labels
    // Counts beside the labels; negative: none.
    property list<int> counts
    property int current: 0

    signal picked(int index)

    implicitHeight: 52
    implicitWidth: row.implicitWidth

    Rectangle {
        y: parent.height - height
        width: parent.width
        height: Theme.borderWidth
        color: Theme.divider
    }
    Row {
        id: row

        spacing: 4

        Repeater {
            model: tabs.labels

            T.AbstractButton {
                id: tab

                required property int index
                required property string modelData
                readonly property bool chosen: index === tabs.current
                readonly property int count: index < tabs.counts.length ? tabs.counts[index] : -1

                implicitWidth: words.width + (number.visible ? number.width + 8 : 0) + 32
                implicitHeight: 52
                hoverEnabled: true
                focusPolicy: Qt.StrongFocus
                Accessible.role: Accessible.PageTab
                Accessible.name: modelData
                Accessible.checked: chosen
                onClicked: tabs.picked(index)
                Keys.onReturnPressed: tab.clicked()

                background: Item {
                    Rectangle {
                        visible: tab.chosen
                        x: 12
                        y: parent.height - height
                        width: parent.width - 24
                        height: 4
                        color: Theme.here
                    }
                    FocusRing {
                        visible: tab.visualFocus
                        anchors.margins: 2
                    }
                }
                contentItem: Item {
                    Label {
                        id: words

                        x: 16
                        anchors.verticalCenter: parent.verticalCenter
                        text: tab.modelData
                        font.weight: tab.chosen ? 600 : 500
                        muted: !tab.chosen
                    }
                    Label {
                        id: number

                        visible: tab.count >= 0
                        anchors { left: words.right; leftMargin: 8; verticalCenter: parent.verticalCenter }
                        style: Label.ChipText
                        muted: true
                        text: tab.count
                    }
                }
            }
        }
    }
}
