pragma ComponentBehavior: Bound

import QtQuick
import Thucdia.Controls
import Thucdia.Registers

// What the register says of a facility.
Paper {
    id: details

    required property FacilityModel file

    implicitHeight: column.height + 32

    function kindWords(kind: int): string {
        return kind === 2 ? qsTr("Industrial cluster") : kind === 3 ? qsTr("Market") : kind === 4 ? qsTr("Power grid") : qsTr("Establishment")
    }

    Column {
        id: column

        x: 20
        y: 16
        width: details.width - 40
        spacing: 8

        Line { name: qsTr("Kind"); value: details.kindWords(details.file.kind) }
        Line { name: qsTr("Code"); value: details.file.code }
        Line { name: qsTr("Tax code"); value: details.file.taxCode }
        Line { name: qsTr("Industry"); value: details.file.industry }
        Line { name: qsTr("Products"); value: details.file.products }
        Line { name: qsTr("Represented by"); value: details.file.head }
        Line { name: qsTr("Phone"); value: details.file.phone }
        Line { name: qsTr("Workers"); value: details.file.workers }
        Line { name: qsTr("Capital"); value: details.file.capital }
        Line { name: qsTr("Position"); value: details.file.position.length > 0 ? details.file.position : qsTr("not known yet") }
        Line { name: qsTr("Area"); value: details.file.hardArea ? qsTr("extremely difficult") : "" }
        Line { name: qsTr("Entered"); value: details.file.madeOnSite ? qsTr("on site") : "" }
    }

    component Line: Item {
        id: line

        property string name
        property string value

        visible: value.length > 0
        width: column.width
        height: Math.max(nameLabel.implicitHeight, valueLabel.implicitHeight)

        Label {
            id: nameLabel

            width: 128
            muted: true
            wrapMode: Text.Wrap
            text: line.name
        }
        Label {
            id: valueLabel

            x: 136
            width: line.width - x
            wrapMode: Text.Wrap
            font.weight: 500
            text: line.value
        }
    }
}
