pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic as Basic
import Thucdia.Controls
import Thucdia.Review

// One visit to read and decide on: its answers beside the contract and last time.
FocusScope {
    id: desk

    required property ReviewModel review
    property bool backable: false

    signal backed()
    signal photoOpened(int photo)
    signal minutesOpened()

    readonly property bool hasPrevious: review.previousDay.length > 0
    readonly property bool wide: width >= 560
    readonly property int nowWidth: Math.round((width - 120) * (hasPrevious ? 0.27 : 0.42))
    readonly property int beforeWidth: hasPrevious ? Math.round((width - 120) * 0.22) : 0
    readonly property int contractWidth: wide ? Math.round((width - 120) * 0.18) : 0

    function move(by: int) {
        const row = review.nextQuestion(rows.currentIndex, by)
        if (row >= 0)
            rows.currentIndex = row
    }
    function show(key: string) {
        const row = review.rowOf(key)
        if (row < 0)
            return
        rows.currentIndex = row
        rows.positionViewAtIndex(row, ListView.Contain)
    }
    function facts(): string {
        let text = review.form
        if (review.signedAt.length > 0)
            text += " · " + qsTr("signed %1").arg(review.signedAt)
        text += " · " + qsTr("version %1").arg(review.revision)
        return review.project.length > 0 ? text + " · " + review.project : text
    }
    function openGeneral() {
        foot.general = true
    }

    Keys.onDownPressed: move(1)
    Keys.onUpPressed: move(-1)
    Keys.onReturnPressed: if (rows.currentItem !== null) (rows.currentItem as ReviewRow).write()

    Rectangle {
        id: head

        width: desk.width
        height: words.height + 20
        color: Theme.surface

        IconButton {
            id: back

            visible: desk.backable
            x: 8
            y: 10
            glyph: Icons.arrowLeft
            name: qsTr("Back")
            onClicked: desk.backed()
        }
        Column {
            id: words

            x: desk.backable ? 60 : 24
            y: 10
            width: head.width - x - 24

            Item {
                width: words.width
                height: Math.max(name.height, chip.height)

                Label {
                    id: name

                    width: parent.width - chip.width - 16
                    style: Label.Head
                    wrapMode: Text.Wrap
                    text: desk.review.facility
                }
                Chip {
                    id: chip

                    anchors.right: parent.right
                    tone: desk.review.decidable ? Chip.Way : Chip.Draft
                    glyph: desk.review.decidable ? Icons.eye : Icons.lock
                    text: desk.review.decidable ? qsTr("In review") : qsTr("Decided")
                }
            }
            Item {
                width: words.width
                height: Math.max(facts.height, tools.height)

                Label {
                    id: facts

                    width: parent.width - tools.width - 12
                    anchors.verticalCenter: parent.verticalCenter
                    style: Label.Small
                    muted: true
                    wrapMode: Text.Wrap
                    text: desk.facts()
                }
                Row {
                    id: tools

                    anchors { right: parent.right; verticalCenter: parent.verticalCenter }

                    Button {
                        visible: desk.hasPrevious
                        kind: Button.Quiet
                        implicitHeight: 40
                        glyph: desk.review.onlyDifferent ? Icons.squareCheck : Icons.square
                        text: qsTr("Only what differs")
                        Accessible.role: Accessible.CheckBox
                        onClicked: desk.review.onlyDifferent = !desk.review.onlyDifferent
                    }
                    IconButton {
                        height: 40
                        glyph: Icons.fileText
                        name: qsTr("Minutes")
                        ink: Theme.primary
                        onClicked: desk.minutesOpened()
                    }
                }
            }
        }
    }
    Rectangle {
        id: columns

        y: head.height
        width: desk.width
        height: 36
        color: Theme.bg

        Rectangle {
            width: parent.width
            height: Theme.borderWidth
            color: Theme.divider
        }
        Heading {
            x: 24
            text: qsTr("Question")
        }
        Heading {
            id: contractHead

            visible: desk.contractWidth > 0
            x: beforeHead.x - desk.contractWidth - 12
            width: desk.contractWidth
            text: qsTr("Contract, file")
        }
        Heading {
            id: beforeHead

            visible: desk.hasPrevious
            x: nowHead.x - 12 - desk.beforeWidth - 12
            width: desk.beforeWidth
            text: qsTr("Last time %1").arg(desk.review.previousDay)
        }
        Heading {
            id: nowHead

            x: columns.width - desk.nowWidth - 96
            width: desk.nowWidth + 84
            text: qsTr("This time %1").arg(desk.review.day)
        }
        Rectangle {
            y: parent.height - height
            width: parent.width
            height: Theme.borderWidth
            color: Theme.line
        }
    }
    Note {
        id: returnNote

        visible: desk.review.returned.length > 0
        x: 24
        y: columns.y + columns.height + 8
        width: desk.width - 48
        tone: Note.Way
        glyph: Icons.cornerUpLeft
        title: qsTr("Returned before")
        text: desk.review.returned
    }
    ListView {
        id: rows

        y: returnNote.visible ? returnNote.y + returnNote.height + 8 : columns.y + columns.height
        width: desk.width
        height: foot.y - y
        clip: true
        focus: true
        model: desk.review
        currentIndex: -1
        boundsBehavior: Flickable.StopAtBounds
        highlightMoveDuration: 0
        cacheBuffer: 1200
        Basic.ScrollBar.vertical: ScrollBar {}
        delegate: ReviewRow {
            id: line

            required property int index

            width: ListView.view.width
            current: ListView.isCurrentItem
            writable: desk.review.decidable
            hasPrevious: desk.hasPrevious
            hasContract: desk.contractWidth > 0
            contractWidth: desk.contractWidth
            beforeWidth: desk.beforeWidth
            nowWidth: desk.nowWidth
            onClicked: rows.currentIndex = current ? -1 : index
            onCommentOpened: {
                rows.currentIndex = index
                line.write()
            }
            onCommented: (key, text) => desk.review.comment(key, text)
            onPhotoOpened: (photo) => desk.photoOpened(photo)
        }
    }
    ReviewFoot {
        id: foot

        y: desk.height - height
        width: desk.width
        height: visible ? implicitHeight : 0
        visible: desk.review.decidable
        narrow: desk.width < 640
        review: desk.review
        onApproved: desk.review.comments > 0 ? sure.open() : desk.review.approve()
        onReturned: desk.review.comments > 0 ? desk.review.returnVisit() : desk.openGeneral()
        onGeneralOpened: desk.openGeneral()
    }
    Connections {
        target: desk.review

        function onVisitChanged() {
            rows.currentIndex = -1
            rows.positionViewAtBeginning()
            foot.general = false
        }
    }
    Dialog {
        id: sure

        question: qsTr("Approve without the comments?")
        text: qsTr("%n comment(s) are written and not sent; approving drops them.", "", desk.review.comments)
        act: qsTr("Approve")
        actGlyph: Icons.check
        onConfirmed: desk.review.approve()
    }

    // Keys D, T, B of the page.
    function approve() {
        foot.approved()
    }
    function giveBack() {
        foot.returned()
    }

    component Heading: Label {
        anchors.verticalCenter: parent.verticalCenter
        style: Label.Caption
        muted: true
    }
}
