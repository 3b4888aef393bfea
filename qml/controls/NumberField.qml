import QtQuick
import QtQuick.Layouts

// A number, with minus and plus where the range is small, the unit inside, and what it differs from as a chip.
RowLayout {
    id: number

    property string name
    property string text
    property string unit
    property bool steps: false
    property bool invalid: false
    property bool readOnly: false
    property bool decimals: false
    property string difference
    readonly property bool editing: field.activeFocus

    // The text as typed: the model reads it.
    signal edited(string text)
    // Minus or plus one.
    signal stepped(int by)

    spacing: 10

    function takeFocus() {
        field.forceActiveFocus()
    }

    Button {
        visible: number.steps && !number.readOnly
        implicitWidth: Theme.touchPrimary
        implicitHeight: Theme.touchPrimary
        leftPadding: 0
        glyph: Icons.minus
        Accessible.name: qsTr("One less")
        onClicked: number.stepped(-1)
    }
    TextField {
        id: field

        focus: true
        Layout.preferredWidth: number.steps ? 140 : 260
        name: number.name
        text: number.text
        unit: number.unit
        invalid: number.invalid
        readOnly: number.readOnly
        font.weight: 600
        inputMethodHints: number.decimals ? Qt.ImhFormattedNumbersOnly : Qt.ImhDigitsOnly
        onEdited: (typed) => number.edited(typed)
    }
    Button {
        visible: number.steps && !number.readOnly
        implicitWidth: Theme.touchPrimary
        implicitHeight: Theme.touchPrimary
        leftPadding: 0
        glyph: Icons.plus
        Accessible.name: qsTr("One more")
        onClicked: number.stepped(1)
    }
    Chip {
        visible: number.difference.length > 0
        tone: Chip.Warn
        glyph: Icons.equalNot
        text: number.difference
    }
    Item { Layout.fillWidth: true }
}
