pragma ComponentBehavior: Bound

import QtQuick
import Thucdia.Controls
import QtQuick.Templates as T

// A month of days of 48, Monday first.
Sheet {
    id: sheet

    property string chosen
    property string today

    signal picked(string iso)

    title: qsTr("%1/%2", "month and year").arg(month.monthNumber).arg(month.year)
    onAboutToShow: month.month = chosen.length > 0 ? chosen : today

    MonthModel { id: month }

    Column {
        spacing: 4

        Row {
            spacing: 4

            IconButton {
                glyph: Icons.chevronLeft
                name: qsTr("Month before")
                onClicked: month.move(-1)
            }
            Label {
                width: grid.width - 2 * (Theme.touch + 4)
                height: Theme.touch
                horizontalAlignment: Text.AlignHCenter
                style: Label.Strong
                text: qsTr("Month %1, %2").arg(month.monthNumber).arg(month.year)
            }
            IconButton {
                glyph: Icons.chevronRight
                name: qsTr("Month after")
                onClicked: month.move(1)
            }
        }
        Grid {
            id: grid

            columns: 7
            spacing: 2

            Repeater {
                model: [qsTr("Mo"), qsTr("Tu"), qsTr("We"), qsTr("Th"), qsTr("Fr"), qsTr("Sa"), qsTr("Su")]

                Label {
                    required property string modelData

                    width: Theme.touch
                    height: 28
                    horizontalAlignment: Text.AlignHCenter
                    style: Label.Caption
                    muted: true
                    text: modelData
                }
            }
            Repeater {
                model: month

                T.AbstractButton {
                    id: cell

                    required property int day
                    required property string iso
                    required property bool inMonth
                    readonly property bool isChosen: iso === sheet.chosen

                    implicitWidth: Theme.touch
                    implicitHeight: Theme.touch
                    hoverEnabled: true
                    Accessible.name: iso
                    Accessible.role: Accessible.Button
                    onClicked: sheet.picked(iso)
                    Keys.onReturnPressed: cell.clicked()

                    background: Rectangle {
                        radius: Theme.chipRadius
                        color: cell.isChosen ? Theme.primary : cell.down ? Theme.sunken : cell.hovered ? Theme.primarySoft : "transparent"
                        border.width: cell.iso === sheet.today ? 2 : 0
                        border.color: Theme.here

                        FocusRing { visible: cell.visualFocus }
                    }
                    contentItem: Label {
                        horizontalAlignment: Text.AlignHCenter
                        text: cell.day
                        color: cell.isChosen ? Theme.primaryText : cell.inMonth ? Theme.text : Theme.text2
                        font.weight: cell.isChosen ? 700 : cell.inMonth ? 500 : 400
                    }
                }
            }
        }
    }
}
