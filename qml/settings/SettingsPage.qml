import QtQuick
import QtQuick.Controls.Basic as Basic
import QtQuick.Dialogs
import Thucdia.Controls
import Thucdia.Settings
import Thucdia.Workspace

// What the person sets on this device, who they are, and what the device holds.
Page {
    id: page

    DeviceFigures {
        id: figures

        workspace: page.workspace
    }
    FileDialog {
        id: recording

        title: qsTr("A recorded NMEA log")
        nameFilters: [qsTr("NMEA logs (*.nmea *.log *.txt)")]
        acceptLabel: qsTr("Replay")
        rejectLabel: qsTr("Cancel")
        onAccepted: page.preferences.replay(selectedFile)
    }
    Flickable {
        id: flick

        anchors.fill: parent
        contentHeight: column.y + column.height + page.margin
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        Basic.ScrollBar.vertical: ScrollBar {}

        Column {
            id: column

            readonly property int side: page.portrait ? width : Math.round((width - 28) / 2)

            x: page.margin
            y: 20
            width: page.width - 2 * page.margin
            spacing: 16

            Label {
                style: Label.Display
                text: qsTr("Settings")
            }
            Flow {
                width: column.width
                spacing: 28

                Column {
                    width: column.side
                    spacing: 16

                    Paper {
                        width: parent.width
                        height: look.height

                        Column {
                            id: look

                            width: parent.width

                            SettingRow {
                                width: look.width
                                glyph: Icons.languages
                                title: qsTr("Language")

                                Segments {
                                    labels: ["Tiếng Việt", "English"]
                                    current: page.preferences.language === "en" ? 1 : 0
                                    onPicked: (index) => page.preferences.language = index === 1 ? "en" : "vi"
                                }
                            }
                            SettingRow {
                                width: look.width
                                glyph: Icons.palette
                                title: qsTr("Colours")
                                detail: qsTr("Sunlight: black on white, thick edges, for reading outdoors")

                                Segments {
                                    labels: [qsTr("Light"), qsTr("Dark"), qsTr("Sunlight")]
                                    current: page.preferences.look
                                    onPicked: (index) => page.preferences.look = index
                                }
                            }
                            SettingRow {
                                readonly property list<real> scales: [1.0, 1.15, 1.3]

                                id: sizes

                                width: look.width
                                glyph: Icons.aLargeSmall
                                title: qsTr("Text size")
                                divider: false

                                Segments {
                                    labels: ["100 %", "115 %", "130 %"]
                                    current: page.preferences.textScale > 1.2 ? 2 : page.preferences.textScale > 1.05 ? 1 : 0
                                    onPicked: (index) => page.preferences.textScale = sizes.scales[index]
                                }
                            }
                        }
                    }
                    Paper {
                        width: parent.width
                        height: hands.height

                        Column {
                            id: hands

                            width: parent.width

                            SettingRow {
                                width: hands.width
                                glyph: Icons.hand
                                title: qsTr("Gloves")
                                detail: qsTr("Everything that is touched grows by 8")

                                Switch {
                                    text: qsTr("Gloves")
                                    checked: page.preferences.gloves
                                    onToggled: page.preferences.gloves = checked
                                }
                            }
                            SettingRow {
                                width: hands.width
                                glyph: Icons.arrowLeftRight
                                title: qsTr("Left hand")
                                detail: qsTr("Navigation at the right, main button at the left")

                                Switch {
                                    text: qsTr("Left hand")
                                    checked: page.preferences.leftHand
                                    onToggled: page.preferences.leftHand = checked
                                }
                            }
                            SettingRow {
                                width: hands.width
                                glyph: Icons.zapOff
                                title: qsTr("Reduce motion")
                                detail: qsTr("Pages and buttons change at once; saves battery")
                                divider: false

                                Switch {
                                    text: qsTr("Reduce motion")
                                    checked: page.preferences.reduceMotion
                                    onToggled: page.preferences.reduceMotion = checked
                                }
                            }
                        }
                    }
                }
                Column {
                    width: column.side
                    spacing: 16

                    Paper {
                        width: parent.width
                        height: place.height

                        SettingRow {
                            id: place

                            readonly property bool replayed: page.preferences.nmeaLog.length > 0

                            width: parent.width
                            glyph: Icons.satellite
                            title: qsTr("Position")
                            detail: replayed ? qsTr("Replayed from %1, for trying").arg(page.preferences.nmeaLog) : qsTr("From this device's receiver")
                            divider: false

                            Button {
                                text: place.replayed ? qsTr("Use the receiver") : qsTr("Replay a recording")
                                onClicked: place.replayed ? page.preferences.nmeaLog = "" : recording.open()
                            }
                        }
                    }
                    Paper {
                        width: parent.width
                        height: person.height

                        Column {
                            id: person

                            width: parent.width

                            SettingRow {
                                width: person.width
                                glyph: Icons.user
                                title: page.workspace.personName.length > 0 ? page.workspace.personName : qsTr("Nobody has signed in yet")
                                detail: page.workspace.organisation
                            }
                            SettingRow {
                                width: person.width
                                glyph: Icons.server
                                title: qsTr("Hub")
                                detail: page.workspace.hubUrl.length > 0 ? page.workspace.hubUrl : qsTr("None")
                                divider: false

                                Button {
                                    glyph: Icons.refreshCw
                                    text: qsTr("Send, receive")
                                    onClicked: page.navigation.placeRequested("sync")
                                }
                            }
                        }
                    }
                    Paper {
                        width: parent.width
                        height: storage.height

                        Column {
                            id: storage

                            width: parent.width
                            opacity: figures.ready ? 1 : 0

                            SettingRow {
                                width: storage.width
                                glyph: Icons.clipboardList
                                title: qsTr("%n visit(s) on this device", "", figures.visits)
                                detail: qsTr("%n facility(ies)", "", figures.facilities)
                            }
                            SettingRow {
                                width: storage.width
                                glyph: Icons.images
                                title: qsTr("Photos and signatures: %1").arg(figures.sizeText(figures.photoBytes))
                                detail: figures.photosToSend > 0 ? qsTr("%n not sent yet", "", figures.photosToSend) : qsTr("All sent")
                            }
                            SettingRow {
                                width: storage.width
                                glyph: Icons.hardDrive
                                title: qsTr("Answers and register: %1").arg(figures.sizeText(figures.databaseBytes))
                                detail: qsTr("%1 free on this device").arg(figures.sizeText(figures.freeBytes))
                                divider: false
                            }
                        }
                    }
                    Paper {
                        width: parent.width
                        height: about.height

                        SettingRow {
                            id: about

                            width: parent.width
                            glyph: Icons.info
                            title: qsTr("Thực Địa %1").arg(figures.version)
                            detail: figures.folder
                            divider: false
                        }
                    }
                }
            }
        }
    }
}
