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
        onPhotoRefused: (code) => notice.show(code)
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

        visible: page.portrait
        y: header.height
        width: page.width
        title: model.rowTitle.length > 0 ? model.rowTitle : model.sectionTitle
        current: model.section
        count: model.sections.count
        onListAsked: stops.open()
    }
    Item {
        id: main

        x: rail.visible ? rail.width : 0
        y: header.height + (bar.visible ? bar.height : 0)
        width: page.width - x
        height: page.height - y - foot.height

        ListView {
            id: list

            anchors.fill: parent
            model: model.questions
            // The question that has the keyboard, else none: a list that made another current while rows come and go would
            // take the keyboard away from the one that is being typed in.
            currentIndex: -1
            highlightFollowsCurrentItem: false
            keyNavigationEnabled: false
            clip: true
            boundsBehavior: Flickable.StopAtBounds
            // A page of a form is short: every question stays made, so that focus and typing never jump.
            cacheBuffer: 100000
            topMargin: notes.height
            bottomMargin: 40
            ScrollBar.vertical: ScrollBar {}

            function toTop() {
                contentY = originY - topMargin
            }

            // Not the list's header: Qt 6.4 makes no header that is a bound component.
            VisitNotes {
                id: notes

                parent: list.contentItem
                y: list.originY - height
                width: list.width
                margin: page.margin
                visit: model
                portrait: page.portrait
                onHandInAsked: model.submit()
                onMinutesAsked: page.navigation.minutesRequested(page.visit)
                onIssueAsked: issuing.ask()
                onCommentsAsked: page.goTo(model.goToComment(list.currentIndex))
                onConflictsAsked: page.navigation.conflictsRequested(page.visit)
                onHeightChanged: if (!list.moving && list.currentIndex < 0) list.toTop()
            }
            delegate: QuestionDelegate {
                width: list.width
                visit: model
                margin: page.margin
                beside: !page.portrait && page.width > 1100
                moneyUnit: page.preferences.moneyUnit
                previousDay: model.previousDay
                position: receiver
                // What a field leaves of Enter leads on.
                Keys.onReturnPressed: page.goTo(index + 1)
                onActiveFocusChanged: if (activeFocus) list.currentIndex = index
                onMoneyUnitPicked: (unit) => page.preferences.moneyUnit = unit
                onPhotoAsked: (row) => {
                    photos.row = row
                    photos.open()
                }
                onChoicesAsked: (row, title) => choices.ask(row, title)
            }
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
        visit: model
        onMissingAsked: page.showMissing()
        onSigningAsked: page.navigation.signingRequested(page.visit)
    }
    FileDialog {
        id: photos

        property int row: -1

        title: qsTr("A photo for this question")
        nameFilters: [qsTr("Photos (*.jpg *.jpeg *.png *.webp)")]
        acceptLabel: qsTr("Take it")
        rejectLabel: qsTr("Cancel")
        onAccepted: model.attachPhoto(row, selectedFile)
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
        onCarried: toast.show(qsTr("Carried over to version %1").arg(newest))
        onRefused: (code) => notice.show(code)
    }
    CarrySheet {
        id: carrySheet

        carry: carryModel
    }
    RefusalNotice { id: notice }

    function showMissing() {
        goTo(model.goToMissing(list.currentIndex))
    }
    // Brings a question into view and the keyboard to it.
    function goTo(row: int) {
        if (row < 0 || row >= list.count)
            return
        list.positionViewAtIndex(row, ListView.Center)
        list.currentIndex = row
        if (list.currentItem)
            list.currentItem.forceActiveFocus()
    }

    Shortcut { sequence: "Ctrl+Down"; onActivated: model.goToSection(model.section + 1) }
    Shortcut { sequence: "Ctrl+Up"; onActivated: model.goToSection(model.section - 1) }
    Shortcut { sequence: "Ctrl+Return"; onActivated: page.showMissing() }
    Connections {
        target: model

        function onPlaceChanged() {
            list.currentIndex = -1
            list.toTop()
        }
        function onRowClosed(row: int) {
            if (row >= 0)
                list.positionViewAtIndex(row, ListView.Center)
        }
    }
}
