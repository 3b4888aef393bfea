pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Dialogs
import Thucdia.Controls
import Thucdia.Workspace
import Thucdia.Visits

// A visit: one section at a time, one thing to do. Back never loses and never asks.
Page {
    id: page

    required property string visit
    // Begins at the next question that lacks an answer.
    property bool seekMissing: false

    // A phone: one question at a time, while there is something to answer.
    readonly property bool single: width < 600 && model.ready && !model.locked

    immersed: true
    record: visit

    function leave(): bool {
        return !model.closeRow()
    }

    VisitModel {
        id: model

        workspace: page.workspace
        visit: page.visit
        onOpened: if (page.seekMissing) page.showMissing()
        onRowRemoved: (title) => toast.show(qsTr("Removed: %1").arg(title))
        onFileRefused: (code) => notice.show(code)
        onRefused: (code) => notice.show(code)
        onSubmitted: page.navigation.placeRequested("sync")
    }
    PositionReader {
        id: receiver

        active: model.ready && !model.locked
        nmeaLog: page.preferences.nmeaLog
    }
    VisitHeader {
        id: header

        visible: !page.single
        width: page.width
        title: model.title
        subtitle: model.formTitle.length > 0 ? model.formTitle + " · " + model.day : ""
        status: model.status
        locked: model.locked
        saveState: model.saveState
        savedAt: model.savedAt
        accuracy: receiver.fixed ? receiver.accuracy : 0
        onBack: page.navigation.backRequested()
        onMenu: menu.open()
    }
    SectionRail {
        id: rail

        visible: !page.portrait
        y: header.height
        height: page.height - y
        sections: model.sections
        current: model.section
        onPicked: (section) => model.goToSection(section)
    }
    SectionBarTop {
        id: bar

        visible: page.portrait && !page.single
        y: header.height
        width: page.width
        title: model.rowTitle.length > 0 ? model.rowTitle : model.sectionTitle
        current: model.section
        count: model.sections.count
        onListAsked: stops.open()
    }
    PageBar {
        id: pageBar

        visible: page.single
        width: page.width
        visit: model
        onBack: page.navigation.backRequested()
        onListAsked: stops.open()
        onMenuAsked: menu.open()
    }
    Item {
        id: main

        x: rail.visible ? rail.width : 0
        y: page.single ? pageBar.height : header.height + (bar.visible ? bar.height : 0)
        width: page.width - x
        height: page.height - y - (page.single ? pageFoot.height : foot.height)

        QuestionList {
            id: list

            anchors.fill: parent
            visit: model
            preferences: page.preferences
            position: receiver
            margin: page.margin
            portrait: page.portrait
            single: page.single
            beside: !page.portrait && page.width > 1100
            onMinutesAsked: page.navigation.minutesRequested(page.visit)
            onIssueAsked: issuing.ask()
            onConflictsAsked: page.navigation.conflictsRequested(page.visit)
            onFileAsked: (row) => {
                files.row = row
                files.open()
            }
            onChoicesAsked: (row, title) => choices.ask(row, title)
        }
        EmptyState {
            visible: model.problem.length > 0
            x: page.margin
            y: 24
            width: Math.min(560, main.width - 2 * page.margin)
            glyph: Icons.fileText
            title: qsTr("This visit cannot be opened yet")
            text: qsTr("Its form is not on this device. It comes with the next sync; nothing is lost. (%1)").arg(model.problem)
        }
        Toast {
            id: toast

            x: (main.width - width) / 2
            y: main.height - height - 16
            width: Math.min(560, main.width - 40)
            onTaken: model.takeBackRow()
        }
    }
    VisitFoot {
        id: foot

        x: main.x
        y: page.height - height
        width: main.width
        visible: model.ready && !page.single
        visit: model
        onMissingAsked: page.showMissing()
        onSigningAsked: page.navigation.signingRequested(page.visit)
    }
    PageFoot {
        id: pageFoot

        visible: page.single
        y: page.height - height
        width: page.width
        visit: model
        onMissingAsked: page.showMissing()
        onSigningAsked: page.navigation.signingRequested(page.visit)
    }
    FileDialog {
        id: files

        property int row: -1
        readonly property bool photo: model.questions.kindAt(row) === QuestionListModel.Photo

        title: photo ? qsTr("A photo for this question") : qsTr("A file for this question")
        nameFilters: photo ? [qsTr("Photos (*.jpg *.jpeg *.png *.webp)")] : [qsTr("All files (*)")]
        acceptLabel: qsTr("Take it")
        rejectLabel: qsTr("Cancel")
        onAccepted: model.attachFile(row, selectedFile)
    }
    ChoiceSheet {
        id: choices

        visit: model
    }
    StopsSheet {
        id: stops

        sections: model.sections
        current: model.section
        onPicked: (section) => model.goToSection(section)
    }
    IssueSheet {
        id: issuing

        onGiven: (number) => model.issue(number)
    }
    VisitMenu {
        id: menu

        preferences: page.preferences
        visit: model
        carry: carryModel
        onCarryAsked: carrySheet.open()
        onMinutesAsked: page.navigation.minutesRequested(page.visit)
    }
    CarryModel {
        id: carryModel

        workspace: page.workspace
        visit: page.visit
        onCarried: toast.tell(qsTr("Carried over to version %1").arg(newest))
        onRefused: (code) => notice.show(code)
    }
    CarrySheet {
        id: carrySheet

        carry: carryModel
    }
    RefusalNotice { id: notice }

    function showMissing() {
        list.goTo(model.goToMissing(list.here))
    }

    Shortcut { sequence: "Ctrl+Down"; onActivated: model.goToSection(model.section + 1) }
    Shortcut { sequence: "Ctrl+Up"; onActivated: model.goToSection(model.section - 1) }
    Shortcut { sequence: "Ctrl+Return"; onActivated: page.showMissing() }
}
