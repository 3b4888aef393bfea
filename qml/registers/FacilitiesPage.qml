pragma ComponentBehavior: Bound

import QtQuick
import Thucdia.Controls
import Thucdia.Workspace
import Thucdia.Registers

// The register of facilities: search without marks, however many there are.
Page {
    id: page

    // For pictures: the newest example of what grows out of this page.
    function firstFacility(): string {
        return facilities.facilityAt(0)
    }

    PageHeader {
        id: header

        width: page.width
        margin: page.margin
        over: qsTr("%Ln facilities", "", facilities.total)
        title: qsTr("Register")

        Button {
            visible: page.workspace.inspector
            glyph: Icons.plus
            text: qsTr("New facility on site")
            onClicked: page.navigation.newFacilityRequested()
        }
    }
    FacilityListModel {
        id: facilities

        workspace: page.workspace
        search: search.text
        kind: filters.current > 1 ? filters.current - 1 : 0
        overdueOnly: filters.current === 1
    }
    SearchField {
        id: search

        x: page.margin
        y: header.height
        width: Math.min(620, page.width - 2 * page.margin)
        name: qsTr("Search facilities")
        placeholderText: qsTr("Name, code, tax code, person, product; without marks")
        Keys.onDownPressed: list.forceActiveFocus()
    }
    ChipRow {
        id: filters

        x: page.margin
        y: search.y + search.height + 12
        width: page.width - 2 * page.margin
        labels: [qsTr("All"), qsTr("Overdue"), qsTr("Establishments"), qsTr("Clusters"), qsTr("Markets"), qsTr("Power grids")]
        current: page.view === "overdue" ? 1 : 0
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
            model: facilities
            reuseItems: true
            cacheBuffer: 400
            boundsBehavior: Flickable.StopAtBounds
            ScrollBar.vertical: ScrollBar {}

            delegate: FacilityRow {
                width: ListView.view.width
                onClicked: page.navigation.facilityRequested(facilityId)
            }
        }
    }
    EmptyState {
        visible: list.count === 0 && !facilities.loading
        x: page.margin
        y: filters.y + filters.height + 16
        width: Math.min(560, page.width - 2 * page.margin)
        glyph: Icons.building2
        title: search.text.length > 0 ? qsTr("No facility has these words") : qsTr("No facility here yet")
        text: search.text.length > 0 ? qsTr("Try fewer letters; marks do not matter. What is not in the register can be entered on site.")
                                     : qsTr("The register comes from the hub with the first sync.")

        Button {
            visible: search.text.length === 0
            glyph: Icons.refreshCw
            text: qsTr("Send, receive")
            onClicked: page.navigation.placeRequested("sync")
        }
    }
    Shortcut {
        sequence: "/"
        onActivated: search.forceActiveFocus()
    }
}
