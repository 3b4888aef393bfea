pragma ComponentBehavior: Bound

import QtQuick
import Thucdia.Controls
import Thucdia.Workspace
import Thucdia.Visits

// The questions of a section, one below the other; on a phone the one that is asked.
ListView {
    id: list

    required property VisitModel visit
    required property Preferences preferences
    required property PositionReader position
    property int margin: 28
    property bool portrait: false
    // One question at a time.
    property bool single: false
    // Last time's answer has its place beside the question.
    property bool beside: false

    signal minutesAsked()
    signal issueAsked()
    signal conflictsAsked()
    signal fileAsked(int row)
    signal choicesAsked(int row, string title)

    // Where the person is: the question that has the keyboard, on a phone the one that is asked.
    readonly property int here: single ? visit.questions.rowOfPage(visit.questions.page) : currentIndex

    // What is left of the page for its question, where one stands alone.
    property int fill: 0

    model: visit.questions
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
    bottomMargin: single ? 0 : 40
    ScrollBar.vertical: ScrollBar {}
    onHeightChanged: laying.restart()

    // Brings a question into view and the keyboard to it.
    function goTo(row: int) {
        if (row < 0 || row >= count)
            return
        if (single) {
            visit.questions.page = visit.questions.pageOf(row)
            return
        }
        showRow(row)
        currentIndex = row
        if (currentItem)
            currentItem.forceActiveFocus()
    }
    function showRow(row: int) {
        if (single && row >= 0)
            visit.questions.page = visit.questions.pageOf(row)
        else if (row >= 0)
            positionViewAtIndex(row, ListView.Center)
    }
    function toTop() {
        contentY = originY - topMargin
    }
    function layPage() {
        if (!single)
            return
        var left = height - topMargin
        for (var row = 0; row < count; ++row) {
            var item = itemAtIndex(row) as QuestionDelegate
            if (item && row !== here && item.page === visit.questions.page)
                left -= item.ownHeight
        }
        fill = left
    }

    // Heights change one after the other; the page is laid once.
    Timer {
        id: laying

        interval: 0
        onTriggered: list.layPage()
    }
    // Not the list's header: Qt 6.4 makes no header that is a bound component.
    VisitNotes {
        id: notes

        visible: !list.single || list.visit.questions.page === 0
        parent: list.contentItem
        y: list.originY - height
        width: list.width
        margin: list.margin
        visit: list.visit
        portrait: list.portrait
        onHandInAsked: list.visit.submit()
        onMinutesAsked: list.minutesAsked()
        onIssueAsked: list.issueAsked()
        onCommentsAsked: list.goTo(list.visit.goToComment(list.here))
        onConflictsAsked: list.conflictsAsked()
        onHeightChanged: {
            if (!list.moving && list.currentIndex < 0)
                list.toTop()
            laying.restart()
        }
    }
    delegate: QuestionDelegate {
        // Not on the page that is open: no room taken.
        readonly property bool away: alone && page !== list.visit.questions.page

        width: list.width
        height: away ? 0 : implicitHeight
        visible: !away
        alone: list.single
        fill: alone && isQuestion && index === list.here ? list.fill : 0
        visit: list.visit
        margin: list.margin
        beside: list.beside
        moneyUnit: list.preferences.moneyUnit
        previousDay: list.visit.previousDay
        position: list.position
        // What a field leaves of Enter leads on.
        Keys.onReturnPressed: list.goTo(index + 1)
        onOwnHeightChanged: laying.restart()
        onActiveFocusChanged: if (activeFocus) list.currentIndex = index
        onMoneyUnitPicked: (unit) => list.preferences.moneyUnit = unit
        onFileAsked: (row) => list.fileAsked(row)
        onChoicesAsked: (row, title) => list.choicesAsked(row, title)
    }
    Connections {
        target: list.visit

        function onPlaceChanged() {
            list.currentIndex = -1
            list.toTop()
        }
        function onRowClosed(row: int) {
            list.showRow(row)
        }
    }
    Connections {
        target: list.visit.questions

        function onPageChanged() {
            if (!list.single)
                return
            list.currentIndex = -1
            list.forceLayout()
            list.layPage()
            list.toTop()
        }
        function onPagesChanged() {
            laying.restart()
        }
    }
}
