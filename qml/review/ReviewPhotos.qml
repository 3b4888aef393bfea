pragma ComponentBehavior: Bound

import QtQuick
import Thucdia.Controls
import Thucdia.Review

// The visit's photos, two a row.
Grid {
    id: grid

    required property ReviewPhotoList photos

    signal opened(int photo)

    columns: 2
    spacing: 8

    Repeater {
        model: grid.photos

        Item {
            id: tile

            required property int index
            required property string source
            required property string caption
            required property string question

            width: Math.floor((grid.width - grid.spacing) / 2)
            height: Math.round(width * 0.72)
            Accessible.role: Accessible.Graphic
            Accessible.name: question

            Rectangle {
                anchors.fill: parent
                radius: Theme.chipRadius
                color: Theme.sunken
                border.width: 1
                border.color: Theme.line
            }
            Image {
                anchors.fill: parent
                anchors.margins: 1
                visible: tile.source.length > 0
                source: tile.source
                sourceSize.width: 400
                fillMode: Image.PreserveAspectCrop
                autoTransform: true
                asynchronous: true
            }
            Icon {
                visible: tile.source.length === 0
                anchors.centerIn: parent
                text: Icons.cloud
                color: Theme.text2
            }
            Rectangle {
                anchors { left: parent.left; right: parent.right; bottom: parent.bottom; margins: 1 }
                height: words.implicitHeight + 6
                color: "#D10C1412"

                Label {
                    id: words

                    x: 8
                    width: parent.width - 16
                    anchors.verticalCenter: parent.verticalCenter
                    style: Label.Badge
                    color: "#FFFFFF"
                    text: tile.source.length > 0 ? tile.caption : qsTr("%1 · not here yet").arg(tile.caption)
                }
            }
            TapHandler { onTapped: grid.opened(tile.index) }
        }
    }
}
