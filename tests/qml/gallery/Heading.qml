import QtQuick
import Thucdia.Controls

Item {
    id: heading

    property string text

    width: parent ? parent.width : 0
    height: 62

    Rectangle {
        y: 12
        width: parent.width
        height: 2
        color: Theme.text
    }
    Label {
        y: 26
        style: Label.Head
        text: heading.text
    }
}
