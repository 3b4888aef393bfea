pragma ComponentBehavior: Bound

import QtQuick
import Thucdia.Controls
import Thucdia.Visits

// The sections of a visit, each with what is done and what lacks; the turmeric bar says where the person is.
Item {
    id: rail

    required property SectionListModel sections
    property int current: 0

    signal picked(int section)

    implicitWidth: 264

    Rectangle {
        x: rail.width - width
        width: Theme.borderWidth
        height: rail.height
        color: Theme.divider
    }
    ListView {
        id: list

        anchors.fill: parent
        anchors.rightMargin: Theme.borderWidth
        topMargin: 12
        bottomMargin: 12
        clip: true
        model: rail.sections
        boundsBehavior: Flickable.StopAtBounds

        delegate: SectionStop {
            width: ListView.view.width
            chosen: index === rail.current
            onClicked: rail.picked(index)
        }
    }
}
