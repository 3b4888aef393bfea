import QtQuick
import QtQuick.Templates as T
import Thucdia.Controls

// One of the values that exclude each other: who wrote it, when, where, and what.
T.AbstractButton {
    id: card

    required property int index
    required property string valueText
    required property string person
    required property string device
    required property string initials
    required property string time
    required property bool mine
    required property string picture
    required property real percent
    property bool chosen: false

    readonly property bool large: valueText.length <= 28

    implicitHeight: Math.max(280, body.y + body.height + 28)
    implicitWidth: 420
    hoverEnabled: true
    focusPolicy: Qt.StrongFocus
    text: valueText
    Accessible.role: Accessible.RadioButton
    Accessible.name: valueText + ", " + who.text
    Accessible.checkable: true
    Accessible.checked: chosen
    Keys.onReturnPressed: card.clicked()

    background: LedgeBox {
        radius: Theme.cardRadius
        edge: card.chosen ? Theme.primary : Theme.edge
        face: card.down ? Theme.sunken : card.chosen || card.hovered ? Theme.primarySoft : Theme.surface
        border: card.chosen ? 2 : Theme.borderWidth
        pressed: card.down

        FocusRing { visible: card.visualFocus }
    }
    contentItem: Item {
        Avatar {
            id: face

            x: 22
            y: 22
            mine: card.mine
            initials: card.initials
        }
        Column {
            id: names

            anchors { left: face.right; leftMargin: 12; right: mark.left; rightMargin: 10 }
            y: 18

            Label {
                id: who

                width: names.width
                style: Label.Strong
                wrapMode: Text.Wrap
                text: card.mine ? qsTr("Yours, this device") : card.person.length === 0 ? qsTr("Another device")
                    : card.device.length > 0 ? qsTr("By %1, %2").arg(card.person).arg(card.device) : qsTr("By %1").arg(card.person)
            }
            Label {
                width: names.width
                style: Label.Small
                muted: true
                wrapMode: Text.Wrap
                text: card.time
            }
        }
        Icon {
            id: mark

            anchors { right: parent.right; rightMargin: 22 }
            y: 28
            size: 28
            text: card.chosen ? Icons.circleDot : Icons.circle
            color: card.chosen ? Theme.primary : Theme.edge
        }
        Column {
            id: body

            x: 22
            y: names.y + names.height + 18
            width: parent.width - 44
            spacing: 8

            Label {
                visible: text.length > 0
                width: body.width
                style: card.large ? Label.Display : Label.Body
                wrapMode: Text.Wrap
                text: card.valueText.length > 0 ? card.valueText : card.picture.length > 0 ? "" : qsTr("Left empty")
                muted: card.valueText.length === 0
            }
            ProgressBar {
                visible: card.percent >= 0
                width: body.width
                height: 14
                value: Math.max(0, card.percent)
                fill: card.chosen ? Theme.primary : Theme.edge
            }
            Image {
                visible: card.picture.length > 0
                width: Math.min(body.width, 280)
                height: width * 3 / 4
                source: card.picture
                sourceSize.width: 560
                fillMode: Image.PreserveAspectFit
                horizontalAlignment: Image.AlignLeft
                asynchronous: true
                autoTransform: true
            }
        }
    }
}
