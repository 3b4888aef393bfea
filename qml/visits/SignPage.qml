pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic as Basic
import Thucdia.Controls
import Thucdia.Visits
import Thucdia.Workspace

// The end of a visit: what is complete, who signs, locking and handing in.
Page {
    id: page

    required property string visit

    // The pad that is being signed; -1: none.
    property int signing: -1

    immersed: true

    function leave(): bool {
        if (signing < 0)
            return true
        signing = -1
        return false
    }

    SignModel {
        id: sign

        workspace: page.workspace
        visit: page.visit
        onSealingDone: page.signing = -1
    }
    Rectangle {
        id: header

        width: page.width
        height: Math.max(66, heading.height + 16)
        color: Theme.surface

        IconButton {
            id: back

            x: 12
            anchors.verticalCenter: parent.verticalCenter
            glyph: Icons.arrowLeft
            name: qsTr("Back to the questions")
            onClicked: page.navigation.backRequested()
        }
        Column {
            id: heading

            anchors { left: back.right; leftMargin: 10; right: saved.left; rightMargin: 12; verticalCenter: parent.verticalCenter }

            Label {
                width: heading.width
                style: Label.Strong
                text: sign.facility
            }
            Label {
                width: heading.width
                style: Label.Small
                muted: true
                text: qsTr("Conclusion and signatures · %1").arg(sign.day)
            }
        }
        SaveState {
            id: saved

            anchors { right: parent.right; rightMargin: 24; verticalCenter: parent.verticalCenter }
            kind: sign.refusal.length > 0 ? SaveState.NotSaved : sign.savedAt.length > 0 ? SaveState.Saved : SaveState.Nothing
            time: sign.savedAt
        }
        Rectangle {
            y: parent.height - height
            width: parent.width
            height: Theme.borderWidth
            color: Theme.divider
        }
    }
    Flickable {
        id: left

        y: header.height
        width: page.portrait ? 0 : 384
        height: page.height - y
        visible: !page.portrait
        contentHeight: aside.y + aside.height + 24
        boundsBehavior: Flickable.StopAtBounds
        clip: true

        SignSummary {
            id: aside

            parent: page.portrait ? top : left.contentItem
            x: page.portrait ? 0 : 28
            y: page.portrait ? 0 : 24
            width: page.portrait ? top.width : left.width - 56
            visible: sign.ready
            sign: sign
            onMissingOpened: page.navigation.missingRequested(page.visit)
            onMinutesOpened: page.navigation.minutesRequested(page.visit)
        }
        Rectangle {
            parent: left
            x: left.width - width
            width: Theme.borderWidth
            height: left.height
            color: Theme.divider
        }
    }
    Flickable {
        id: flick

        x: left.width
        y: header.height
        width: page.width - x
        height: foot.y - y
        contentHeight: column.y + column.height + 16
        interactive: page.signing < 0
        boundsBehavior: Flickable.StopAtBounds
        clip: true
        Basic.ScrollBar.vertical: ScrollBar {}

        Column {
            id: column

            x: page.margin
            y: 22
            width: flick.width - 2 * page.margin
            spacing: 16

            Item {
                id: top

                visible: page.portrait
                width: column.width
                height: page.portrait ? aside.height : 0
            }
            Note {
                visible: sign.refusal.length > 0
                width: column.width
                title: sign.refusal === "incomplete" ? qsTr("Something is still missing") : sign.refusal === "locked" ? qsTr("Locked already")
                     : sign.refusal === "disk_full" ? qsTr("The device's storage is full") : qsTr("Not saved yet")
                text: sign.refusal === "disk_full" ? qsTr("Answers that are saved stay saved. Please free some room, then try again.")
                                                   : qsTr("Nothing was lost; please look again and try once more.")
            }
            Note {
                visible: sign.mine && !sign.sealed && sign.revision > 1 && sign.missingSignatures > 0
                width: column.width
                tone: Note.Way
                title: qsTr("To be signed again")
                text: qsTr("Answers were changed after the minutes were signed. Version %1 keeps its signatures.").arg(sign.revision - 1)
            }
            Note {
                visible: sign.refused
                width: column.width
                title: qsTr("The site refuses to sign")
                text: sign.refusedWhy
            }
            Flow {
                id: pads

                width: column.width
                spacing: 16

                function bringIntoView(pad: Item) {
                    const top = column.y + y + pad.y - 16
                    const bottom = top + pad.height + 32
                    if (bottom - flick.height > flick.contentY)
                        flick.contentY = Math.min(top, bottom - flick.height)
                    else if (top < flick.contentY)
                        flick.contentY = top
                }

                Repeater {
                    id: signers

                    model: sign

                    SignaturePad {
                        id: pad

                        required property int index
                        required property string person
                        required property string title
                        required property string signedAt
                        required picture

                        width: signing || pads.width < 640 ? pads.width : Math.floor((pads.width - 16) / 2)
                        // The small ones stand above the one that is being signed, all in one view where there is room.
                        height: signing ? Math.max(300, Math.min(430, flick.height - (signers.count > 1 && !page.portrait ? 290 : 40))) : 236
                        name: person
                        role: title
                        time: signedAt
                        locked: sign.sealed || !sign.mine
                        signing: page.signing === index
                        onBegun: page.signing = index
                        onHeightChanged: if (signing) pads.bringIntoView(pad)
                        onYChanged: if (signing) pads.bringIntoView(pad)
                        onFinished: (png) => {
                            page.signing = -1
                            sign.keepSignature(index, png)
                        }
                        onErased: sign.eraseSignature(index)
                    }
                }
            }
            EmptyState {
                visible: sign.ready && pads.visibleChildren.length <= 1
                width: column.width
                glyph: Icons.signature
                title: qsTr("This form asks for no signatures")
                text: qsTr("The minutes are locked by this device's own signature.")
            }
        }
    }
    SignFoot {
        id: foot

        x: flick.x + page.margin
        y: page.height - height
        width: flick.width - 2 * page.margin
        visible: sign.ready
        sign: sign
        onLockAsked: sure.open()
        onRefusalAsked: refusal.ask()
        onReopenAsked: reopening.ask()
        onMissingOpened: page.navigation.missingRequested(page.visit)
        onClosed: page.navigation.placeRequested("visits")
    }
    Dialog {
        id: sure

        question: qsTr("Lock these minutes?")
        text: qsTr("After that, changing something means opening a new version and signing again.")
        act: qsTr("Lock the minutes")
        actGlyph: Icons.lock
        back: qsTr("Look again")
        onConfirmed: sign.seal()
    }
    ReasonSheet {
        id: refusal

        title: qsTr("The site refuses to sign")
        prompt: qsTr("Why, and who bears witness")
        act: qsTr("Note the refusal")
        onGiven: (reason) => sign.refuse(reason)
    }
    ReasonSheet {
        id: reopening

        title: qsTr("Open again to change")
        prompt: qsTr("Why a new version is needed")
        act: qsTr("Open a new version")
        onGiven: (reason) => sign.reopen(reason)
    }
}
