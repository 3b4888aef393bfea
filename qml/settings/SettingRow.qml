import QtQuick
import Thucdia.Controls

// One setting: what it is, what it is for, and its control at the right or, where that is too wide, below.
Item {
    id: row

    required property string title
    property string detail
    property string glyph
    property bool divider: true
    default property alias control: holder.data

    readonly property bool below: holder.childrenRect.width > width * 0.55

    implicitHeight: Math.max(Theme.rowHeight, words.height + 24 + (below ? holder.childrenRect.height + 10 : 0))
    implicitWidth: 480

    Icon {
        id: sign

        visible: row.glyph.length > 0
        x: 20
        y: 16
        text: row.glyph
        color: Theme.text2
    }
    Column {
        id: words

        x: row.glyph.length > 0 ? 60 : 20
        y: row.below ? 14 : Math.round((row.height - height) / 2)
        width: row.width - x - 20 - (row.below ? 0 : holder.childrenRect.width + 16)

        Label {
            width: words.width
            style: Label.Strong
            wrapMode: Text.Wrap
            text: row.title
        }
        Label {
            visible: text.length > 0
            width: words.width
            style: Label.Small
            muted: true
            wrapMode: Text.Wrap
            text: row.detail
        }
    }
    Item {
        id: holder

        x: row.below ? words.x : row.width - childrenRect.width - 20
        y: row.below ? words.y + words.height + 8 : Math.round((row.height - childrenRect.height) / 2)
        width: childrenRect.width
        height: childrenRect.height
    }
    Rectangle {
        visible: row.divider
        x: 20
        y: row.height - height
        width: row.width - 40
        height: Theme.borderWidth
        color: Theme.line
    }
}
