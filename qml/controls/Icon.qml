import QtQuick

// A glyph of the icon font; takes its colour without a shader. Silent to screen readers: words stand beside it.
Text {
    id: icon

    property int size: 24

    color: Theme.text
    width: implicitWidth
    font.family: Theme.iconFamily
    font.pixelSize: Theme.sunlight && size >= 24 ? size + 2 : size
    horizontalAlignment: Text.AlignHCenter
    verticalAlignment: Text.AlignVCenter
    textFormat: Text.PlainText
    Accessible.ignored: true
}
