import QtQuick
import Thucdia.Controls
import Thucdia.Workspace
import Thucdia.Visits

// The visit's menu: the sunlight palette, the minutes, cancelling or opening again with a reason.
Sheet {
    id: menu

    required property Preferences preferences
    required property VisitModel visit
    required property CarryModel carry
    property string asking

    signal minutesAsked()
    signal carryAsked()

    title: asking.length === 0 ? qsTr("Menu") : asking === "cancel" ? qsTr("Cancel this visit") : qsTr("Open it again")
    implicitWidth: 460
    implicitHeight: column.implicitHeight + 90
    onAboutToShow: {
        asking = ""
        reason.text = ""
        carry.load()
    }

    Column {
        id: column

        width: menu.availableWidth
        spacing: 4

        ListRow {
            visible: menu.asking.length === 0
            width: column.width
            glyph: Icons.sun
            text: menu.preferences.look === 2 ? qsTr("Ordinary light") : qsTr("Bright sun")
            subtitle: qsTr("Black on white, thick edges")
            chevron: false
            onClicked: {
                menu.preferences.look = menu.preferences.look === 2 ? 0 : 2
                menu.close()
            }
        }
        ListRow {
            visible: menu.asking.length === 0
            width: column.width
            glyph: Icons.fileText
            text: qsTr("Minutes")
            subtitle: qsTr("Read, print, save as PDF")
            onClicked: {
                menu.close()
                menu.minutesAsked()
            }
        }
        ListRow {
            visible: menu.asking.length === 0 && (menu.carry.newest.length > 0 || menu.carry.kept > 0)
            width: column.width
            glyph: Icons.copy
            text: menu.carry.newest.length > 0 ? qsTr("The form's new version: %1").arg(menu.carry.newest)
                                               : qsTr("Answers without a place")
            subtitle: menu.carry.newest.length > 0 ? qsTr("See what goes where, then decide")
                                                   : qsTr("%n answer(s) kept beside the form", "", menu.carry.kept)
            onClicked: {
                menu.close()
                menu.carryAsked()
            }
        }
        ListRow {
            visible: menu.asking.length === 0 && menu.visit.mine && menu.visit.status === 1
            width: column.width
            glyph: Icons.circleSlash
            text: qsTr("Cancel this visit")
            subtitle: qsTr("With a reason; nothing is deleted")
            onClicked: menu.asking = "cancel"
        }
        ListRow {
            visible: menu.asking.length === 0 && menu.visit.mine && menu.visit.status === 4
            width: column.width
            glyph: Icons.lockOpen
            text: qsTr("Open it again")
            subtitle: qsTr("A new revision; the signed one is kept")
            onClicked: menu.asking = "reopen"
        }
        NotesField {
            id: reason

            visible: menu.asking.length > 0
            width: column.width
            name: qsTr("Reason")
            placeholderText: qsTr("Reason")
        }
        Button {
            visible: menu.asking.length > 0
            kind: reason.text.length > 0 ? Button.Primary : Button.NotYet
            text: reason.text.length === 0 ? qsTr("A reason is needed") : menu.asking === "cancel" ? qsTr("Cancel the visit") : qsTr("Open again")
            onClicked: {
                if (reason.text.length === 0)
                    return
                if (menu.asking === "cancel")
                    menu.visit.cancel(reason.text)
                else
                    menu.visit.reopen(reason.text)
                menu.close()
            }
        }
    }
}
