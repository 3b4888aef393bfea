import QtQuick
import Thucdia.Controls
import Thucdia.Visits

// Qt 6.4 compiles no access through a property whose type is a QML file (it could be extended): not held here.
// qmllint disable compiler

// A photo: what was taken, and the tile that takes or replaces it.
Row {
    id: photo

    required property Question question

    readonly property int tileWidth: question.beside ? 116 : 164
    readonly property int tileHeight: question.beside ? 87 : 123

    spacing: 10

    PhotoTile {
        visible: photo.question.picture.length > 0
        width: photo.tileWidth
        height: photo.tileHeight
        text: photo.question.label
        source: photo.question.picture
    }
    AddTile {
        visible: !photo.question.locked
        width: photo.tileWidth
        height: photo.tileHeight
        glyph: photo.question.picture.length > 0 ? Icons.refreshCw : Icons.camera
        text: photo.question.picture.length > 0 ? qsTr("Another") : qsTr("Add photo")
        onClicked: photo.question.fileAsked(photo.question.index)
    }
    Button {
        visible: !photo.question.locked && photo.question.picture.length > 0
        anchors.verticalCenter: parent.verticalCenter
        kind: Button.Quiet
        glyph: Icons.trash2
        text: qsTr("Take out")
        onClicked: photo.question.visit.answer(photo.question.index, "")
    }
}
