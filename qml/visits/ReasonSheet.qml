import QtQuick
import Thucdia.Controls

// Asks for a reason in words.
Sheet {
    id: sheet

    property string prompt
    property string act

    signal given(string reason)

    function ask() {
        field.text = ""
        open()
        field.forceActiveFocus()
    }

    Column {
        width: 480
        spacing: 8

        Label {
            style: Label.Prompt
            text: sheet.prompt
        }
        NotesField {
            id: field

            width: 480
            name: sheet.prompt
        }
        Button {
            anchors.right: parent.right
            kind: field.text.trim().length > 0 ? Button.Primary : Button.NotYet
            text: field.text.trim().length > 0 ? sheet.act : qsTr("Write a reason first")
            onClicked: {
                if (field.text.trim().length === 0) {
                    field.forceActiveFocus()
                    return
                }
                sheet.close()
                sheet.given(field.text)
            }
        }
    }
}
