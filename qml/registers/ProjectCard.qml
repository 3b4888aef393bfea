import QtQuick
import Thucdia.Controls

// A project as this facility has it, with the visit on it as its act.
Paper {
    id: card

    required property string projectId
    required property string beneficiaryId
    required property string name
    required property string detail
    required property string support
    required property string content
    property bool canInspect: true

    signal inspect()

    implicitHeight: column.height + 32

    Column {
        id: column

        x: 20
        y: 16
        width: card.width - 40
        spacing: 4

        Label {
            width: column.width
            style: Label.Small
            muted: true
            text: card.detail
        }
        Label {
            width: column.width
            style: Label.Strong
            wrapMode: Text.Wrap
            text: card.name
        }
        Label {
            visible: text.length > 0
            width: column.width
            wrapMode: Text.Wrap
            text: card.content
        }
        Item {
            width: column.width
            height: Math.max(act.height, money.height) + 8

            Row {
                id: money

                anchors.verticalCenter: parent.verticalCenter
                spacing: 8

                Label {
                    style: Label.Head
                    text: card.support
                }
                Label {
                    anchors.verticalCenter: parent.verticalCenter
                    muted: true
                    text: qsTr("support")
                }
            }
            Button {
                id: act

                visible: card.canInspect
                x: parent.width - width
                anchors.verticalCenter: parent.verticalCenter
                glyph: Icons.clipboardCheck
                text: qsTr("Inspect this project")
                onClicked: card.inspect()
            }
        }
    }
}
