import QtQuick

// Nothing here: what, and what to do, with at most two buttons.
Paper {
    id: empty

    property string glyph: Icons.info
    property string title
    property string text
    default property alias actions: row.data

    implicitHeight: column.implicitHeight + 36
    implicitWidth: 440

    Column {
        id: column

        x: 20
        y: 18
        width: empty.width - 40
        spacing: 2

        Icon {
            size: 32
            text: empty.glyph
            color: Theme.text2
        }
        Label {
            width: column.width
            style: Label.Head
            wrapMode: Text.Wrap
            text: empty.title
        }
        Label {
            visible: text.length > 0
            width: column.width
            muted: true
            wrapMode: Text.Wrap
            text: empty.text
        }
        Item {
            visible: row.visibleChildren.length > 0
            width: 1
            height: 8
        }
        Row {
            id: row

            spacing: 10
        }
    }
}
