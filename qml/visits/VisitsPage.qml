pragma ComponentBehavior: Bound

import QtQuick
import Thucdia.Controls
import Thucdia.Workspace
import Thucdia.Visits

// All visits that this device knows, newest first.
Page {
    id: page

    // A clerk sees first what waits for a number.
    readonly property list<int> groups: workspace.clerk
        ? [VisitListModel.ToIssue, VisitListModel.ToFile, VisitListModel.All]
        : [VisitListModel.All, VisitListModel.InWork, VisitListModel.Returned, VisitListModel.ToSend, VisitListModel.WithReviewer, VisitListModel.Done]

    PageHeader {
        id: header

        width: page.width
        margin: page.margin
        over: visits.loading && list.count === 0 ? qsTr("Reading") : qsTr("%n visit(s)", "", visits.total)
        title: qsTr("Visits")

        Button {
            visible: page.workspace.inspector
            glyph: Icons.plus
            text: qsTr("New visit")
            onClicked: page.navigation.placeRequested("facilities")
        }
    }
    VisitListModel {
        id: visits

        workspace: page.workspace
        search: search.text
        group: page.groups[filters.current] ?? VisitListModel.All
        mine: page.workspace.inspector
    }
    SearchField {
        id: search

        x: page.margin
        y: header.height
        width: Math.min(520, page.width - 2 * page.margin)
        name: qsTr("Search visits")
        placeholderText: qsTr("Facility or number, without marks")
    }
    ChipRow {
        id: filters

        x: page.margin
        y: search.y + search.height + 12
        width: page.width - 2 * page.margin
        labels: page.workspace.clerk ? [qsTr("Waiting for a number"), qsTr("Waiting to be filed"), qsTr("All")]
            : [qsTr("All"), qsTr("In work"), qsTr("Returned"), qsTr("To hand in"), qsTr("With the reviewer"), qsTr("Done")]
        current: page.view === "in-work" ? 1 : page.view === "returned" ? 2 : page.view === "to-send" ? 3 : 0
        onPicked: (index) => current = index
    }
    Paper {
        x: page.margin
        y: filters.y + filters.height + 16
        width: page.width - 2 * page.margin
        height: page.height - y - 20
        visible: list.count > 0

        ListView {
            id: list

            anchors.fill: parent
            anchors.margins: 2
            anchors.topMargin: 8
            anchors.bottomMargin: 8
            clip: true
            model: visits
            reuseItems: true
            boundsBehavior: Flickable.StopAtBounds
            keyNavigationEnabled: true
            ScrollBar.vertical: ScrollBar {}

            delegate: VisitRow {
                width: ListView.view.width
                onClicked: page.workspace.supervisor && !mayAnswer ? page.navigation.reviewRequested(visitId)
                                                                   : page.navigation.visitRequested(visitId)
            }
        }
    }
    EmptyState {
        visible: list.count === 0 && !visits.loading
        x: page.margin
        y: filters.y + filters.height + 16
        width: Math.min(520, page.width - 2 * page.margin)
        glyph: Icons.clipboardList
        title: search.text.length > 0 ? qsTr("No visit has these words") : page.workspace.clerk ? qsTr("Nothing waits here") : qsTr("No visit here yet")
        text: page.workspace.clerk ? qsTr("What a supervisor approves comes with the next sync.") : qsTr("A visit begins from a facility's file.")

        Button {
            visible: page.workspace.inspector
            glyph: Icons.building2
            text: qsTr("Open the register")
            onClicked: page.navigation.placeRequested("facilities")
        }
    }
}
