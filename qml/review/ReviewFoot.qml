pragma ComponentBehavior: Bound

import QtQuick
import Thucdia.Controls
import Thucdia.Review

// The decision: the main button follows what was written.
Item {
    id: foot

    required property ReviewModel review
    property bool narrow: false
    // The word on the whole visit is open.
    property bool general: false

    signal approved()
    signal returned()
    signal generalOpened()

    readonly property bool commented: review.comments > 0

    implicitHeight: buttons.height + 24 + (generalBox.visible ? generalBox.height : 0) + (refusal.visible ? refusal.height + 12 : 0)

    Rectangle {
        anchors.fill: parent
        color: Theme.surface

        Rectangle {
            width: parent.width
            height: Theme.borderWidth
            color: Theme.divider
        }
    }
    ReviewComment {
        id: generalBox

        visible: foot.general || foot.review.generalComment.length > 0
        y: 6
        width: foot.width
        text: foot.review.generalComment
        name: qsTr("What is asked for besides")
        hint: qsTr("On the visit as a whole: papers, photos or answers that are wanted.")
        onEdited: (text) => foot.review.comment("", text)
        onVisibleChanged: if (visible && foot.general) takeFocus()
    }
    Note {
        id: refusal

        visible: foot.review.refusal.length > 0
        x: 24
        y: (generalBox.visible ? generalBox.height : 0) + 12
        width: foot.width - 48
        title: foot.review.refusal === "illegal_move" ? qsTr("Somebody has decided on this visit meanwhile")
             : foot.review.refusal === "out_of_scope" || foot.review.refusal === "not_permitted"
               ? qsTr("This visit is not among yours to decide") : qsTr("Not saved yet")
        text: qsTr("Nothing was changed; what you have written stays here.")
    }
    Row {
        id: buttons

        x: 24
        y: foot.height - height - 12
        spacing: 10

        Button {
            visible: foot.commented
            implicitHeight: Theme.touchPrimary
            glyph: Icons.check
            text: qsTr("Approve")
            key: "D"
            onClicked: foot.approved()
        }
        Button {
            visible: !foot.commented && !foot.narrow
            implicitHeight: Theme.touchPrimary
            kind: Button.NotYet
            glyph: Icons.cornerUpLeft
            text: qsTr("Return: write a comment first")
            onClicked: foot.returned()
        }
        Button {
            implicitHeight: Theme.touchPrimary
            glyph: foot.narrow ? Icons.messageSquarePlus : ""
            text: foot.narrow ? "" : qsTr("Ask for more")
            key: "B"
            onClicked: foot.generalOpened()
        }
    }
    Button {
        x: foot.width - width - 24
        y: buttons.y
        kind: Button.Primary
        implicitHeight: Theme.touchPrimary
        busy: foot.review.busy
        glyph: foot.commented ? Icons.cornerUpLeft : Icons.check
        text: foot.commented ? qsTr("Return with %n comment(s)", "", foot.review.comments) : qsTr("Approve")
        key: foot.commented ? "T" : "D"
        onClicked: foot.commented ? foot.returned() : foot.approved()
    }
}
