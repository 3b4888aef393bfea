import QtQuick
import QtQuick.Templates as T

// A page over the page: title, close, content; slides 12 and fades.
T.Popup {
    id: sheet

    property string title
    default property alias content: holder.data

    parent: T.Overlay.overlay
    x: parent ? Math.round((parent.width - width) / 2) : 0
    y: parent ? Math.round((parent.height - height) / 2) : 0
    modal: true
    focus: true
    padding: 20
    topPadding: 12
    implicitWidth: Math.max(320, holder.childrenRect.width) + 40
    implicitHeight: Math.min(parent ? parent.height - 48 : 10000, holder.childrenRect.height + 84)

    T.Overlay.modal: Rectangle {
        color: Qt.rgba(Theme.scrim.r, Theme.scrim.g, Theme.scrim.b, 0.6)
    }
    background: Rectangle {
        radius: Theme.cardRadius
        color: Theme.bg
        border.width: Theme.sunlight ? 2 : 1
        border.color: Theme.edge
    }
    enter: Transition {
        NumberAnimation { property: "opacity"; from: 0; to: 1; duration: Theme.slideTime; easing.type: Easing.OutQuad }
    }
    exit: Transition {
        NumberAnimation { property: "opacity"; from: 1; to: 0; duration: Theme.slideTime; easing.type: Easing.OutQuad }
    }
    contentItem: Item {
        Label {
            anchors { left: parent.left; right: closer.left; verticalCenter: closer.verticalCenter }
            style: Label.Head
            text: sheet.title
        }
        IconButton {
            id: closer

            anchors { right: parent.right; rightMargin: -8 }
            glyph: Icons.x
            name: qsTr("Close")
            onClicked: sheet.close()
        }
        Item {
            id: holder

            anchors { left: parent.left; right: parent.right; top: closer.bottom; topMargin: 4; bottom: parent.bottom }
        }
    }
}
