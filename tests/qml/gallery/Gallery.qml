import QtQuick
import Thucdia.Controls

// Every control in its states on one page, to be looked at beside the visual language's picture of the components.
Rectangle {
    id: gallery

    property int look: Theme.Light

    implicitWidth: 1440
    implicitHeight: 1500
    color: Theme.bg
    Component.onCompleted: Theme.look = look

    Row {
        x: 28
        y: 24
        spacing: 32

        FieldsColumn { width: (gallery.width - 120) / 3 }
        CardsColumn { width: (gallery.width - 120) / 3 }
        ListsColumn { width: (gallery.width - 120) / 3 }
    }
}
