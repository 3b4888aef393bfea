import QtQuick

// A state: shape, word, colour, in that order. 30 high.
Rectangle {
    id: chip

    enum Tone { Draft, Ok, Way, Warn, Bad, Returned }

    property string glyph
    property string text
    property int tone: Chip.Draft
    property bool outlined: false

    readonly property color ink: tone === Chip.Ok ? Theme.ok : tone === Chip.Way ? Theme.primary : tone === Chip.Warn ? Theme.warn
                               : tone === Chip.Bad ? Theme.bad : tone === Chip.Returned ? Theme.surface : Theme.draft

    implicitWidth: row.implicitWidth + (glyph.length > 0 ? 20 : 24)
    implicitHeight: Math.max(30, row.implicitHeight + 8)
    radius: Theme.chipRadius
    border.width: Theme.borderWidth
    border.color: tone === Chip.Ok ? Theme.okLine : tone === Chip.Way ? Theme.primaryLine : tone === Chip.Warn ? Theme.warnLine
                : tone === Chip.Bad ? Theme.badLine : tone === Chip.Returned ? Theme.returned : Theme.draftLine
    color: outlined ? "transparent" : tone === Chip.Ok ? Theme.okSoft : tone === Chip.Way ? Theme.primarySoft
         : tone === Chip.Warn ? Theme.warnSoft : tone === Chip.Bad ? Theme.badSoft : tone === Chip.Returned ? Theme.returned : Theme.draftSoft

    Accessible.role: Accessible.StaticText
    Accessible.name: text

    Row {
        id: row

        anchors.verticalCenter: parent.verticalCenter
        x: chip.glyph.length > 0 ? 8 : 12
        spacing: 6

        Icon {
            visible: chip.glyph.length > 0
            anchors.verticalCenter: parent.verticalCenter
            size: 18
            text: chip.glyph
            color: chip.ink
        }
        Label {
            anchors.verticalCenter: parent.verticalCenter
            style: Label.ChipText
            text: chip.text
            color: chip.ink
        }
    }
}
