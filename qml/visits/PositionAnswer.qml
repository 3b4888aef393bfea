import QtQuick
import Thucdia.Controls
import Thucdia.Visits

// Qt 6.4 compiles no access through a property whose type is a QML file (it could be extended): not held here.
// qmllint disable compiler

// Where the visit takes place: the receiver's dial, taken with one press; or typed in.
Paper {
    id: answer

    required property Question question
    property bool byHand: false

    readonly property PositionReader source: question.position
    readonly property bool taken: question.value.length > 0
    readonly property real takenAccuracy: Number(question.value.split(" ")[3] ?? "0")
    // 999 stands for an accuracy that nobody measured.
    readonly property bool takenMeasured: takenAccuracy > 0 && takenAccuracy < 999
    readonly property int gate: 50
    readonly property bool rough: !taken && source.fixed && source.accuracy > gate

    width: Math.min(640, question.column)
    implicitHeight: column.height + 28

    Column {
        id: column

        x: 16
        y: 14
        width: answer.width - 32
        spacing: 10

        Row {
            spacing: 16

            PositionDial {
                accuracy: answer.taken ? (answer.takenMeasured ? answer.takenAccuracy : 0) : answer.source.accuracy
                gate: answer.gate
                searching: !answer.taken && !answer.source.fixed
            }
            Column {
                anchors.verticalCenter: parent.verticalCenter
                width: column.width - 128

                Label {
                    style: Label.Number
                    text: answer.taken ? (answer.takenMeasured ? qsTr("±%1 m").arg(Math.max(1, Math.round(answer.takenAccuracy))) : qsTr("Entered by hand"))
                        : answer.source.accuracy > 0 ? qsTr("±%1 m").arg(Math.max(1, Math.round(answer.source.accuracy)))
                        : answer.source.fixed ? qsTr("Position found") : qsTr("Searching")
                }
                Label {
                    width: parent.width
                    style: Label.Small
                    muted: true
                    wrapMode: Text.Wrap
                    text: answer.taken ? qsTr("Kept with this visit")
                        : answer.rough ? qsTr("Position is ±%1 m, ±%2 m asked. Wait, or take it with a reason.").arg(Math.round(answer.source.accuracy)).arg(answer.gate)
                        : answer.source.fixed ? qsTr("from this device's receiver")
                        : answer.source.available ? qsTr("No position yet. Try open sky, or enter it with a reason.")
                                                  : qsTr("This device has no receiver. Enter it with a reason.")
                }
                Label {
                    width: parent.width
                    style: Label.Small
                    text: answer.taken ? answer.question.shown : answer.source.text
                }
            }
        }
        Row {
            visible: !answer.question.locked && !answer.byHand
            spacing: 10

            Button {
                kind: answer.source.fixed && !answer.taken ? Button.Primary : Button.Secondary
                implicitHeight: Theme.touchPrimary
                visible: answer.source.fixed
                glyph: Icons.locateFixed
                text: answer.taken ? qsTr("Take it again") : qsTr("Take this position")
                onClicked: answer.question.visit.answer(answer.question.index, answer.source.lexical)
            }
            Button {
                implicitHeight: Theme.touchPrimary
                text: qsTr("Enter by hand")
                onClicked: answer.byHand = true
            }
        }
        Row {
            visible: answer.byHand && !answer.question.locked
            spacing: 10

            TextField {
                id: typed

                width: 300
                name: qsTr("Latitude and longitude in degrees")
                placeholderText: "22.66410 104.61830"
                invalid: text.length > 0 && answer.source.lexicalOf(text).length === 0
            }
            Button {
                implicitHeight: Theme.touchPrimary
                text: qsTr("Keep")
                onClicked: {
                    const lexical = answer.source.lexicalOf(typed.text)
                    if (lexical.length === 0)
                        return
                    answer.question.visit.answer(answer.question.index, lexical)
                    answer.byHand = false
                }
            }
        }
    }
}
