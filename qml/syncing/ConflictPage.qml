pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic as Basic
import Thucdia.Controls
import Thucdia.Workspace
import Thucdia.Syncing

// Answers that several people wrote without knowing of each other: one is chosen for everybody, the other stays in history.
Page {
    id: page

    property string visit

    readonly property bool done: conflicts.ready && conflicts.open === 0

    immersed: true
    Keys.onUpPressed: conflicts.current = Math.max(0, conflicts.current - 1)
    Keys.onDownPressed: conflicts.current = Math.min(conflicts.count - 1, conflicts.current + 1)

    ConflictModel {
        id: conflicts

        workspace: page.workspace
        visit: page.visit
    }
    Rectangle {
        id: header

        width: page.width
        height: Math.max(66, heading.height + 16)
        color: Theme.surface

        IconButton {
            id: back

            x: 12
            anchors.verticalCenter: parent.verticalCenter
            glyph: Icons.arrowLeft
            name: qsTr("Back")
            onClicked: page.navigation.backRequested()
        }
        Column {
            id: heading

            anchors { left: back.right; leftMargin: 10; right: saved.left; rightMargin: 12; verticalCenter: parent.verticalCenter }

            Label {
                width: heading.width
                style: Label.Strong
                text: conflicts.owner.length > 0 ? conflicts.owner : qsTr("Answers to choose")
            }
            Label {
                width: heading.width
                style: Label.Small
                muted: true
                text: qsTr("Two people worked on this without network")
            }
        }
        SaveState {
            id: saved

            anchors { right: parent.right; rightMargin: 24; verticalCenter: parent.verticalCenter }
            kind: conflicts.refused ? SaveState.NotSaved : conflicts.savedAt.length > 0 ? SaveState.Saved : SaveState.Nothing
            time: conflicts.savedAt
        }
        Rectangle {
            y: parent.height - height
            width: parent.width
            height: Theme.borderWidth
            color: Theme.divider
        }
    }
    Item {
        id: rail

        y: header.height
        width: page.portrait ? 0 : 300
        height: page.height - y
        visible: !page.portrait && conflicts.count > 0

        ListView {
            id: list

            anchors { left: parent.left; right: parent.right; top: parent.top; topMargin: 10 }
            height: Math.min(contentHeight, parent.height - advice.height - 40)
            clip: true
            model: conflicts
            currentIndex: conflicts.current
            boundsBehavior: Flickable.StopAtBounds
            Basic.ScrollBar.vertical: ScrollBar {}
            delegate: ListRow {
                id: item

                required property int index
                required property string title
                required property string summary
                required property bool settled

                width: ListView.view.width
                text: title
                subtitle: summary
                glyph: settled ? Icons.circleCheck : index === conflicts.current ? Icons.circleDot : Icons.circle
                glyphColor: settled ? Theme.ok : Theme.text
                chosen: index === conflicts.current
                chevron: false
                onClicked: conflicts.current = index
            }
        }
        Row {
            id: advice

            anchors { left: parent.left; leftMargin: 20; right: parent.right; rightMargin: 16; top: list.bottom; topMargin: 20 }
            spacing: 10

            Icon {
                id: info

                size: 22
                text: Icons.info
                color: Theme.text2
            }
            Label {
                width: advice.width - info.width - 10
                style: Label.Small
                muted: true
                wrapMode: Text.Wrap
                text: qsTr("Answers that agree were joined by themselves. The one that is not chosen stays in history.")
            }
        }
        Rectangle {
            x: parent.width - width
            width: Theme.borderWidth
            height: parent.height
            color: Theme.divider
        }
    }
    Flickable {
        id: flick

        x: rail.visible ? rail.width : 0
        y: header.height
        width: page.width - x
        height: page.height - y - foot.height
        visible: conflicts.count > 0
        contentHeight: content.y + content.height + 24
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        Basic.ScrollBar.vertical: ScrollBar {}

        Column {
            id: content

            x: 32
            y: 24
            width: flick.width - 64
            spacing: 4

            Label {
                visible: text.length > 0
                width: content.width
                style: Label.Medium
                wrapMode: Text.Wrap
                text: conflicts.section
            }
            Label {
                width: content.width
                style: Label.Display
                wrapMode: Text.Wrap
                text: conflicts.question
            }
            Label {
                visible: conflicts.previous.length > 0
                width: content.width
                muted: true
                wrapMode: Text.Wrap
                text: qsTr("Visit of %1: %2").arg(conflicts.previousDate).arg(conflicts.previous)
            }
            Item { width: 1; height: 16 }
            Grid {
                id: cards

                columns: content.width >= 720 ? 2 : 1
                spacing: 20

                Repeater {
                    model: conflicts.values

                    ConflictCard {
                        width: cards.columns === 2 ? Math.floor((content.width - 20) / 2) : content.width
                        chosen: index === conflicts.chosen
                        enabled: !conflicts.settled
                        onClicked: conflicts.chosen = index
                    }
                }
            }
        }
    }
    Item {
        id: foot

        visible: conflicts.count > 0
        x: flick.x
        y: page.height - height
        width: flick.width
        height: Math.max(92, note.height + 28)

        Label {
            id: note

            x: 32
            anchors.verticalCenter: parent.verticalCenter
            width: buttons.x - x - 20
            style: Label.Small
            muted: true
            wrapMode: Text.Wrap
            text: page.done ? qsTr("All are settled, for everybody after the next sync.")
                : conflicts.refused ? qsTr("Somebody was quicker. Please look at the values once more.")
                                : qsTr("Not choosing is fine too: %1 is used meanwhile.").arg(conflicts.standing)
        }
        Row {
            id: buttons

            x: parent.width - width - 32
            anchors.verticalCenter: parent.verticalCenter
            spacing: 12

            Button {
                visible: !page.done
                implicitHeight: Theme.touchPrimary
                text: qsTr("Later")
                onClicked: conflicts.open > 1 ? conflicts.next() : page.navigation.backRequested()
            }
            Button {
                kind: Button.Primary
                glyph: page.done ? Icons.check : Icons.arrowRight
                glyphAfter: !page.done
                text: page.done ? qsTr("Done") : conflicts.settled ? qsTr("Next question")
                    : conflicts.open > 1 ? qsTr("Take %1, next question").arg(conflicts.chosenText) : qsTr("Take %1").arg(conflicts.chosenText)
                onClicked: page.done ? page.navigation.backRequested() : conflicts.settled ? conflicts.next() : conflicts.settle()
            }
        }
    }
    EmptyState {
        visible: conflicts.ready && conflicts.count === 0
        x: Math.round((page.width - width) / 2)
        y: header.height + 48
        width: Math.min(480, page.width - 2 * page.margin)
        glyph: Icons.gitCompareArrows
        title: qsTr("Nothing to choose")
        text: qsTr("Where two people edit the same answer without network, both stand here until one is chosen.")

        Button {
            text: qsTr("Back")
            onClicked: page.navigation.backRequested()
        }
    }
}
