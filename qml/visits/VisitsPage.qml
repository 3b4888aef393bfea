pragma ComponentBehavior: Bound

import QtQuick
import Thucdia.Controls
import Thucdia.Workspace
import Thucdia.Visits

// All visits that this device knows, newest first.
Page {
    id: page

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
        group: filters.current === 1 ? VisitListModel.InWork : filters.current === 2 ? VisitListModel.Returned
             : filters.current === 3 ? VisitListModel.ToSend : filters.current === 4 ? VisitListModel.WithReviewer
             : filters.current === 5 ? VisitListModel.Done : VisitListModel.All
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
        labels: [qsTr("All"), qsTr("In work"), qsTr("Returned"), qsTr("To hand in"), qsTr("With the reviewer"), qsTr("Done")]
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
        title: search.text.length > 0 ? qsTr("No visit has these words") : qsTr("No visit here yet")
        text: qsTr("A visit begins from a facility's file.")

        Button {
            glyph: Icons.building2
            text: qsTr("Open the register")
            onClicked: page.navigation.placeRequested("facilities")
        }
    }
}
