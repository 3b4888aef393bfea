import QtQuick
import QtQuick.Templates as T
import Thucdia.Controls

// One section in the rail.
T.AbstractButton {
    id: stop

    required property int index
    required property string title
    required property int questionCount
    required property int answered
    required property int missing
    required property int broken
    required property int warnings
    required property int rows
    property bool chosen: false

    readonly property bool done: missing === 0 && broken === 0 && answered > 0
    readonly property bool inverse: chosen && Theme.sunlight
    readonly property string count: rows >= 0 ? qsTr("%n row(s)", "", rows) : qsTr("%1/%2 answers").arg(answered).arg(questionCount)
    readonly property string note: broken > 0 ? qsTr("%n to check", "", broken) : answered > 0 && missing > 0 ? qsTr("%n missing", "", missing) : ""
    readonly property string remark: warnings > 0 ? qsTr("%n remark(s)", "", warnings) : ""

    implicitHeight: Math.max(64, words.implicitHeight + 14)
    hoverEnabled: true
    focusPolicy: Qt.StrongFocus
    Accessible.role: Accessible.PageTab
    Accessible.name: title + ", " + count + (note.length > 0 ? ", " + note : "")
    Accessible.checked: chosen
    Keys.onReturnPressed: stop.clicked()

    background: Rectangle {
        color: stop.inverse ? "#000000" : stop.chosen ? Theme.surface : stop.down ? Theme.sunken : stop.hovered ? Theme.primarySoft : "transparent"

        Rectangle {
            visible: stop.chosen && !Theme.sunlight
            width: parent.width
            height: 1
            color: Theme.line
        }
        Rectangle {
            visible: stop.chosen && !Theme.sunlight
            y: parent.height - 1
            width: parent.width
            height: 1
            color: Theme.line
        }
        Rectangle {
            visible: stop.chosen
            width: Theme.hereWidth
            height: parent.height
            color: Theme.here
        }
        Rectangle {
            visible: stop.visualFocus
            anchors.fill: parent
            anchors.margins: 3
            color: "transparent"
            radius: 6
            border.width: 3
            border.color: Theme.focus
        }
    }
    contentItem: Item {
        Icon {
            id: sign

            x: 20
            anchors.verticalCenter: parent.verticalCenter
            text: stop.broken > 0 ? Icons.octagonAlert : stop.done ? Icons.circleCheck : stop.chosen ? Icons.circleDot
                : stop.answered > 0 && stop.missing > 0 ? Icons.triangleAlert : Icons.circle
            color: stop.inverse ? "#FFFFFF" : stop.broken > 0 ? Theme.bad : stop.done ? Theme.ok : stop.chosen ? Theme.text
                 : stop.answered > 0 && stop.missing > 0 ? Theme.warn : Theme.text2
        }
        Column {
            id: words

            anchors { left: sign.right; leftMargin: 12; right: parent.right; rightMargin: 12; verticalCenter: parent.verticalCenter }

            Label {
                width: words.width
                text: stop.title
                wrapMode: Text.Wrap
                maximumLineCount: 2
                font.weight: stop.chosen ? 600 : Theme.sunlight ? 500 : 400
                color: stop.inverse ? "#FFFFFF" : Theme.text
            }
            Label {
                width: words.width
                style: Label.Small
                text: stop.note.length > 0 && !stop.chosen ? stop.note : stop.remark.length > 0 ? stop.count + " · " + stop.remark : stop.count
                color: stop.inverse ? "#FFFFFF" : stop.note.length > 0 && !stop.chosen ? (stop.broken > 0 ? Theme.bad : Theme.warn) : Theme.text2
            }
        }
    }
}
