pragma ComponentBehavior: Bound

import QtQuick
import Thucdia.Controls
import Thucdia.Workspace
import Thucdia.Visits

// Findings of all visits, the most urgent first.
Page {
    id: page

    PageHeader {
        id: header

        width: page.width
        margin: page.margin
        over: qsTr("Most urgent first")
        title: qsTr("Findings")
    }
    FindingListModel {
        id: findings

        workspace: page.workspace
        search: search.text
        overdueOnly: filters.current === 1
    }
    SearchField {
        id: search

        x: page.margin
        y: header.height
        width: Math.min(520, page.width - 2 * page.margin)
        name: qsTr("Search findings")
        placeholderText: qsTr("Facility or words, without marks")
    }
    ChipRow {
        id: filters

        x: page.margin
        y: search.y + search.height + 12
        width: page.width - 2 * page.margin
        labels: [qsTr("All"), qsTr("Overdue")]
        current: page.view === "overdue" ? 1 : 0
        onPicked: (index) => current = index
    }
    ListView {
        id: list

        x: page.margin
        y: filters.y + filters.height + 16
        width: Math.min(860, page.width - 2 * page.margin)
        height: page.height - y
        clip: true
        spacing: 12
        bottomMargin: 20
        model: findings
        boundsBehavior: Flickable.StopAtBounds
        ScrollBar.vertical: ScrollBar {}

        delegate: FindingRow {
            width: ListView.view.width
            showFacility: true
            onClicked: page.navigation.facilityRequested(facilityId)
        }
    }
    EmptyState {
        visible: list.count === 0 && !findings.loading
        x: page.margin
        y: list.y
        width: Math.min(520, page.width - 2 * page.margin)
        glyph: Icons.circleCheck
        title: filters.current === 1 ? qsTr("Nothing is overdue") : qsTr("No finding here")
        text: qsTr("Findings of signed and of unfinished visits appear here.")
    }
}
