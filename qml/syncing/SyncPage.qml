pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic as Basic
import Thucdia.Controls
import Thucdia.Workspace
import Thucdia.Syncing

// Sending and receiving: how far it is, each visit's state, what was not accepted and the way on.
Page {
    id: page

    required property SyncService syncing

    readonly property bool anythingWaits: syncing.unsentRecords > 0 || syncing.unsentPhotos > 0

    function headline(): string {
        if (syncing.running)
            return anythingWaits ? qsTr("Sending") : qsTr("Receiving")
        if (anythingWaits)
            return syncing.unsentVisits > 0 ? qsTr("%n visit(s) not sent", "", syncing.unsentVisits)
                                            : qsTr("%n photo(s) not sent", "", syncing.unsentPhotos)
        if (syncing.refused > 0 || syncing.lackedByHub > 0)
            return qsTr("The rest is sent")
        return syncing.lastSync.length > 0 ? qsTr("All received at %1").arg(syncing.lastSync) : qsTr("Send, receive")
    }
    function underline(): string {
        if (syncing.running)
            return qsTr("Visits and findings first, photos after. If the network goes, it goes on from there next time.")
        if (anythingWaits)
            return qsTr("Kept on this device. Without network carry on; it sends itself later.")
        return qsTr("Sends itself when there is network and something new.")
    }

    SyncVisitsModel {
        id: visits

        workspace: page.workspace
    }
    RefusedModel {
        id: refusals

        workspace: page.workspace
    }
    Connections {
        target: page.syncing

        function onSynced() {
            visits.refresh()
            refusals.refresh()
        }
        function onCounted() {
            if (page.syncing.running)
                visits.refresh()
        }
    }
    Flickable {
        anchors.fill: parent
        contentHeight: content.y + content.height + page.margin
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        Basic.ScrollBar.vertical: ScrollBar {}

        Item {
            id: content

            // Too narrow for the button beside the headline.
            readonly property bool narrow: width < 480

            x: page.margin
            y: 14
            width: page.width - 2 * page.margin
            height: page.portrait ? aside.y + aside.height : Math.max(main.y + main.height, aside.y + aside.height)

            Button {
                id: go

                x: content.width - width
                y: content.narrow ? head.height + 14 : 4
                width: content.narrow ? content.width : implicitWidth
                kind: page.syncing.running ? Button.Secondary : Button.Primary
                implicitHeight: Theme.touchPrimary
                glyph: page.syncing.running ? Icons.pause : Icons.refreshCw
                text: page.syncing.running ? qsTr("Pause") : qsTr("Send, receive now")
                onClicked: page.syncing.running ? page.syncing.stop() : page.syncing.sync()
            }
            Column {
                id: head

                width: content.narrow ? content.width : content.width - go.width - 24

                Label {
                    width: head.width
                    style: Label.Small
                    muted: true
                    text: page.workspace.hubUrl
                }
                Label {
                    width: head.width
                    style: Label.Display
                    wrapMode: Text.Wrap
                    text: page.headline()
                }
            }
            Column {
                id: main

                y: Math.max(head.height, go.y + go.height) + 12
                width: page.portrait ? content.width : content.width - 336 - 28
                spacing: 14

                Row {
                    visible: page.syncing.running
                    width: main.width
                    spacing: 14

                    ProgressBar {
                        anchors.verticalCenter: parent.verticalCenter
                        width: main.width - done.width - 14
                        height: 14
                        value: page.syncing.share
                    }
                    Label {
                        id: done

                        anchors.verticalCenter: parent.verticalCenter
                        style: Label.Strong
                        text: page.syncing.bytesToSend > 0 || page.syncing.photosSent > 0
                              ? qsTr("%1 of %2").arg(page.syncing.sizeText(page.syncing.bytesSent))
                                                .arg(page.syncing.sizeText(page.syncing.bytesSent + page.syncing.bytesToSend))
                              : qsTr("%1 / %2 records").arg(page.syncing.recordsSent).arg(page.syncing.recordsSent + page.syncing.recordsToSend)
                    }
                }
                Label {
                    width: main.width
                    muted: true
                    wrapMode: Text.Wrap
                    text: page.underline()
                }
                TroubleNote {
                    width: main.width
                    trouble: page.syncing.trouble
                    detail: page.syncing.troubleDetail
                }
                Note {
                    visible: page.syncing.lackedByHub > 0
                    width: main.width
                    title: qsTr("Since it was restored the hub lacks part of %n record(s)", "", page.syncing.lackedByHub)
                    text: qsTr("It stays on this device. The hub has it again when whoever wrote it sends; if they no longer can, please tell the office.")

                    Button {
                        kind: Button.Secondary
                        enabled: !page.syncing.running
                        glyph: Icons.refreshCw
                        text: qsTr("Offer it again")
                        onClicked: page.syncing.retryRefused()
                    }
                }
                Repeater {
                    model: refusals

                    RefusedCard {
                        width: main.width
                        onOpened: (visit) => page.navigation.visitRequested(visit)
                        onRetried: page.syncing.retryRefused()
                    }
                }
                Paper {
                    visible: visits.count > 0
                    width: main.width
                    height: list.height

                    Column {
                        id: list

                        width: parent.width

                        Repeater {
                            model: visits

                            SyncVisitRow {
                                required property int index

                                width: list.width
                                amount: bytes > 0 ? page.syncing.sizeText(bytes) : ""
                                narrow: list.width < 620
                                divider: index < visits.count - 1
                                sending: page.syncing.running && !whole && reach !== SyncVisitsModel.Refused
                                onClicked: page.navigation.visitRequested(visit)
                            }
                        }
                    }
                }
                EmptyState {
                    visible: visits.ready && visits.count === 0 && !page.syncing.running
                    width: main.width
                    glyph: Icons.cloudCheck
                    title: qsTr("Nothing waits on this device")
                    text: qsTr("Visits stand here from their first answer until the hub has them with all their photos.")
                }
            }
            SyncSide {
                id: aside

                x: page.portrait ? 0 : content.width - width
                y: page.portrait ? main.y + main.height + 20 : main.y
                width: page.portrait ? content.width : 336
                syncing: page.syncing
                workspace: page.workspace
                onBundleTaken: {
                    visits.refresh()
                    refusals.refresh()
                }
                onConflictsOpened: page.navigation.conflictsRequested("")
            }
        }
    }
}
