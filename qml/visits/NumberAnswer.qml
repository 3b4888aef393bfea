import QtQuick
import Thucdia.Controls
import Thucdia.Visits

// Qt 6.4 compiles no access through a property whose type is a QML file (it could be extended): not held here.
// qmllint disable compiler

// A number: as it reads while at rest, as digits while it is typed.
NumberField {
    id: number

    required property Question question

    readonly property string digits: decimals && !question.visit.workspace.english ? question.value.replace(".", ",") : question.value

    name: question.label
    text: digits
    unit: question.unit
    decimals: question.kind === QuestionListModel.Decimal
    steps: !decimals && digits.length < 4
    readOnly: question.locked
    invalid: question.error.length > 0
    onEdited: (typed) => number.question.visit.answer(number.question.index, typed)
    onStepped: (by) => number.question.visit.step(number.question.index, by)
}
