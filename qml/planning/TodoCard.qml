import QtQuick
import Thucdia.Controls
import Thucdia.Planning

// What waits for the person: returned, late, serious, unfinished.
Item {
    id: card

    required property HomeModel home

    signal visitAsked(string visit)
    signal placeAsked(string place)

    implicitHeight: column.height + Theme.borderWidth + Theme.ledgeHeight

    LedgeBox {
        anchors.fill: parent
        radius: Theme.cardRadius
        edge: Theme.line
    }
    Column {
        id: column

        x: Theme.borderWidth
        y: Theme.borderWidth
        width: card.width - 2 * Theme.borderWidth

        TodoRow {
            width: column.width
            glyph: Icons.cornerUpLeft
            text: qsTr("Returned to be completed")
            subtitle: card.home.returnedCount > 0 ? card.home.returnedFirst : qsTr("nothing")
            figure: card.home.returnedCount
            onClicked: card.home.returnedCount === 1 ? card.visitAsked(card.home.returnedVisit) : card.placeAsked("visits/returned")
        }
        TodoRow {
            width: column.width
            glyph: Icons.calendarClock
            tone: Theme.warn
            text: qsTr("Overdue visits")
            subtitle: card.home.overdueCount > 0 ? card.home.overdueFirst : qsTr("nothing")
            figure: card.home.overdueCount
            onClicked: card.placeAsked("facilities/overdue")
        }
        TodoRow {
            width: column.width
            glyph: Icons.octagonAlert
            tone: Theme.bad
            text: qsTr("Serious findings, late")
            subtitle: card.home.lateFindingsCount > 0 ? card.home.lateFindingsFirst : qsTr("nothing")
            figure: card.home.lateFindingsCount
            onClicked: card.placeAsked("findings/overdue")
        }
        TodoRow {
            width: column.width
            glyph: Icons.penLine
            text: qsTr("Unfinished")
            subtitle: card.home.inWorkCount > 0 ? card.home.inWorkFirst : qsTr("nothing")
            figure: card.home.inWorkCount
            divider: false
            onClicked: card.home.inWorkCount === 1 ? card.visitAsked(card.home.inWorkVisit) : card.placeAsked("visits/in-work")
        }
    }
}
