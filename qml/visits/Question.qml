import QtQuick
import Thucdia.Visits

// What a question of a visit is, to the field that answers it.
FocusScope {
    id: question

    required property int index
    required property int kind
    required property string label
    required property string hint
    required property string value
    required property string shown
    required property string unit
    required property bool needed
    required property bool locked
    required property string error
    required property list<string> choiceValues
    required property list<string> choiceLabels
    required property string previous
    required property bool previousSame
    required property string picture
    required property string subtitle
    required property bool alarming
    required property bool addable
    required property string comment
    required property int page

    required property VisitModel visit
    property int margin: 28
    property bool beside: true
    property int moneyUnit: 1
    property string previousDay
    property PositionReader position: null

    signal moneyUnitPicked(int unit)
    signal fileAsked(int row)
    signal choicesAsked(int row, string title)

    // What the fields have for their width.
    property int column: 0
}
