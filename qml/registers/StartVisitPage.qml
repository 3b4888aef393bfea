pragma ComponentBehavior: Bound

import QtQuick
import Thucdia.Controls
import Thucdia.Workspace
import Thucdia.Visits
import Thucdia.Registers

// Before a visit: on which project, with which form, and whether last time's answers are the beginning.
Page {
    id: page

    required property string facility
    property string project
    property string beneficiary
    property int chosen: -1

    FacilityModel {
        id: file

        workspace: page.workspace
        facility: page.facility
    }
    StartVisitModel {
        id: forms

        workspace: page.workspace
        facility: page.facility
        project: page.project
        beneficiary: page.beneficiary
        onLoaded: page.chosen = suggested
        onStarted: (visit) => {
            page.navigation.backRequested()
            page.navigation.visitRequested(visit)
        }
        onRefused: (code) => notice.show(code)
    }
    onProjectChanged: forms.load()
    Component.onCompleted: forms.load()

    PageHeader {
        id: header

        width: page.width
        margin: page.margin
        canGoBack: true
        over: file.name
        title: qsTr("New visit")
        onBack: page.navigation.backRequested()
    }
    Flickable {
        id: scroll

        y: header.height
        width: page.width
        height: page.height - y - foot.height
        contentHeight: column.height + 40
        clip: true
        boundsBehavior: Flickable.StopAtBounds

        Column {
            id: column

            x: page.margin
            width: Math.min(860, page.width - 2 * page.margin)
            spacing: 10

            Label {
                visible: file.projects.count > 0
                style: Label.Head
                text: qsTr("On which project")
            }
            Repeater {
                model: file.projects

                ChoiceCard {
                    required property string projectId
                    required property string beneficiaryId
                    required property string name
                    required property string detail

                    width: column.width
                    chosen: page.project === projectId
                    text: name + "\n" + detail
                    onClicked: {
                        page.beneficiary = beneficiaryId
                        page.project = projectId
                    }
                }
            }
            ChoiceCard {
                visible: file.projects.count > 0
                width: column.width
                chosen: page.project.length === 0
                text: qsTr("On the facility itself, on no project")
                onClicked: {
                    page.beneficiary = ""
                    page.project = ""
                }
            }
            Item {
                width: 1
                height: 8
            }
            Label {
                style: Label.Head
                text: qsTr("With which form")
            }
            Grid {
                id: grid

                width: column.width
                columns: column.width > 620 ? 2 : 1
                spacing: 10

                Repeater {
                    model: forms

                    ChoiceCard {
                        required property int index
                        required property string title

                        width: (grid.width - (grid.columns - 1) * grid.spacing) / grid.columns
                        chosen: index === page.chosen
                        text: title
                        onClicked: page.chosen = index
                    }
                }
            }
            Item {
                width: 1
                height: 8
            }
            ChoiceCard {
                id: previous

                visible: forms.lastDay.length > 0
                width: column.width
                several: true
                text: qsTr("Begin with the answers of %1; photos, positions and signatures are taken anew").arg(forms.lastDay)
                onClicked: chosen = !chosen
            }
        }
    }
    Rectangle {
        id: foot

        y: page.height - height
        width: page.width
        height: Theme.touchPrimary + 20
        color: Theme.surface

        Rectangle {
            width: parent.width
            height: Theme.borderWidth
            color: Theme.divider
        }
        Button {
            x: foot.width - width - 20
            anchors.verticalCenter: parent.verticalCenter
            kind: page.chosen >= 0 ? Button.Primary : Button.NotYet
            glyph: Icons.clipboardCheck
            text: page.chosen >= 0 ? qsTr("Begin the visit") : qsTr("Choose a form")
            onClicked: forms.start(page.chosen, previous.chosen)
        }
    }
    RefusalNotice { id: notice }
}
