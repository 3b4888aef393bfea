import QtQuick
import Thucdia.Controls

// What the hub did not take: why, that it stays here, and the way on.
Item {
    id: card

    required property string title
    required property string table
    required property string code
    required property string detail
    required property string visit

    signal opened(string visit)
    signal retried()

    function whatOf(kind: string): string {
        switch (kind) {
        case "visit": return qsTr("Answers of a visit")
        case "visit_seal": return qsTr("A signed visit")
        case "visit_decision": return qsTr("A decision on a visit")
        case "facility": return qsTr("A facility")
        default: return qsTr("A change")
        }
    }
    function whyOf(reason: string): string {
        switch (reason) {
        case "out_of_scope": return qsTr("Its province is no longer among yours.")
        case "not_permitted": return qsTr("Your role may not do this at the hub.")
        case "illegal_move": return qsTr("Meanwhile somebody else has decided on this visit.")
        case "locked": return qsTr("The visit was signed already; what is signed stays as it was.")
        case "revoked": return qsTr("This device may no longer send.")
        case "not_found": return qsTr("What it belongs to has not reached the hub yet.")
        case "bad_signature": return qsTr("The hub could not check this device's signature.")
        case "limit_exceeded": return qsTr("It is larger than the hub takes.")
        default: return qsTr("The hub did not take it.")
        }
    }

    implicitHeight: column.height + 36

    Rectangle {
        anchors.fill: parent
        radius: Theme.cardRadius
        color: Theme.badLine

        Rectangle {
            width: 14
            height: parent.height
            radius: Theme.cardRadius
            color: Theme.bad
        }
        Rectangle {
            anchors.fill: parent
            anchors.margins: Theme.borderWidth
            anchors.leftMargin: Theme.sunlight ? 8 : 5
            radius: Theme.cardRadius - 1
            color: Theme.surface
        }
    }
    Icon {
        x: 26
        y: 20
        size: 28
        text: Icons.octagonAlert
        color: Theme.bad
    }
    Column {
        id: column

        x: 72
        y: 16
        width: card.width - x - 20
        spacing: 6

        Flow {
            width: column.width
            spacing: 12

            Label {
                width: Math.min(implicitWidth, column.width - (chip.width < column.width / 2 ? chip.width + 12 : 0))
                style: Label.Head
                wrapMode: Text.Wrap
                text: card.title.length > 0 ? card.title : card.whatOf(card.table)
            }
            Chip {
                id: chip

                tone: Chip.Bad
                glyph: Icons.circleX
                text: qsTr("Not accepted")
            }
        }
        Label {
            width: column.width
            wrapMode: Text.Wrap
            text: qsTr("%1: %2 Everything is still on this device.").arg(card.whatOf(card.table)).arg(card.whyOf(card.code))
        }
        Label {
            id: more

            visible: false
            width: column.width
            style: Label.Small
            muted: true
            wrapMode: Text.Wrap
            text: card.code + ": " + card.detail
        }
        Flow {
            width: column.width
            spacing: 10

            Button {
                visible: card.visit.length > 0
                glyph: Icons.eye
                text: qsTr("Open the visit")
                onClicked: card.opened(card.visit)
            }
            Button {
                glyph: Icons.refreshCw
                text: qsTr("Offer it again")
                onClicked: card.retried()
            }
            Button {
                kind: Button.Quiet
                glyph: more.visible ? Icons.chevronUp : Icons.chevronDown
                text: qsTr("Details")
                onClicked: more.visible = !more.visible
            }
        }
    }
}
