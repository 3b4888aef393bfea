import QtQuick
import Thucdia.Controls

// The places that a phone's bottom bar has no room for.
Sheet {
    id: sheet

    signal picked(string place)

    title: qsTr("More")
    implicitWidth: 340
    implicitHeight: rows.height + 84

    function pick(place: string) {
        close()
        picked(place)
    }

    Column {
        id: rows

        width: sheet.availableWidth

        ListRow {
            width: rows.width
            glyph: Icons.refreshCw
            text: qsTr("Send, receive")
            onClicked: sheet.pick("sync")
        }
        ListRow {
            width: rows.width
            glyph: Icons.settings
            text: qsTr("Settings")
            onClicked: sheet.pick("settings")
        }
    }
}
