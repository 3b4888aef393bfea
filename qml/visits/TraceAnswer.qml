import QtQuick
import Thucdia.Controls
import Thucdia.Visits

// Qt 6.4 compiles no access through a property whose type is a QML file (it could be extended): not held here.
// qmllint disable compiler

// A line or an area, walked: a point is taken at each corner.
Paper {
    id: answer

    required property Question question

    readonly property PositionReader source: question.position
    readonly property bool empty: question.value.length === 0

    width: Math.min(640, question.column)
    implicitHeight: column.height + 28

    Column {
        id: column

        x: 16
        y: 14
        width: answer.width - 32
        spacing: 10

        Label {
            style: Label.Number
            text: answer.empty ? qsTr("No point yet") : answer.question.shown
        }
        Label {
            visible: !answer.question.locked
            width: column.width
            style: Label.Small
            muted: true
            wrapMode: Text.Wrap
            text: answer.source.fixed ? answer.source.text + (answer.source.accuracy > 0 ? qsTr(" · ±%1 m").arg(Math.max(1, Math.round(answer.source.accuracy))) : "")
                : answer.source.available ? qsTr("No position yet. Try open sky.") : qsTr("This device has no receiver.")
        }
        Flow {
            visible: !answer.question.locked
            width: column.width
            spacing: 10

            Button {
                kind: Button.Primary
                enabled: answer.source.fixed
                glyph: Icons.locateFixed
                text: qsTr("Take a point here")
                onClicked: answer.question.visit.addPoint(answer.question.index, answer.source.lexical)
            }
            Button {
                visible: !answer.empty
                implicitHeight: Theme.touchPrimary
                glyph: Icons.undo2
                text: qsTr("Take the last one back")
                onClicked: answer.question.visit.takeBackPoint(answer.question.index)
            }
        }
    }
}
