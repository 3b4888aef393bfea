import QtQuick
import Thucdia.Controls

// A date: typed (15082026, 15/8, 15/8/26), picked from a month, or by a quick chip.
Row {
    id: date

    property string name
    // ISO, as stored.
    property string iso
    property bool invalid: false
    property bool readOnly: false
    property bool quick: true
    // Offers today + 30 days: for deadlines.
    property bool deadline: false
    readonly property bool editing: field.activeFocus

    signal edited(string iso)

    spacing: 10

    function takeFocus() {
        field.forceActiveFocus()
    }

    function show() {
        field.text = reader.shown(iso)
        reader.text = field.text
    }

    onIsoChanged: if (reader.iso !== iso) show()
    Component.onCompleted: show()

    DateReader { id: reader }
    TextField {
        id: field

        focus: true
        width: 240
        name: date.name
        invalid: date.invalid || !reader.valid
        readOnly: date.readOnly
        placeholderText: qsTr("dd/mm/yyyy")
        rightPadding: 60
        onEdited: (typed) => {
            reader.text = typed
            if (typed.length === 0 || (reader.valid && typed.length >= 6))
                date.edited(reader.iso)
        }
        onActiveFocusChanged: {
            if (activeFocus || !reader.valid)
                return
            if (reader.iso !== date.iso)
                date.edited(reader.iso)
            text = reader.shown(reader.iso)
        }

        IconButton {
            visible: !date.readOnly
            anchors { right: parent.right; rightMargin: 4; verticalCenter: parent.verticalCenter }
            glyph: Icons.calendar
            name: qsTr("Pick from the calendar")
            ink: Theme.text2
            onClicked: {
                sheet.chosen = date.iso
                sheet.open()
            }
        }
    }
    Button {
        visible: date.quick && !date.readOnly && !date.deadline
        implicitHeight: field.height
        text: qsTr("Today")
        onClicked: date.edited(reader.today)
    }
    Button {
        visible: date.quick && !date.readOnly && date.deadline
        implicitHeight: field.height
        text: qsTr("+30 days")
        onClicked: date.edited(reader.daysFromToday(30))
    }
    DateSheet {
        id: sheet

        today: reader.today
        onPicked: (iso) => {
            date.edited(iso)
            sheet.close()
        }
    }
}
