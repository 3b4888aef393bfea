import QtQuick
import Thucdia.Controls

// Under an answer: what a rule remarks, the inspector's reason, and the comment that will stand beside it on their tablet.
Item {
    id: comment

    property string warning
    property string reason
    property string text
    property bool writable: true
    property string name: qsTr("Comment on this answer")
    property string hint: qsTr("It will stand beside this answer on the inspector's device.")

    signal edited(string text)

    function takeFocus() {
        field.forceActiveFocus()
    }

    onTextChanged: if (field.text !== text) field.text = text
    implicitHeight: column.height + 22

    Column {
        id: column

        x: 56
        y: 8
        width: comment.width - x - 24
        spacing: 6

        Row {
            visible: comment.warning.length > 0
            spacing: 8

            Icon {
                id: sign

                size: 20
                text: Icons.triangleAlert
                color: Theme.warn
            }
            Label {
                width: column.width - sign.width - 8
                wrapMode: Text.Wrap
                text: comment.warning
                color: Theme.warn
            }
        }
        Label {
            visible: comment.reason.length > 0
            width: column.width
            wrapMode: Text.Wrap
            text: qsTr("Reason given: %1").arg(comment.reason)
        }
        NotesField {
            id: field

            visible: comment.writable
            width: column.width
            height: Math.max(56, contentHeight + 28)
            name: comment.name
            placeholderText: comment.name
            onEdited: (text) => comment.edited(text)
            Keys.onEscapePressed: focus = false
        }
        Label {
            visible: comment.writable
            width: column.width
            style: Label.Small
            muted: true
            wrapMode: Text.Wrap
            text: comment.hint
        }
    }
    Icon {
        x: 24
        y: 12
        size: 20
        text: Icons.cornerUpLeft
        color: Theme.text
    }
    Rectangle {
        y: parent.height - height
        width: parent.width
        height: Theme.borderWidth
        color: Theme.line
    }
}
