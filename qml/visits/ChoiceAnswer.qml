pragma ComponentBehavior: Bound

import QtQuick
import Thucdia.Controls
import Thucdia.Visits

// Qt 6.4 compiles no access through a property whose type is a QML file (it could be extended): not held here.
// qmllint disable compiler

// A few choices as cards: two columns when all are short.
Grid {
    id: grid

    required property Question question

    readonly property list<string> chosen: question.value.split(" ")
    readonly property int longest: {
        let most = 0
        for (let i = 0; i < question.choiceLabels.length; ++i)
            most = Math.max(most, question.choiceLabels[i].length)
        return most
    }

    focus: true
    Keys.onPressed: (event) => {
        // 1 to 9 pick a choice.
        const at = event.key - Qt.Key_1
        event.accepted = at >= 0 && at < Math.min(9, question.choiceValues.length) && !question.locked
        if (event.accepted)
            question.visit.choose(question.index, question.choiceValues[at])
    }
    width: question.column
    columns: longest < 32 && width > 480 ? 2 : 1
    spacing: 10

    Repeater {
        model: grid.question.choiceLabels

        ChoiceCard {
            id: card

            required property string modelData
            required property int index
            readonly property string code: grid.question.choiceValues[index] ?? ""

            width: (grid.width - (grid.columns - 1) * grid.spacing) / grid.columns
            several: grid.question.kind === QuestionListModel.SeveralOf
            chosen: grid.chosen.indexOf(code) >= 0
            readOnly: grid.question.locked
            text: modelData
            onClicked: {
                card.forceActiveFocus()
                grid.question.visit.choose(grid.question.index, card.code)
            }
        }
    }
}
