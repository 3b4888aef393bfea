import QtQuick
import Thucdia.Controls
import Thucdia.Visits

// Qt 6.4 compiles no access through a property whose type is a QML file (it could be extended): not held here.
// qmllint disable compiler

// A time of day, with its day where the question asks for it; Viet Nam's time.
Row {
    id: answer

    required property Question question

    readonly property bool withDay: question.kind === QuestionListModel.DayAndTime
    readonly property string day: withDay ? question.value.substring(0, 10) : ""
    readonly property string clock: withDay ? question.value.substring(11, 16) : question.value.substring(0, 5)

    spacing: 10

    function put(day: string, clock: string) {
        if (withDay && day.length === 0) {
            question.visit.answer(question.index, "")
            return
        }
        const time = (/^\d{1,2}:\d{2}$/.test(clock) ? clock.padStart(5, "0") : "00:00") + ":00.000+07:00"
        question.visit.answer(question.index, withDay ? day + "T" + time : time)
    }

    DateField {
        visible: answer.withDay
        name: answer.question.label
        iso: answer.day
        quick: false
        readOnly: answer.question.locked
        onEdited: (iso) => answer.put(iso, answer.clock.length > 0 ? answer.clock : "08:00")
    }
    TextField {
        width: 120
        name: qsTr("Time, hours and minutes")
        text: answer.clock
        placeholderText: qsTr("hh:mm")
        readOnly: answer.question.locked
        inputMethodHints: Qt.ImhTime
        invalid: text.length > 0 && !/^([01]?\d|2[0-3]):[0-5]\d$/.test(text)
        onEdited: (typed) => {
            if (/^([01]?\d|2[0-3]):[0-5]\d$/.test(typed))
                answer.put(answer.day, typed)
        }
    }
}
