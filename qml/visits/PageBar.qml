pragma ComponentBehavior: Bound

import QtQuick
import Thucdia.Controls
import Thucdia.Visits

// A phone's head of a visit: the section, which question of how many, what is done of them.
Rectangle {
    id: bar

    required property VisitModel visit

    signal back()
    signal listAsked()
    signal menuAsked()

    readonly property QuestionListModel questions: visit.questions

    implicitHeight: words.height + 46
    color: Theme.bg

    IconButton {
        id: closing

        x: 6
        anchors.verticalCenter: words.verticalCenter
        glyph: Icons.x
        name: qsTr("Back")
        onClicked: bar.back()
    }
    Column {
        id: words

        y: 12
        anchors { left: closing.right; leftMargin: 4; right: tools.left; rightMargin: 8 }

        Label {
            width: words.width
            style: Label.Small
            muted: true
            text: bar.visit.rowTitle.length > 0 ? bar.visit.rowTitle : bar.visit.sectionTitle
        }
        Label {
            width: words.width
            style: Label.Strong
            text: qsTr("Question %1 of %2").arg(bar.questions.page + 1).arg(bar.questions.pageCount)
            Accessible.role: Accessible.Heading
            Accessible.name: text
        }
    }
    Row {
        id: tools

        anchors { right: parent.right; rightMargin: 6; verticalCenter: words.verticalCenter }

        SaveState {
            anchors.verticalCenter: parent.verticalCenter
            kind: bar.visit.saveState
        }
        IconButton {
            glyph: Icons.listChecks
            name: qsTr("Sections")
            onClicked: bar.listAsked()
        }
        IconButton {
            glyph: Icons.ellipsisVertical
            name: qsTr("Menu")
            onClicked: bar.menuAsked()
        }
    }
    Row {
        id: steps

        readonly property int count: bar.questions.pageCount
        property int told: 0

        x: 20
        y: words.y + words.height + 16
        spacing: count > 24 ? 2 : 4

        Repeater {
            model: steps.count

            Rectangle {
                required property int index

                width: (bar.width - 40 - (steps.count - 1) * steps.spacing) / steps.count
                height: 6
                radius: 3
                border.width: Theme.sunlight ? 1 : 0
                border.color: Theme.text
                color: index === bar.questions.page ? Theme.here
                     : steps.told >= 0 && bar.questions.pageDone(index) ? Theme.primary : Theme.divider
            }
        }
    }
    Connections {
        target: bar.questions

        function onPagesChanged() {
            steps.told += 1
        }
    }
}
