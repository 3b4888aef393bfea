import QtQuick
import Thucdia.Controls
import Thucdia.Visits

// Qt 6.4 compiles no access through a property whose type is a QML file (it could be extended): not held here.
// qmllint disable compiler

// A drawn signature as an answer.
SignaturePad {
    id: pad

    required property Question question

    width: Math.min(640, question.column)
    name: question.label
    picture: question.picture
    locked: question.locked
    onBegun: signing = true
    onFinished: (png) => {
        pad.signing = false
        pad.question.visit.attachSignature(pad.question.index, png)
    }
    onErased: pad.question.visit.answer(pad.question.index, "")
}
