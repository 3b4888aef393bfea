import QtQuick

// A note with a bar at its left: what is found, the limit with its basis, and what can be done. Content goes below.
Item {
    id: note

    enum Tone { Warn, Bad, Way, Ok }

    property int tone: Note.Warn
    property string glyph: tone === Note.Warn ? Icons.triangleAlert : tone === Note.Bad ? Icons.octagonAlert : Icons.info
    property string title
    property string text
    property bool plain: false
    default property alias actions: actionRow.data

    readonly property int bar: Theme.sunlight ? 8 : 5
    readonly property bool beside: actionRow.visibleChildren.length > 0 && width > 520
    readonly property color ink: tone === Note.Warn ? Theme.warn : tone === Note.Bad ? Theme.bad : tone === Note.Ok ? Theme.ok : Theme.primary
    readonly property color rim: tone === Note.Warn ? Theme.warnLine : tone === Note.Bad ? Theme.badLine : tone === Note.Ok ? Theme.okLine : Theme.primaryLine
    readonly property color soft: tone === Note.Warn ? Theme.warnSoft : tone === Note.Bad ? Theme.badSoft : tone === Note.Ok ? Theme.okSoft : Theme.primarySoft

    implicitHeight: Math.max(words.height, beside ? actionRow.height : 0) + 24 + (!beside && actionRow.visibleChildren.length > 0 ? actionRow.height + 8 : 0)
    implicitWidth: 400
    Accessible.role: Accessible.Note
    Accessible.name: title + ". " + text

    Rectangle {
        anchors.fill: parent
        radius: Theme.controlRadius
        color: note.tone === Note.Bad && note.plain ? Theme.bad : note.rim

        Rectangle {
            anchors.fill: parent
            anchors.margins: Theme.borderWidth
            anchors.leftMargin: note.bar
            radius: Theme.controlRadius - Theme.borderWidth
            color: note.plain ? Theme.surface : note.soft
        }
    }
    Column {
        id: words

        x: note.bar + 16
        y: 12
        width: note.width - note.bar - 32 - (note.beside ? actionRow.width + 16 : 0)
        spacing: 2

        Row {
            spacing: 8
            visible: note.title.length > 0

            Icon {
                id: sign

                anchors.top: parent.top
                text: note.glyph
                color: note.ink
            }
            Label {
                width: words.width - sign.width - 8
                style: Label.Strong
                wrapMode: Text.Wrap
                text: note.title
                color: note.ink
            }
        }
        Label {
            visible: text.length > 0
            width: parent.width
            wrapMode: Text.Wrap
            text: note.text
        }
    }
    Row {
        id: actionRow

        x: note.beside ? note.width - width - 16 : note.bar + 16
        y: note.beside ? (note.height - height) / 2 : words.y + words.height + 8
        spacing: 8
    }
}
