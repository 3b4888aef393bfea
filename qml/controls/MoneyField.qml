import QtQuick
import Thucdia.Controls

// A sum: typed in đồng, triệu or tỷ, read back exactly and in words. An entry that can be read in two ways asks.
Column {
    id: money

    property string name
    // Whole đồng as digits, as stored.
    property string dong
    property bool invalid: false
    property bool readOnly: false
    property bool english: false
    // The unit used last, kept by the owner: 0 đồng, 1 triệu, 2 tỷ.
    property int unit: 1
    readonly property bool editing: field.activeFocus

    signal edited(string dong)
    signal unitPicked(int unit)

    spacing: 6
    width: 520

    function takeFocus() {
        field.forceActiveFocus()
    }

    function show() {
        if (!field.activeFocus || field.text.length === 0)
            field.text = reader.typed(dong, unit)
        reader.text = field.text
    }

    onDongChanged: if (reader.dong !== dong) show()
    onUnitChanged: show()
    Component.onCompleted: show()

    MoneyReader {
        id: reader

        unit: money.unit
        english: money.english
    }
    Row {
        id: line

        spacing: 12

        TextField {
            id: field

            focus: true
            width: money.width - segments.width - line.spacing
            big: true
            name: money.name
            invalid: money.invalid || !reader.valid
            readOnly: money.readOnly
            inputMethodHints: Qt.ImhFormattedNumbersOnly
            onEdited: (typed) => {
                reader.text = typed
                if (reader.valid && !reader.ambiguous)
                    money.edited(reader.dong)
            }
            onActiveFocusChanged: if (!activeFocus && reader.valid && !reader.ambiguous) money.show()
        }
        Segments {
            id: segments

            labels: [qsTr("đồng"), qsTr("million"), qsTr("billion")]
            current: money.unit
            enabled: !money.readOnly
            segmentHeight: field.height
            onPicked: (index) => money.unitPicked(index)
        }
    }
    Label {
        visible: !reader.ambiguous && reader.exact.length > 0
        width: money.width
        style: Label.Small
        muted: true
        wrapMode: Text.Wrap
        text: reader.words.length > 0 ? reader.exact + " · " + reader.words : reader.exact
    }
    Row {
        visible: reader.ambiguous
        spacing: 8

        Label {
            anchors.verticalCenter: parent.verticalCenter
            style: Label.Small
            text: qsTr("Which is meant?")
        }
        Button {
            text: reader.firstReading
            onClicked: money.choose(reader.firstDong)
        }
        Button {
            text: reader.secondReading
            onClicked: money.choose(reader.secondDong)
        }
    }

    function choose(chosen: string) {
        field.text = reader.typed(chosen, unit)
        reader.text = field.text
        edited(chosen)
    }
}
