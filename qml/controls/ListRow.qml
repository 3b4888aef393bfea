import QtQuick
import QtQuick.Templates as T

// A row of a list: title to two lines, a small line, one chip, a chevron. The chosen one has the turmeric bar.
T.AbstractButton {
    id: row

    property string subtitle
    property string glyph
    property color glyphColor: Theme.text2
    property string chipText
    property string chipGlyph
    property int chipTone: Chip.Draft
    property string tail
    property color tailColor: Theme.text
    property bool chosen: false
    property bool chevron: true
    property bool divider: true
    property int titleLines: 2

    // A phone: the chip stands under the words.
    readonly property bool narrow: width < 480

    implicitHeight: Math.max(Theme.rowHeight, words.implicitHeight + 20)
    implicitWidth: 400
    hoverEnabled: true
    focusPolicy: Qt.StrongFocus
    Accessible.role: Accessible.ListItem
    Accessible.name: text
    Accessible.description: chipText.length > 0 ? chipText + ". " + subtitle : subtitle
    Keys.onReturnPressed: row.clicked()

    background: Rectangle {
        color: row.down ? Theme.sunken : row.chosen ? (Theme.sunlight ? "#000000" : Theme.primarySoft)
             : row.hovered ? Theme.primarySoft : Theme.surface

        Rectangle {
            visible: row.divider
            y: parent.height - height
            width: parent.width
            height: Theme.borderWidth
            color: Theme.line
        }
        Rectangle {
            visible: row.chosen
            width: Theme.hereWidth
            height: parent.height
            color: Theme.here
        }
        Rectangle {
            visible: row.visualFocus
            anchors.fill: parent
            anchors.margins: 2
            color: "transparent"
            radius: 6
            border.width: 3
            border.color: Theme.focus
        }
    }
    contentItem: Item {
        Icon {
            id: sign

            visible: row.glyph.length > 0
            x: 16
            anchors.verticalCenter: parent.verticalCenter
            text: row.glyph
            color: row.glyphColor
        }
        Column {
            id: words

            spacing: row.narrow ? 4 : 0
            anchors {
                left: parent.left
                leftMargin: sign.visible ? 54 : 16
                right: tools.left
                rightMargin: 12
                verticalCenter: parent.verticalCenter
            }

            Label {
                width: words.width
                style: Label.Strong
                wrapMode: row.titleLines > 1 ? Text.Wrap : Text.NoWrap
                maximumLineCount: row.narrow && row.titleLines > 1 ? 3 : row.titleLines
                text: row.text
                color: row.chosen && Theme.sunlight ? "#FFFFFF" : Theme.text
            }
            Label {
                visible: text.length > 0
                width: words.width
                style: Label.Small
                wrapMode: row.titleLines > 1 ? Text.Wrap : Text.NoWrap
                maximumLineCount: 2
                text: row.subtitle
                color: row.chosen && Theme.sunlight ? "#FFFFFF" : Theme.text2
            }
            Chip {
                visible: row.narrow && row.chipText.length > 0
                glyph: row.chipGlyph
                tone: row.chipTone
                text: row.chipText
            }
        }
        Row {
            id: tools

            anchors { right: parent.right; rightMargin: row.chevron ? 10 : 16; verticalCenter: parent.verticalCenter }
            spacing: 12

            Chip {
                visible: !row.narrow && row.chipText.length > 0
                anchors.verticalCenter: parent.verticalCenter
                glyph: row.chipGlyph
                tone: row.chipTone
                text: row.chipText
            }
            Label {
                visible: row.tail.length > 0
                anchors.verticalCenter: parent.verticalCenter
                style: Label.Title
                text: row.tail
                color: row.tailColor
            }
            Icon {
                visible: row.chevron
                anchors.verticalCenter: parent.verticalCenter
                text: Icons.chevronRight
                color: row.chosen && Theme.sunlight ? "#FFFFFF" : Theme.text2
            }
        }
    }
}
