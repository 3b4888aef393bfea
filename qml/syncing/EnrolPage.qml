import QtQuick
import QtQuick.Controls.Basic as Basic
import Thucdia.Controls
import Thucdia.Workspace
import Thucdia.Syncing

// Makes this device one of a hub's: its address and a code that the office gives, once.
Page {
    id: page

    required property SyncService syncing

    readonly property bool complete: url.text.trim().length > 0 && code.text.trim().length > 0

    function enrol() {
        if (complete)
            syncing.enrol(url.text, code.text, device.text)
        else if (url.text.trim().length === 0)
            url.forceActiveFocus()
        else
            code.forceActiveFocus()
    }

    immersed: true
    Component.onCompleted: url.forceActiveFocus()

    // The QR code's text holds both; pasted into either field, it fills both.
    Connections {
        target: page.syncing

        function onInvited(hub: string, secret: string) {
            if (hub.length > 0)
                url.text = hub
            code.text = secret
        }
    }
    Flickable {
        anchors.fill: parent
        contentHeight: column.y + column.height + page.margin
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        Basic.ScrollBar.vertical: ScrollBar {}

        Column {
            id: column

            x: Math.round((page.width - width) / 2)
            // Where it stands without a note: what appears below moves no field.
            y: Math.max(24, Math.round((page.height - 640) / 3))
            width: Math.min(560, page.width - 2 * page.margin)
            spacing: 6

            Item {
                width: column.width
                height: tongue.height

                Label {
                    style: Label.Head
                    anchors.verticalCenter: parent.verticalCenter
                    text: "Thực Địa"
                }
                Segments {
                    id: tongue

                    anchors.right: parent.right
                    segmentHeight: Theme.touch
                    labels: ["Tiếng Việt", "English"]
                    current: page.preferences.language === "en" ? 1 : 0
                    onPicked: (index) => page.preferences.language = index === 1 ? "en" : "vi"
                }
            }
            Item { width: 1; height: 12 }
            Label {
                width: column.width
                style: Label.Display
                wrapMode: Text.Wrap
                text: qsTr("Sign in to the hub")
            }
            Label {
                width: column.width
                muted: true
                wrapMode: Text.Wrap
                text: qsTr("Once, with network. After that everything works without it.")
            }
            Item { width: 1; height: 10 }
            Label {
                style: Label.Prompt
                text: qsTr("Address of the hub")
            }
            TextField {
                id: url

                width: column.width
                name: qsTr("Address of the hub")
                glyph: Icons.server
                placeholderText: "hub.example.vn"
                inputMethodHints: Qt.ImhUrlCharactersOnly
                invalid: page.syncing.trouble === SyncService.NotAHub || page.syncing.trouble === SyncService.AddressInvalid
                onEdited: (text) => page.syncing.readInvitation(text)
                onAccepted: code.forceActiveFocus()
            }
            Item { width: 1; height: 8 }
            Label {
                style: Label.Prompt
                text: qsTr("Code")
            }
            TextField {
                id: code

                width: column.width
                name: qsTr("Code")
                glyph: Icons.keyRound
                inputMethodHints: Qt.ImhNoPredictiveText
                invalid: page.syncing.trouble === SyncService.CodeInvalid
                onEdited: (text) => page.syncing.readInvitation(text)
                onAccepted: page.enrol()
            }
            Label {
                width: column.width
                style: Label.Small
                muted: true
                wrapMode: Text.Wrap
                text: qsTr("The office gives it. It lives ten minutes and works once; small and capital letters are the same.")
            }
            Item { width: 1; height: 8 }
            Label {
                style: Label.Prompt
                text: qsTr("Name of this device")
            }
            TextField {
                id: device

                width: column.width
                name: qsTr("Name of this device")
                glyph: Icons.tablet
                placeholderText: qsTr("For example: Tablet 07")
                onAccepted: page.enrol()
            }
            Item { width: 1; height: 10 }
            TroubleNote {
                width: column.width
                trouble: page.syncing.trouble
                detail: page.syncing.troubleDetail
            }
            Item { width: 1; height: 10 }
            Button {
                width: column.width
                kind: page.complete || page.syncing.enrolling ? Button.Primary : Button.NotYet
                implicitHeight: Theme.touchPrimary
                glyph: Icons.logIn
                busy: page.syncing.enrolling
                text: page.syncing.enrolling ? qsTr("Signing in") : page.complete ? qsTr("Sign in") : qsTr("Sign in: address and code are missing")
                onClicked: page.enrol()
            }
        }
    }
}
