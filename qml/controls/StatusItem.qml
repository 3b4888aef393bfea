import QtQuick

// One fact of the status strip: glyph, figure, words.
Row {
    id: item

    property string glyph
    property string figure
    property string words
    property color ink: Theme.text

    spacing: 8
    Accessible.role: Accessible.StaticText
    Accessible.name: figure + " " + words

    Icon {
        anchors.verticalCenter: parent.verticalCenter
        size: 20
        text: item.glyph
        color: item.ink === Theme.text ? Theme.text2 : item.ink
    }
    Label {
        anchors.verticalCenter: parent.verticalCenter
        style: Label.ChipText
        text: item.figure
        color: item.ink
    }
    Label {
        visible: text.length > 0
        anchors.verticalCenter: parent.verticalCenter
        style: Label.Medium
        text: item.words
        color: item.ink
    }
}
