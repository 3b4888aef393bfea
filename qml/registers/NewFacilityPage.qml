pragma ComponentBehavior: Bound

import QtQuick
import Thucdia.Controls
import Thucdia.Workspace
import Thucdia.Visits
import Thucdia.Registers

// A facility that the register does not have, entered on site; no network needed.
Page {
    id: page

    immersed: true

    NewFacilityModel {
        id: entry

        workspace: page.workspace
        name: nameField.text
        kind: kinds.current + 1
        address: addressField.text
        taxCode: taxField.text
        head: headField.text
        phone: phoneField.text
        onCreated: (facility) => {
            page.navigation.backRequested()
            page.navigation.facilityRequested(facility)
        }
        onRefused: (code) => notice.show(code)
    }
    PositionReader {
        id: receiver

        active: true
        nmeaLog: page.preferences.nmeaLog
    }
    PageHeader {
        id: header

        width: page.width
        margin: page.margin
        canGoBack: true
        over: qsTr("Entered on site, goes to the hub with the next sync")
        title: qsTr("New facility")
        onBack: page.navigation.backRequested()
    }
    Flickable {
        y: header.height
        width: page.width
        height: page.height - y - foot.height
        contentHeight: column.height + 60
        clip: true
        boundsBehavior: Flickable.StopAtBounds

        Column {
            id: column

            x: page.margin
            width: Math.min(640, page.width - 2 * page.margin)
            spacing: 8

            Label { style: Label.Prompt; text: qsTr("Name") }
            TextField { id: nameField; width: column.width; name: qsTr("Name"); focus: true }
            Label { style: Label.Prompt; text: qsTr("Kind") }
            ChipRow {
                id: kinds

                width: column.width
                labels: [qsTr("Establishment"), qsTr("Cluster"), qsTr("Market"), qsTr("Power grid")]
                onPicked: (index) => current = index
            }
            Label { style: Label.Prompt; text: qsTr("Commune") }
            SearchField {
                id: communeField

                width: column.width
                name: qsTr("Commune")
                placeholderText: qsTr("Name or former name, without marks")
                onEdited: (typed) => entry.communeSearch = typed
            }
            Label {
                visible: entry.communeName.length > 0
                width: column.width
                style: Label.Strong
                text: entry.communeName
            }
            Paper {
                visible: hits.count > 0 && communeField.text.length > 0
                width: column.width
                height: Math.min(4, hits.count) * 64 + 4

                ListView {
                    id: hits

                    anchors.fill: parent
                    anchors.margins: 2
                    clip: true
                    model: entry
                    delegate: ListRow {
                        required property int index
                        required property string label
                        required property string formerly

                        width: ListView.view.width
                        implicitHeight: 64
                        text: label
                        titleLines: 1
                        subtitle: formerly
                        chevron: false
                        onClicked: {
                            entry.pickCommune(index)
                            communeField.empty()
                        }
                    }
                }
            }
            Label { style: Label.Prompt; text: qsTr("Address") }
            TextField { id: addressField; width: column.width; name: qsTr("Address") }
            Label { style: Label.Prompt; text: qsTr("Tax code") }
            TextField { id: taxField; width: 320; name: qsTr("Tax code"); inputMethodHints: Qt.ImhPreferNumbers }
            Label { style: Label.Prompt; text: qsTr("Represented by") }
            TextField { id: headField; width: column.width; name: qsTr("Represented by") }
            Label { style: Label.Prompt; text: qsTr("Phone") }
            TextField { id: phoneField; width: 320; name: qsTr("Phone"); inputMethodHints: Qt.ImhDialableCharactersOnly }
            Label { style: Label.Prompt; text: qsTr("Position") }
            Button {
                visible: receiver.fixed
                glyph: Icons.locateFixed
                text: entry.position.length > 0 ? qsTr("Taken, ±%1 m").arg(Math.round(receiver.accuracy)) : qsTr("Take this position")
                onClicked: entry.position = receiver.lexical
            }
            Label {
                visible: !receiver.fixed
                width: column.width
                muted: true
                wrapMode: Text.Wrap
                text: qsTr("No position yet. It can be added with the first visit.")
            }
        }
    }
    Rectangle {
        id: foot

        y: page.height - height
        width: page.width
        height: Theme.touchPrimary + 20
        color: Theme.surface

        Rectangle {
            width: parent.width
            height: Theme.borderWidth
            color: Theme.divider
        }
        Button {
            x: foot.width - width - 20
            anchors.verticalCenter: parent.verticalCenter
            kind: entry.complete ? Button.Primary : Button.NotYet
            glyph: Icons.mapPinPlus
            text: entry.complete ? qsTr("Enter the facility") : qsTr("Name and commune are needed")
            onClicked: entry.create()
        }
    }
    RefusalNotice { id: notice }
}
