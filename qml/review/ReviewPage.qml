pragma ComponentBehavior: Bound

import QtQuick
import Thucdia.Controls
import Thucdia.Review
import Thucdia.Workspace

// The supervisor's desk: the queue, the visit beside last time, what rules remark, and the decision.
Page {
    id: page

    // Opened on one visit, by its UUID; else the first that waits.
    property string visit

    readonly property bool single: width < 900
    readonly property bool sided: width >= 1080
    readonly property bool detail: !single || review.visit.length > 0

    function go(by: int) {
        const next = queue.visitAt(queue.indexOf(review.visit) + by)
        if (next.length > 0)
            review.visit = next
    }
    function leave(): bool {
        if (!single || review.visit.length === 0 || visit.length > 0)
            return true
        review.visit = ""
        return false
    }
    // After a decision the next in the queue is opened: the one that stood below, else the last; with nothing left of a
    // search, the first of all.
    function advance(decided: string) {
        const row = queue.indexOf(decided)
        let next = queue.visitAt(row + 1).length > 0 ? queue.visitAt(row + 1) : queue.visitAt(row - 1)
        if (next.length === 0 && queue.search.length > 0) {
            list.closeSearch()
            next = queue.visitAt(0) === decided ? queue.visitAt(1) : queue.visitAt(0)
        }
        review.visit = single ? "" : next
        queue.refresh()
    }

    ReviewQueueModel {
        id: queue

        workspace: page.workspace
        onLoaded: {
            if (page.review_.visit.length === 0 && !page.single)
                page.review_.visit = page.visit.length > 0 ? page.visit : queue.visitAt(0)
        }
    }
    ReviewModel {
        id: review

        workspace: page.workspace
        visit: page.visit
        onDecided: (visit) => page.advance(visit)
    }
    readonly property ReviewModel review_: review

    ReviewQueue {
        id: list

        visible: !page.single || !page.detail
        width: page.single ? page.width : 268
        height: page.height
        visits: queue
        current: review.visit
        onPicked: (visit) => review.visit = visit
    }
    Rectangle {
        visible: list.visible && !page.single
        x: list.width - width
        width: Theme.borderWidth
        height: page.height
        color: Theme.divider
    }
    ReviewDesk {
        id: desk

        focus: true
        visible: page.detail && review.ready && !review.missing && review.visit.length > 0
        x: page.single ? 0 : list.width
        width: page.width - x - (side.visible ? side.width : 0)
        height: page.height
        review: review
        backable: page.single || page.visit.length > 0
        onBacked: page.visit.length > 0 ? page.navigation.backRequested() : review.visit = ""
        onPhotoOpened: (photo) => viewer.show(photo)
        onMinutesOpened: page.navigation.minutesRequested(review.visit)
    }
    ReviewSide {
        id: side

        visible: desk.visible && page.sided
        x: page.width - width
        width: 316
        height: page.height
        review: review
        onWarningOpened: (key) => desk.show(key)
        onPhotoOpened: (photo) => viewer.show(photo)
    }
    EmptyState {
        visible: queue.ready && queue.total === 0 && review.visit.length === 0
        x: page.single ? page.margin : Math.round((page.width + list.width - width) / 2)
        y: 120
        width: Math.min(480, page.width - 2 * page.margin)
        glyph: Icons.inbox
        title: qsTr("Nothing waits for review")
        text: qsTr("Visits come here when inspectors have handed them in and both sides have synced.")

        Button {
            glyph: Icons.refreshCw
            text: qsTr("Send, receive")
            onClicked: page.navigation.placeRequested("sync")
        }
    }
    EmptyState {
        visible: review.missing && review.visit.length > 0
        x: page.single ? page.margin : list.width + 48
        y: 120
        width: Math.min(480, page.width - x - page.margin)
        glyph: Icons.cloud
        title: qsTr("This visit cannot be shown yet")
        text: qsTr("Its form has not come to this device. It comes with the next sync.")
    }
    PhotoSheet {
        id: viewer

        photos: review.photos
    }

    Shortcut { sequence: "J"; onActivated: page.go(1) }
    Shortcut { sequence: "K"; onActivated: page.go(-1) }
    Shortcut { sequence: "D"; enabled: review.decidable; onActivated: desk.approve() }
    Shortcut { sequence: "T"; enabled: review.decidable; onActivated: desk.giveBack() }
    Shortcut { sequence: "B"; enabled: review.decidable; onActivated: desk.openGeneral() }
    Shortcut { sequence: "/"; onActivated: list.search() }
}
