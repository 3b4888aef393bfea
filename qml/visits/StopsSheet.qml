pragma ComponentBehavior: Bound

import QtQuick
import Thucdia.Controls
import Thucdia.Visits

// The sections as a sheet, where there is no rail.
Sheet {
    id: sheet

    required property SectionListModel sections
    property int current: 0

    signal picked(int section)

    title: qsTr("Sections")
    implicitWidth: 420
    implicitHeight: Math.min(parent ? parent.height - 48 : 800, 84 + sections.count * 66)

    ListView {
        anchors.fill: parent
        clip: true
        model: sheet.sections
        boundsBehavior: Flickable.StopAtBounds

        delegate: SectionStop {
            width: ListView.view.width
            chosen: index === sheet.current
            onClicked: {
                sheet.picked(index)
                sheet.close()
            }
        }
    }
}
