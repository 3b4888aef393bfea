import QtQuick
import Thucdia.Controls
import Thucdia.Visits

// The last steps of a visit: lock, hand in. The main button follows the state.
Item {
    id: foot

    required property SignModel sign

    signal lockAsked()
    signal refusalAsked()
    signal reopenAsked()
    signal missingOpened()
    signal closed()

    readonly property bool open: !sign.sealed
    readonly property bool complete: sign.missing === 0 && sign.missingSignatures === 0
    readonly property bool signed: sign.status === 4

    implicitHeight: Math.max(row.height, main.height) + 24

    Flow {
        id: row

        x: Theme.leftHand ? main.width + 24 : 0
        y: 12
        width: foot.width - main.width - 24
        spacing: 12

        Button {
            visible: foot.open && foot.sign.mayRefuse && foot.sign.mine
            kind: Button.Quiet
            implicitHeight: Theme.touchPrimary
            glyph: foot.sign.refused ? Icons.undo2 : Icons.circleSlash
            text: foot.sign.refused ? qsTr("The site signs after all") : qsTr("The site refuses to sign")
            onClicked: foot.sign.refused ? foot.sign.refuse("") : foot.refusalAsked()
        }
        Button {
            visible: foot.signed && foot.sign.mine
            kind: Button.Quiet
            implicitHeight: Theme.touchPrimary
            glyph: Icons.lockOpen
            text: qsTr("Open again to change")
            onClicked: foot.reopenAsked()
        }
    }
    Button {
        id: main

        x: Theme.leftHand ? 0 : foot.width - width
        y: 12
        width: Math.min(implicitWidth, foot.width)
        implicitHeight: Theme.touchPrimary
        busy: foot.sign.busy
        kind: foot.open && (!foot.complete || !foot.sign.mine) ? Button.NotYet : Button.Primary
        glyph: foot.open ? Icons.lock : foot.signed && foot.sign.mine ? Icons.send : Icons.check
        text: foot.open ? (!foot.sign.mine ? qsTr("Lock: this visit is somebody else's")
                           : foot.sign.missing > 0 ? qsTr("Lock: %n question(s) left", "", foot.sign.missing)
                           : foot.sign.missingSignatures > 0 ? qsTr("Lock: %n signature(s) left", "", foot.sign.missingSignatures)
                           : foot.sign.copies > 0 ? qsTr("Lock the minutes, %n copy(ies)", "", foot.sign.copies) : qsTr("Lock the minutes"))
            : foot.signed && foot.sign.mine ? qsTr("Hand in for review") : qsTr("Done")
        onClicked: {
            if (foot.open)
                foot.complete && foot.sign.mine ? foot.lockAsked() : foot.sign.missing > 0 ? foot.missingOpened() : undefined
            else if (foot.signed && foot.sign.mine)
                foot.sign.handIn()
            else
                foot.closed()
        }
    }
}
