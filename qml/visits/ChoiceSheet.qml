pragma ComponentBehavior: Bound

import QtQuick
import Thucdia.Controls
import Thucdia.Visits

// One of many choices: search without marks, the chosen one marked.
Sheet {
    id: sheet

    required property VisitModel visit
    property int row: -1

    implicitWidth: Math.min(620, parent ? parent.width - 32 : 620)
    implicitHeight: parent ? Math.min(720, parent.height - 48) : 720

    function ask(forRow: int, words: string) {
        row = forRow
        title = words
        visit.openChoices(forRow)
        search.text = ""
        open()
        search.forceActiveFocus()
    }

    function take(value: string) {
        if (value.length === 0)
            return
        visit.choose(row, value)
        close()
    }

    SearchField {
        id: search

        width: sheet.availableWidth
        name: qsTr("Search the list")
        placeholderText: qsTr("Type a few letters, without marks")
        onEdited: (typed) => sheet.visit.choices.search = typed
        onAccepted: if (text.trim().length > 0) sheet.take(sheet.visit.choices.valueAt(0))
        Keys.onDownPressed: list.forceActiveFocus()
    }
    ListView {
        id: list

        y: search.height + 8
        width: sheet.availableWidth
        height: sheet.availableHeight - y - 60
        clip: true
        model: sheet.visit.choices
        reuseItems: true
        boundsBehavior: Flickable.StopAtBounds
        ScrollBar.vertical: ScrollBar {}

        delegate: ListRow {
            required property string value
            required property string label
            required property bool chosen_

            width: ListView.view.width
            implicitHeight: Theme.touchPrimary
            glyph: chosen_ ? Icons.circleDot : Icons.circle
            glyphColor: chosen_ ? Theme.primary : Theme.text2
            text: label
            chevron: false
            onClicked: sheet.take(value)
        }
    }
    Label {
        visible: list.count === 0
        y: search.height + 24
        width: sheet.availableWidth
        muted: true
        wrapMode: Text.Wrap
        text: qsTr("Nothing has these letters. Try fewer.")
    }
}
