pragma ComponentBehavior: Bound

import QtQuick
import Thucdia.Controls
import Thucdia.Workspace
import Thucdia.Visits
import Thucdia.Registers

// A facility's file: its visits, projects and findings, and what the register says.
Page {
    id: page

    required property string facility

    FacilityModel {
        id: file

        workspace: page.workspace
        facility: page.facility
    }
    VisitListModel {
        id: visits

        workspace: page.workspace
        facility: page.facility
    }
    FindingListModel {
        id: findings

        workspace: page.workspace
        facility: page.facility
    }
    FacilityHead {
        id: head

        width: page.width
        margin: page.margin
        name: file.name
        place: file.oldPlace.length > 0 ? file.place + " · " + qsTr("formerly: %1").arg(file.oldPlace) : file.place
        canInspect: page.workspace.inspector
        onBack: page.navigation.backRequested()
        onInspect: page.navigation.visitStartRequested(page.facility, "", "")
    }
    Tabs {
        id: tabs

        x: page.margin - 16
        y: head.height + 6
        width: page.width - x
        labels: [qsTr("Visits"), qsTr("Projects"), qsTr("Findings"), qsTr("Details")]
        counts: [visits.total, file.projects.count, findings.count, -1]
        onPicked: (index) => current = index
    }
    Item {
        id: main

        x: page.margin
        y: tabs.y + tabs.height + 20
        width: page.portrait ? page.width - 2 * page.margin : page.width - 2 * page.margin - side.width - 28
        height: page.height - y

        Paper {
            visible: visitList.visible && visitList.count > 0
            width: parent.width
            height: Math.min(parent.height - 20, visitList.contentHeight + 16)
        }
        ListView {
            id: visitList

            visible: tabs.current === 0
            anchors.fill: parent
            anchors.margins: 2
            anchors.topMargin: 8
            anchors.bottomMargin: 22
            clip: true
            model: visits
            bottomMargin: 20
            boundsBehavior: Flickable.StopAtBounds
            delegate: VisitRow {
                width: ListView.view.width
                text: form
                required property string form
                onClicked: page.navigation.visitRequested(visitId)
            }
        }
        ListView {
            id: projectList

            visible: tabs.current === 1
            anchors.fill: parent
            clip: true
            spacing: 12
            model: file.projects
            bottomMargin: 20
            boundsBehavior: Flickable.StopAtBounds
            delegate: ProjectCard {
                width: ListView.view.width
                canInspect: page.workspace.inspector
                onInspect: page.navigation.visitStartRequested(page.facility, projectId, beneficiaryId)
            }
        }
        ListView {
            id: findingList

            visible: tabs.current === 2
            anchors.fill: parent
            clip: true
            spacing: 12
            model: findings
            bottomMargin: 20
            boundsBehavior: Flickable.StopAtBounds
            delegate: FindingRow {
                width: ListView.view.width
                onClicked: page.navigation.visitRequested(visitId)
            }
        }
        FacilityDetails {
            visible: tabs.current === 3
            width: parent.width
            file: file
        }
        EmptyState {
            visible: (tabs.current === 0 && visitList.count === 0 && !visits.loading) || (tabs.current === 1 && projectList.count === 0)
                     || (tabs.current === 2 && findingList.count === 0)
            width: Math.min(480, parent.width)
            glyph: tabs.current === 0 ? Icons.clipboardList : tabs.current === 1 ? Icons.briefcase : Icons.circleCheck
            title: tabs.current === 0 ? qsTr("Not visited yet") : tabs.current === 1 ? qsTr("No project supports it") : qsTr("No finding")
            text: tabs.current === 0 ? qsTr("The first visit begins the file.")
                : tabs.current === 1 ? qsTr("A visit can be made on the facility itself.") : qsTr("Findings of its visits appear here.")
        }
    }
    FacilityDetails {
        id: side

        visible: !page.portrait && tabs.current !== 3
        x: page.width - width - page.margin
        y: main.y
        width: 372
        file: file
    }
}
