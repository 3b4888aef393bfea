import QtQuick
import Thucdia.Controls

// The clerk's number for the minutes.
Sheet {
    id: sheet

    signal given(string number)

    function ask() {
        field.text = ""
        open()
        field.forceActiveFocus()
    }
    function give() {
        if (field.text.trim().length === 0) {
            field.forceActiveFocus()
            return
        }
        close()
        given(field.text.trim())
    }

    title: qsTr("Number of the minutes")
    implicitWidth: 460
    implicitHeight: column.height + 96

    Column {
        id: column

        width: sheet.availableWidth
        spacing: 12

        TextField {
            id: field

            width: column.width
            name: qsTr("Number of the minutes")
            placeholderText: "15/BB-CNĐP"
            onAccepted: sheet.give()
        }
        Button {
            anchors.right: parent.right
            kind: field.text.trim().length > 0 ? Button.Primary : Button.NotYet
            implicitHeight: Theme.touchPrimary
            glyph: Icons.stamp
            text: field.text.trim().length > 0 ? qsTr("Issue with this number") : qsTr("Write the number first")
            onClicked: sheet.give()
        }
    }
}
