import QtQuick

// What cannot be true, said under the field: icon and one sentence, what and how.
Row {
    id: message

    property string text

    spacing: 8
    visible: text.length > 0

    Icon {
        id: sign

        size: 22
        text: Icons.octagonAlert
        color: Theme.bad
    }
    Label {
        width: message.width - sign.width - message.spacing
        style: Label.Strong
        wrapMode: Text.Wrap
        text: message.text
        color: Theme.bad
        Accessible.role: Accessible.AlertMessage
        Accessible.name: message.text
    }
}
