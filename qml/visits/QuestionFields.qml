import QtQuick
import Thucdia.Controls
import Thucdia.Visits

// Qt 6.4 compiles no access through a property whose type is a QML file (it could be extended): not held here.
// Its Loader cannot make bound components either, so that to the linter what they take from here is unqualified.
// qmllint disable compiler unqualified

// The field that answers a kind of question.
FocusScope {
    id: fields

    required property Question question

    focus: true
    visible: loader.active
    implicitHeight: loader.height

    Loader {
        id: loader

        width: fields.width
        focus: true
        active: fields.question.kind !== QuestionListModel.Heading && fields.question.kind !== QuestionListModel.Computed
                && fields.question.kind !== QuestionListModel.Repeat
        sourceComponent: fields.of(fields.question.kind)
    }

    function of(kind: int): Component {
        switch (kind) {
        case QuestionListModel.Text: return text
        case QuestionListModel.Notes: return notes
        case QuestionListModel.Integer: return number
        case QuestionListModel.Decimal: return number
        case QuestionListModel.Money: return money
        case QuestionListModel.Day: return day
        case QuestionListModel.Time: return dayAndTime
        case QuestionListModel.DayAndTime: return dayAndTime
        case QuestionListModel.OneOf: return choices
        case QuestionListModel.SeveralOf: return choices
        case QuestionListModel.OneOfMany: return many
        case QuestionListModel.Acknowledge: return acknowledge
        case QuestionListModel.Ranked: return ranked
        case QuestionListModel.Trace: return trace
        case QuestionListModel.File: return file
        case QuestionListModel.Photo: return photo
        case QuestionListModel.Signature: return signature
        case QuestionListModel.Position: return position
        case QuestionListModel.Warning: return warning
        case QuestionListModel.Remark: return remark
        case QuestionListModel.RepeatRow: return card
        case QuestionListModel.RepeatEnd: return adding
        default: return unsupported
        }
    }

    readonly property Component text: Component {
        TextField {
            width: Math.min(640, fields.question.column)
            name: fields.question.label
            text: fields.question.value
            readOnly: fields.question.locked
            invalid: fields.question.error.length > 0
            unit: fields.question.unit
            focus: true
            onEdited: (typed) => fields.question.visit.answer(fields.question.index, typed)
        }
    }
    readonly property Component notes: Component {
        NotesField {
            width: fields.question.column
            name: fields.question.label
            text: fields.question.value
            readOnly: fields.question.locked
            invalid: fields.question.error.length > 0
            focus: true
            onEdited: (typed) => fields.question.visit.answer(fields.question.index, typed)
        }
    }
    readonly property Component number: Component {
        NumberAnswer { question: fields.question }
    }
    readonly property Component money: Component {
        MoneyField {
            width: Math.min(760, fields.question.column)
            name: fields.question.label
            dong: fields.question.value
            readOnly: fields.question.locked
            invalid: fields.question.error.length > 0
            unit: fields.question.moneyUnit
            english: fields.question.visit.workspace.english
            onEdited: (dong) => fields.question.visit.answer(fields.question.index, dong)
            onUnitPicked: (unit) => fields.question.moneyUnitPicked(unit)
        }
    }
    readonly property Component day: Component {
        DateField {
            name: fields.question.label
            iso: fields.question.value
            readOnly: fields.question.locked
            invalid: fields.question.error.length > 0
            onEdited: (iso) => fields.question.visit.answer(fields.question.index, iso)
        }
    }
    readonly property Component dayAndTime: Component {
        DayAndTimeAnswer { question: fields.question }
    }
    readonly property Component choices: Component {
        ChoiceAnswer { question: fields.question }
    }
    readonly property Component many: Component {
        ManyAnswer { question: fields.question }
    }
    readonly property Component acknowledge: Component {
        AcknowledgeAnswer { question: fields.question }
    }
    readonly property Component ranked: Component {
        RankAnswer { question: fields.question }
    }
    readonly property Component trace: Component {
        TraceAnswer { question: fields.question }
    }
    readonly property Component file: Component {
        FileAnswer { question: fields.question }
    }
    readonly property Component photo: Component {
        PhotoAnswer { question: fields.question }
    }
    readonly property Component signature: Component {
        SignatureAnswer { question: fields.question }
    }
    readonly property Component position: Component {
        PositionAnswer { question: fields.question }
    }
    readonly property Component warning: Component {
        Note {
            readonly property int stop: fields.question.label.indexOf(". ")

            title: stop > 0 ? fields.question.label.substring(0, stop) : fields.question.label
            text: stop > 0 ? fields.question.label.substring(stop + 2) : fields.question.hint
        }
    }
    readonly property Component remark: Component {
        Label {
            muted: true
            wrapMode: Text.Wrap
            text: fields.question.label
        }
    }
    readonly property Component adding: Component {
        AddRow {
            visible: fields.question.addable
            height: visible ? implicitHeight : 0
            text: qsTr("Add a row: %1").arg(fields.question.label)
            onClicked: fields.question.visit.addRow(fields.question.index)
        }
    }
    readonly property Component card: Component {
        RepeatCard {
            text: fields.question.label
            subtitle: fields.question.subtitle
            alarming: fields.question.alarming
            picture: fields.question.picture
            readOnly: fields.question.locked
            onClicked: fields.question.visit.openRow(fields.question.index)
            onCopyRequested: fields.question.visit.copyRow(fields.question.index)
            onRemoveRequested: fields.question.visit.removeRow(fields.question.index)
        }
    }
    readonly property Component unsupported: Component {
        TextField {
            width: Math.min(640, fields.question.column)
            name: fields.question.label
            text: fields.question.shown
            readOnly: true
        }
    }
}
