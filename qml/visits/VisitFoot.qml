import QtQuick
import Thucdia.Controls
import Thucdia.Visits

// 76 high: the section before, what lacks, the section after; at the end the signatures.
Rectangle {
    id: foot

    required property VisitModel visit

    signal missingAsked()
    signal signingAsked()

    readonly property bool inRow: visit.rowTitle.length > 0
    readonly property bool last: visit.section >= visit.sections.count - 1
    readonly property bool narrow: width < 620

    implicitHeight: Theme.touchPrimary + 20
    color: Theme.surface

    Rectangle {
        width: foot.width
        height: Theme.borderWidth
        color: Theme.divider
    }
    Button {
        visible: foot.inRow || foot.visit.section > 0
        x: Theme.leftHand ? foot.width - width - 28 : 28
        anchors.verticalCenter: parent.verticalCenter
        implicitHeight: Theme.touchPrimary
        glyph: Icons.arrowLeft
        text: foot.inRow ? qsTr("Back to the list") : foot.narrow ? "" : qsTr("Before")
        Accessible.name: qsTr("Section before")
        onClicked: foot.inRow ? foot.visit.closeRow() : foot.visit.goToSection(foot.visit.section - 1)
    }
    Row {
        x: Theme.leftHand ? 20 : foot.width - width - 20
        anchors.verticalCenter: parent.verticalCenter
        spacing: 12
        layoutDirection: Theme.leftHand ? Qt.RightToLeft : Qt.LeftToRight

        Button {
            visible: foot.visit.missing > 0 && !foot.visit.locked
            implicitHeight: Theme.touchPrimary
            glyph: Icons.listChecks
            text: qsTr("%n answer(s) to go", "", foot.visit.missing)
            onClicked: foot.missingAsked()
        }
        Button {
            visible: foot.visit.missing === 0 && !foot.visit.locked && !foot.inRow && !foot.last
            implicitHeight: Theme.touchPrimary
            glyph: Icons.signature
            text: foot.narrow ? qsTr("Sign") : qsTr("Read back and sign")
            onClicked: foot.signingAsked()
        }
        Button {
            visible: !foot.inRow && !foot.last
            kind: Button.Primary
            glyph: Icons.arrowRight
            glyphAfter: true
            text: qsTr("Next section")
            onClicked: foot.visit.goToSection(foot.visit.section + 1)
        }
        Button {
            visible: foot.inRow
            kind: Button.Primary
            glyph: Icons.check
            text: qsTr("Row is done")
            onClicked: foot.visit.closeRow()
        }
        Button {
            visible: !foot.inRow && foot.last && !foot.visit.locked
            kind: foot.visit.missing > 0 ? Button.NotYet : Button.Primary
            implicitHeight: Theme.touchPrimary
            glyph: Icons.signature
            text: foot.visit.missing > 0 ? qsTr("Sign: %n answer(s) missing", "", foot.visit.missing) : qsTr("Read back and sign")
            onClicked: foot.visit.missing > 0 ? foot.missingAsked() : foot.signingAsked()
        }
    }
}
