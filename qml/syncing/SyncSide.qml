pragma ComponentBehavior: Bound

import QtQuick
import Thucdia.Controls
import Thucdia.Workspace
import Thucdia.Syncing

// Beside the visits: what came, what waits for a choice, the clock, and what may go over which network.
Column {
    id: side

    required property SyncService syncing
    required property Workspace workspace

    signal conflictsOpened()
    signal bundleTaken()

    spacing: 16

    component Fact: Item {
        id: fact

        property string glyph
        property string title
        property string text
        property bool divider: true
        property int reserved: 0

        implicitHeight: factWords.height + 28
        implicitWidth: 300

        Icon {
            id: factSign

            x: 18
            y: 16
            text: fact.glyph
            color: Theme.text2
        }
        Column {
            id: factWords

            anchors { left: factSign.right; leftMargin: 14 }
            y: 14
            width: fact.width - x - 18 - fact.reserved

            Label {
                width: factWords.width
                style: Label.Strong
                wrapMode: Text.Wrap
                text: fact.title
            }
            Label {
                visible: text.length > 0
                width: factWords.width
                style: Label.Small
                muted: true
                wrapMode: Text.Wrap
                text: fact.text
            }
        }
        Rectangle {
            visible: fact.divider
            x: 18
            y: fact.height - height
            width: fact.width - 36
            height: Theme.borderWidth
            color: Theme.line
        }
    }

    Paper {
        width: side.width
        height: facts.height

        Column {
            id: facts

            width: parent.width

            Fact {
                width: facts.width
                glyph: Icons.download
                title: side.syncing.lastSync.length > 0 ? qsTr("Received at %1").arg(side.syncing.lastSync) : qsTr("Nothing received yet")
                text: side.syncing.lastSync.length === 0 ? "" : side.syncing.lastReceived > 0
                      ? qsTr("%n record(s) new or changed", "", side.syncing.lastReceived) : qsTr("Nothing new")
            }
            Fact {
                visible: side.syncing.conflicts > 0
                width: facts.width
                glyph: Icons.gitCompareArrows
                title: qsTr("%n answer(s) to choose", "", side.syncing.conflicts)
                text: qsTr("Two people edited the same one")
                reserved: 40

                IconButton {
                    anchors { right: parent.right; rightMargin: 6; verticalCenter: parent.verticalCenter }
                    glyph: Icons.chevronRight
                    name: qsTr("Choose")
                    onClicked: side.conflictsOpened()
                }
                TapHandler { onTapped: side.conflictsOpened() }
            }
            Fact {
                visible: side.syncing.clockAheadMinutes !== 0
                width: facts.width
                glyph: Icons.clock
                title: side.syncing.clockAheadMinutes > 0 ? qsTr("The clock is %n minute(s) fast", "", side.syncing.clockAheadMinutes)
                                                          : qsTr("The clock is %n minute(s) slow", "", -side.syncing.clockAheadMinutes)
                text: qsTr("By the hub's clock. Nothing is lost or put out of order by it.")
            }
            Fact {
                width: facts.width
                glyph: Icons.wifi
                title: qsTr("Originals over Wi-Fi only")
                text: qsTr("Visits and signatures always go")
                reserved: 70
                divider: false

                Switch {
                    anchors { right: parent.right; rightMargin: 16 }
                    y: 10
                    text: qsTr("Originals over Wi-Fi only")
                    checked: side.syncing.originalsOnWifiOnly
                    onToggled: side.syncing.originalsOnWifiOnly = checked
                }
            }
        }
    }
    BundleCard {
        width: side.width
        workspace: side.workspace
        onTaken: side.bundleTaken()
    }
    Row {
        width: side.width
        spacing: 12

        Icon {
            id: shield

            text: Icons.shieldCheck
            color: Theme.text2
        }
        Label {
            width: side.width - shield.width - 12
            style: Label.Small
            muted: true
            wrapMode: Text.Wrap
            text: qsTr("What is not sent never deletes itself, not even when the sign-in has ended.")
        }
    }
}
