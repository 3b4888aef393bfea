import QtQuick

// Search without marks: a glyph, the words, and a cross that empties it.
TextField {
    id: search

    glyph: Icons.search
    rightPadding: 56
    inputMethodHints: Qt.ImhNoPredictiveText
    Keys.onEscapePressed: search.empty()

    function empty() {
        clear()
        edited("")
    }

    IconButton {
        visible: search.text.length > 0
        anchors { right: parent.right; rightMargin: 4; verticalCenter: parent.verticalCenter }
        glyph: Icons.x
        name: qsTr("Empty the search")
        onClicked: search.empty()
    }
}
