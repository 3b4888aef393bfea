import QtQuick

// Text in one of the sizes of the visual language. Wrapped text has the style's line; a single line its natural height.
Text {
    id: label

    enum Style { Display, Question, Title, Number, Money, Head, Prompt, Field, Body, Strong, Medium, Small, ChipText, Caption, Badge }

    property int style: Label.Body
    property bool muted: false

    readonly property int px: {
        switch (style) {
        case Label.Display: return 30
        case Label.Number: return 26
        case Label.Question: return 24
        case Label.Money: return 24
        case Label.Title: return 22
        case Label.Head: return 18
        case Label.Field: return 18
        case Label.Prompt: return 17
        case Label.Body: return 16
        case Label.Strong: return 16
        case Label.Caption: return 13
        case Label.Badge: return 12
        default: return 14
        }
    }
    readonly property int line: {
        switch (style) {
        case Label.Display: return 42
        case Label.Number: return 36
        case Label.Question: return 34
        case Label.Money: return 34
        case Label.Title: return 32
        case Label.Head: return 26
        case Label.Field: return 26
        case Label.Prompt: return 26
        case Label.Body: return 24
        case Label.Strong: return 24
        case Label.Caption: return 18
        case Label.Badge: return 18
        default: return 20
        }
    }
    readonly property int restWeight: {
        switch (style) {
        case Label.Display: return 700
        case Label.Question: return 700
        case Label.Title: return 700
        case Label.Badge: return 700
        case Label.Number: return 600
        case Label.Money: return 600
        case Label.Head: return 600
        case Label.Prompt: return 600
        case Label.Strong: return 600
        case Label.ChipText: return 600
        case Label.Field: return 500
        case Label.Medium: return 500
        case Label.Caption: return 500
        default: return 400
        }
    }

    color: muted ? Theme.text2 : Theme.text
    textFormat: Text.PlainText
    font.family: Theme.family
    font.pixelSize: Theme.scaled(px)
    font.weight: Theme.sunlight ? Math.max(500, style === Label.Prompt ? 700 : restWeight) : restWeight
    lineHeightMode: wrapMode === Text.NoWrap ? Text.ProportionalHeight : Text.FixedHeight
    lineHeight: wrapMode === Text.NoWrap ? 1.0 : Theme.scaled(line)
    elide: wrapMode === Text.NoWrap || maximumLineCount < 1000 ? Text.ElideRight : Text.ElideNone
    verticalAlignment: Text.AlignVCenter
    linkColor: Theme.primary
}
