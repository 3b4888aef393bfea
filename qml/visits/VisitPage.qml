pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Dialogs
import Thucdia.Controls
import Thucdia.Workspace
import Thucdia.Visits

// A visit: one section at a time, one thing to do. Back never loses and never asks.
Page {
    id: visitPage

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

        workspace: visitPage.workspace
        visit: visitPage.visit
        onOpened: if (visitPage.seekMissing) visitPage.showMissing()
        onRowRemoved: (title) => toast.show(qsTr("Removed: %1").arg(title))
        onFileRefused: (code) => notice.show(code)
        onRefused: (code) => notice.show(code)
        onSubmitted: visitPage.navigation.placeRequested("sync")
    }
    PositionReader {
        id: receiver

        active: model.ready && !model.locked
        nmeaLog: visitPage.preferences.nmeaLog
    }
    VisitHeader {
        id: header

        visible: !visitPage.single
        width: visitPage.width
        title: model.title
        subtitle: model.formTitle.length > 0 ? model.formTitle + " · " + model.day : ""
        status: model.status
        locked: model.locked
        saveState: model.saveState
        savedAt: model.savedAt
        accuracy: receiver.fixed ? receiver.accuracy : 0
        onBack: visitPage.navigation.backRequested()
        onMenu: menu.open()
    }
    SectionRail {
        id: rail

        visible: !visitPage.portrait
        y: header.height
        height: visitPage.height - y
        sections: model.sections
        current: model.section
        onPicked: (section) => model.goToSection(section)
    }
    SectionBarTop {
        id: bar

        visible: visitPage.portrait && !visitPage.single
        y: header.height
        width: visitPage.width
        title: model.rowTitle.length > 0 ? model.rowTitle : model.sectionTitle
        current: model.section
        count: model.sections.count
        onListAsked: stops.open()
    }
    PageBar {
        id: pageBar

        visible: visitPage.single
        width: visitPage.width
        visit: model
        onBack: visitPage.navigation.backRequested()
        onListAsked: stops.open()
        onMenuAsked: menu.open()
    }
    Item {
        id: main

        x: rail.visible ? rail.width : 0
        y: visitPage.single ? pageBar.height : header.height + (bar.visible ? bar.height : 0)
        width: visitPage.width - x
        height: visitPage.height - y - (visitPage.single ? pageFoot.height : foot.height)

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
            topMargin: notes.visible ? notes.height : 0
            bottomMargin: visitPage.single ? 0 : 40
            ScrollBar.vertical: ScrollBar {}

            // What is left of the page for its question, where one stands alone.
            property int fill: 0

            onHeightChanged: Qt.callLater(layPage)

            function toTop() {
                contentY = originY - topMargin
            }
            function layPage() {
                if (!visitPage.single)
                    return
                const main = model.questions.rowOfPage(model.questions.page)
                let left = height - topMargin
                for (let row = 0; row < count; ++row) {
                    const item = itemAtIndex(row) as QuestionDelegate
                    if (item && row !== main && item.page === model.questions.page)
                        left -= item.ownHeight
                }
                fill = left
            }

            // Not the list's header: Qt 6.4 makes no header that is a bound component.
            VisitNotes {
                id: notes

                visible: !visitPage.single || model.questions.page === 0
                parent: list.contentItem
                y: list.originY - height
                width: list.width
                margin: visitPage.margin
                visit: model
                portrait: visitPage.portrait
                onHandInAsked: model.submit()
                onMinutesAsked: visitPage.navigation.minutesRequested(visitPage.visit)
                onIssueAsked: issuing.ask()
                onCommentsAsked: visitPage.goTo(model.goToComment(list.currentIndex))
                onConflictsAsked: visitPage.navigation.conflictsRequested(visitPage.visit)
                onHeightChanged: {
                    if (!list.moving && list.currentIndex < 0)
                        list.toTop()
                    Qt.callLater(list.layPage)
                }
            }
            delegate: QuestionDelegate {
                // Not on the page that is open: no room taken.
                readonly property bool away: alone && page !== model.questions.page

                width: list.width
                height: away ? 0 : implicitHeight
                visible: !away
                alone: visitPage.single
                fill: alone && isQuestion && index === model.questions.rowOfPage(page) ? list.fill : 0
                onOwnHeightChanged: Qt.callLater(list.layPage)
                visit: model
                margin: visitPage.margin
                beside: !visitPage.portrait && visitPage.width > 1100
                moneyUnit: visitPage.preferences.moneyUnit
                previousDay: model.previousDay
                position: receiver
                // What a field leaves of Enter leads on.
                Keys.onReturnPressed: visitPage.goTo(index + 1)
                onActiveFocusChanged: if (activeFocus) list.currentIndex = index
                onMoneyUnitPicked: (unit) => visitPage.preferences.moneyUnit = unit
                onFileAsked: (row) => {
                    files.row = row
                    files.open()
                }
                onChoicesAsked: (row, title) => choices.ask(row, title)
            }
        }
        EmptyState {
            visible: model.problem.length > 0
            x: visitPage.margin
            y: 24
            width: Math.min(560, main.width - 2 * visitPage.margin)
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
        y: visitPage.height - height
        width: main.width
        visible: model.ready && !visitPage.single
        visit: model
        onMissingAsked: visitPage.showMissing()
        onSigningAsked: visitPage.navigation.signingRequested(visitPage.visit)
    }
    PageFoot {
        id: pageFoot

        visible: visitPage.single
        y: visitPage.height - height
        width: visitPage.width
        visit: model
        onMissingAsked: visitPage.showMissing()
        onSigningAsked: visitPage.navigation.signingRequested(visitPage.visit)
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

        preferences: visitPage.preferences
        visit: model
        carry: carryModel
        onCarryAsked: carrySheet.open()
        onMinutesAsked: visitPage.navigation.minutesRequested(visitPage.visit)
    }
    CarryModel {
        id: carryModel

        workspace: visitPage.workspace
        visit: visitPage.visit
        onCarried: toast.show(qsTr("Carried over to version %1").arg(newest))
        onRefused: (code) => notice.show(code)
    }
    CarrySheet {
        id: carrySheet

        carry: carryModel
    }
    RefusalNotice { id: notice }

    function showMissing() {
        goTo(model.goToMissing(single ? model.questions.rowOfPage(model.questions.page) : list.currentIndex))
    }
    // Brings a question into view and the keyboard to it.
    function goTo(row: int) {
        if (row < 0 || row >= list.count)
            return
        if (single) {
            model.questions.page = model.questions.pageOf(row)
            return
        }
        list.positionViewAtIndex(row, ListView.Center)
        list.currentIndex = row
        if (list.currentItem)
            list.currentItem.forceActiveFocus()
    }

    Shortcut { sequence: "Ctrl+Down"; onActivated: model.goToSection(model.section + 1) }
    Shortcut { sequence: "Ctrl+Up"; onActivated: model.goToSection(model.section - 1) }
    Shortcut { sequence: "Ctrl+Return"; onActivated: visitPage.showMissing() }
    Connections {
        target: model

        function onPlaceChanged() {
            list.currentIndex = -1
            list.toTop()
        }
        function onRowClosed(row: int) {
            if (row >= 0 && visitPage.single)
                model.questions.page = model.questions.pageOf(row)
            else if (row >= 0)
                list.positionViewAtIndex(row, ListView.Center)
        }
    }
    Connections {
        target: model.questions

        function onPageChanged() {
            if (!visitPage.single)
                return
            list.currentIndex = -1
            list.forceLayout()
            list.layPage()
            list.toTop()
        }
        function onPagesChanged() {
            Qt.callLater(list.layPage)
        }
    }
}
