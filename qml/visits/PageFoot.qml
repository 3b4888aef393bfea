import QtQuick
import Thucdia.Controls
import Thucdia.Visits

// A phone's foot of a visit: the question before, and the next one by its name.
Rectangle {
    id: foot

    required property VisitModel visit

    signal missingAsked()
    signal signingAsked()

    readonly property QuestionListModel questions: visit.questions
    readonly property bool first: questions.page === 0
    readonly property bool last: questions.page >= questions.pageCount - 1
    readonly property bool inRow: visit.rowTitle.length > 0
    readonly property bool lastSection: visit.section >= visit.sections.count - 1
    readonly property bool toSign: last && !inRow && lastSection

    // Labels longer than the button are left to the page itself.
    readonly property string ahead: last ? "" : questions.pageTitle(questions.page + 1)

    implicitHeight: next.implicitHeight + 24
    color: Theme.surface

    Rectangle {
        width: foot.width
        height: Theme.borderWidth
        color: Theme.divider
    }
    Button {
        id: before

        x: Theme.leftHand ? foot.width - width - 16 : 16
        y: 12
        width: 72
        height: next.height
        enabled: !foot.first || foot.inRow || foot.visit.section > 0
        glyph: Icons.arrowLeft
        Accessible.name: qsTr("Question before")
        onClicked: {
            if (!foot.first) {
                foot.questions.page -= 1
            } else if (foot.inRow) {
                foot.visit.closeRow()
            } else {
                foot.visit.goToSection(foot.visit.section - 1)
                foot.questions.page = foot.questions.pageCount - 1
            }
        }
    }
    Button {
        id: next

        x: Theme.leftHand ? 16 : 100
        y: 12
        width: foot.width - 116
        implicitHeight: Theme.touchPrimary + 4
        kind: foot.toSign && foot.visit.missing > 0 ? Button.NotYet : Button.Primary
        glyph: foot.toSign ? Icons.signature : foot.last && foot.inRow ? Icons.check : Icons.arrowRight
        glyphAfter: !foot.last
        text: !foot.last ? (foot.ahead.length > 0 && foot.ahead.length <= 22 ? foot.ahead : qsTr("Next"))
            : foot.inRow ? qsTr("Row is done")
            : !foot.lastSection ? qsTr("Next section")
            : foot.visit.missing > 0 ? qsTr("Sign: %n answer(s) missing", "", foot.visit.missing) : qsTr("Read back and sign")
        onClicked: {
            if (!foot.last)
                foot.questions.page += 1
            else if (foot.inRow)
                foot.visit.closeRow()
            else if (!foot.lastSection)
                foot.visit.goToSection(foot.visit.section + 1)
            else if (foot.visit.missing > 0)
                foot.missingAsked()
            else
                foot.signingAsked()
        }
    }
}
