pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic as Basic
import QtQuick.Templates as T
import Thucdia.Controls
import Thucdia.Review

// The visits that wait, those waiting longest first.
Item {
    id: queue

    required property ReviewQueueModel visits
    property string current
    property bool searching: false

    signal picked(string visit)

    function search() {
        searching = true
        words.forceActiveFocus()
    }

    function closeSearch() {
        words.empty()
        searching = false
    }

    onCurrentChanged: list.positionViewAtIndex(Math.max(0, visits.indexOf(current)), ListView.Contain)

    Item {
        id: head

        width: queue.width
        height: 64 + (queue.searching ? words.height + 10 : 0)

        Label {
            x: 20
            anchors { verticalCenter: find.verticalCenter }
            width: find.x - x - 8
            style: Label.Head
            text: qsTr("Waiting %1").arg(queue.visits.total)
        }
        IconButton {
            id: find

            x: head.width - width - 10
            y: 8
            glyph: queue.searching ? Icons.x : Icons.search
            name: queue.searching ? qsTr("Close the search") : qsTr("Search")
            onClicked: {
                if (queue.searching)
                    queue.closeSearch()
                else
                    queue.search()
            }
        }
        SearchField {
            id: words

            visible: queue.searching
            x: 12
            y: 60
            width: head.width - 24
            name: qsTr("Search the queue")
            placeholderText: qsTr("Facility, province, person")
            onEdited: (text) => queue.visits.search = text
        }
    }
    ListView {
        id: list

        y: head.height
        width: queue.width
        height: queue.height - y
        clip: true
        model: queue.visits
        boundsBehavior: Flickable.StopAtBounds
        Basic.ScrollBar.vertical: ScrollBar {}
        delegate: T.AbstractButton {
            id: row

            required property string visit
            required property string title
            required property string place
            required property string inspector
            required property string day
            required property int days
            required property int serious
            required property int warnings

            readonly property bool chosen: visit === queue.current
            readonly property bool plain: serious === 0 && warnings === 0

            width: ListView.view.width
            implicitHeight: words_.height + 22
            hoverEnabled: true
            focusPolicy: Qt.StrongFocus
            Accessible.role: Accessible.ListItem
            Accessible.name: title
            Accessible.description: place + ", " + inspector
            Keys.onReturnPressed: row.clicked()
            onClicked: queue.picked(visit)

            background: Rectangle {
                color: row.down ? Theme.sunken : row.chosen ? Theme.surface : row.hovered ? Theme.primarySoft : "transparent"

                Rectangle {
                    y: parent.height - height
                    width: parent.width
                    height: Theme.borderWidth
                    color: Theme.line
                }
                Rectangle {
                    visible: row.chosen
                    width: Theme.hereWidth
                    height: parent.height
                    color: Theme.here
                }
                Rectangle {
                    visible: row.visualFocus
                    anchors.fill: parent
                    anchors.margins: 2
                    color: "transparent"
                    radius: 6
                    border.width: 3
                    border.color: Theme.focus
                }
            }
            contentItem: Item {
                Column {
                    id: words_

                    x: 20
                    y: 10
                    width: parent.width - 32
                    spacing: 1

                    Label {
                        width: words_.width
                        style: Label.Strong
                        wrapMode: Text.Wrap
                        maximumLineCount: 3
                        text: row.title
                    }
                    Label {
                        width: words_.width
                        style: Label.Small
                        muted: true
                        wrapMode: Text.Wrap
                        text: (row.place.length > 0 ? row.place + " · " : "") + (row.inspector.length > 0 ? row.inspector + " · " : "")
                              + (row.days > 1 ? qsTr("%n day(s)", "", row.days) : row.day)
                    }
                    Row {
                        spacing: 14

                        Mark {
                            visible: row.serious > 0
                            glyph: Icons.octagonAlert
                            ink: Theme.bad
                            text: row.warnings > 0 ? row.serious : qsTr("%n serious", "", row.serious)
                        }
                        Mark {
                            visible: row.warnings > 0
                            glyph: Icons.triangleAlert
                            ink: Theme.warn
                            text: qsTr("%n warning(s)", "", row.warnings)
                        }
                        Mark {
                            visible: row.plain
                            glyph: Icons.circleCheck
                            ink: Theme.ok
                            text: qsTr("No warnings")
                        }
                    }
                }
            }
        }
    }

    component Mark: Row {
        id: mark

        property string glyph
        property string text
        property color ink

        spacing: 5

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            size: 18
            text: mark.glyph
            color: mark.ink
        }
        Label {
            anchors.verticalCenter: parent.verticalCenter
            style: Label.ChipText
            text: mark.text
            color: mark.ink
        }
    }
}
