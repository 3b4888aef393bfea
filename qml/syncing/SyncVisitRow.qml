import QtQuick
import QtQuick.Templates as T
import Thucdia.Controls
import Thucdia.Syncing

// One visit on its way: where it has come to, what waits, in shape, words and colour.
T.AbstractButton {
    id: row

    required property string visit
    required property string title
    required property string detail
    required property int reach
    required property int photos
    required property int photosSent
    required property double bytes
    // Of what waits, for reading.
    property string amount
    property bool sending: false
    property bool divider: true
    property bool narrow: false

    readonly property bool whole: reach === SyncVisitsModel.ReceivedWhole && photosSent >= photos
    readonly property bool photosWait: !whole && (reach === SyncVisitsModel.DataReceived || reach === SyncVisitsModel.ReceivedWhole)
    readonly property color ink: whole ? Theme.ok : reach === SyncVisitsModel.Refused ? Theme.bad : sending ? Theme.primary : Theme.text2

    function state(): string {
        if (whole)
            return photos > 0 ? qsTr("Visit and %n photo(s)", "", photos) : qsTr("Visit")
        if (reach === SyncVisitsModel.Refused)
            return qsTr("Not accepted")
        if (reach === SyncVisitsModel.HubLacksPart)
            return qsTr("The hub lacks part of it since it was restored")
        if (photosWait)
            return sending ? qsTr("Visit done · %1 of %2 photos").arg(photosSent).arg(photos)
                           : qsTr("Visit done · %n photo(s) wait", "", photos - photosSent)
        if (reach === SyncVisitsModel.ChangesWait)
            return qsTr("Changes wait")
        return qsTr("Waits its turn")
    }

    implicitHeight: Math.max(Theme.rowHeight + 16, words.height + 28, (narrow ? words.height + side.height : side.height) + 28)
    hoverEnabled: true
    focusPolicy: Qt.StrongFocus
    Accessible.role: Accessible.ListItem
    Accessible.name: title
    Accessible.description: state()
    Keys.onReturnPressed: row.clicked()

    background: Item {
        Rectangle {
            anchors.fill: parent
            anchors.margins: 1
            radius: Theme.cardRadius - 1
            color: row.down ? Theme.sunken : row.hovered ? Theme.primarySoft : "transparent"
        }
        Rectangle {
            visible: row.divider
            y: parent.height - height
            width: parent.width
            height: Theme.borderWidth
            color: Theme.line
        }
        FocusRing { visible: row.visualFocus }
    }
    contentItem: Item {
        Icon {
            id: sign

            x: 24
            anchors.verticalCenter: parent.verticalCenter
            size: 26
            text: row.whole ? Icons.circleCheck : row.reach === SyncVisitsModel.Refused ? Icons.octagonAlert
                : row.sending ? Icons.cloudUpload : row.photosWait ? Icons.images
                : row.reach === SyncVisitsModel.HubLacksPart ? Icons.triangleAlert : Icons.clock
            color: row.ink
        }
        Column {
            id: words

            anchors { left: sign.right; leftMargin: 20 }
            y: row.narrow ? 14 : (parent.height - height) / 2
            width: row.narrow ? parent.width - x - 20 : (parent.width - x) * 0.5

            Label {
                width: words.width
                style: Label.Strong
                wrapMode: Text.Wrap
                maximumLineCount: 3
                text: row.title
            }
            Label {
                width: words.width
                style: Label.Small
                muted: true
                wrapMode: Text.Wrap
                text: row.detail
            }
        }
        Item {
            id: side

            x: row.narrow ? words.x : words.x + words.width + 16
            y: row.narrow ? words.y + words.height + 4 : (parent.height - height) / 2
            width: parent.width - x - 20
            height: Math.max(middle.height, size.height)

            Column {
                id: middle

                anchors.verticalCenter: parent.verticalCenter
                width: side.width - size.width - 12
                spacing: 6

                Row {
                    spacing: 8

                    Icon {
                        id: mark

                        size: 20
                        text: row.whole ? Icons.checkCheck : row.reach === SyncVisitsModel.Refused ? Icons.circleX : row.sending ? Icons.arrowUp : row.photosWait ? Icons.wifi
                            : row.reach === SyncVisitsModel.HubLacksPart ? Icons.triangleAlert : Icons.clock
                        color: row.ink
                    }
                    Label {
                        width: middle.width - mark.width - 8
                        style: Label.Medium
                        wrapMode: Text.Wrap
                        text: row.state()
                        color: row.ink
                    }
                }
                ProgressBar {
                    visible: row.sending && row.photosWait && row.photos > 0
                    width: middle.width
                    value: row.photos > 0 ? row.photosSent / row.photos : 0
                }
            }
            Label {
                id: size

                anchors { right: parent.right; verticalCenter: parent.verticalCenter }
                style: Label.Medium
                text: row.whole ? qsTr("Received") : row.amount
                color: row.whole ? Theme.ok : Theme.text
            }
        }
    }
}
