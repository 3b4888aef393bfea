import QtQuick
import Thucdia.Controls
import Thucdia.Visits

// Beside the signatures: what the minutes hold, and what is still missing.
Column {
    id: summary

    required property SignModel sign

    signal missingOpened()
    signal minutesOpened()

    spacing: 18

    component Fact: Row {
        id: fact

        property string glyph
        property color ink: Theme.text
        property string title
        property string text

        width: parent ? parent.width : 0
        spacing: 14

        Icon {
            id: sign_

            size: 26
            text: fact.glyph
            color: fact.ink
        }
        Column {
            width: fact.width - sign_.width - 14

            Label {
                width: parent.width
                style: Label.Strong
                wrapMode: Text.Wrap
                text: fact.title
            }
            Label {
                visible: text.length > 0
                width: parent.width
                style: Label.Small
                muted: true
                wrapMode: Text.Wrap
                text: fact.text
            }
        }
    }

    Column {
        width: summary.width
        spacing: 2

        Label {
            width: parent.width
            style: Label.Question
            wrapMode: Text.Wrap
            text: summary.sign.sealed ? qsTr("The minutes are locked") : summary.sign.missing > 0 ? qsTr("Not complete yet")
                                                                                                  : qsTr("The minutes are complete")
        }
        Label {
            visible: text.length > 0
            width: parent.width
            muted: true
            wrapMode: Text.Wrap
            text: summary.sign.sealed ? qsTr("Locked at %1").arg(summary.sign.sealedAt)
                : summary.sign.readBack ? qsTr("Read back to everybody, and agreed") : ""
        }
    }
    Fact {
        glyph: summary.sign.missing > 0 ? Icons.circleDashed : Icons.circleCheck
        ink: summary.sign.missing > 0 ? Theme.bad : Theme.ok
        title: summary.sign.missing > 0 ? qsTr("%n question(s) left before signing", "", summary.sign.missing)
                                        : qsTr("%n answer(s), none missing that is required", "", summary.sign.answered)
        text: summary.sign.missingLabels

        TapHandler {
            enabled: summary.sign.missing > 0
            onTapped: summary.missingOpened()
        }
    }
    Fact {
        visible: summary.sign.warnings > 0
        glyph: Icons.triangleAlert
        ink: Theme.warn
        title: summary.sign.warningsWithoutReason > 0
               ? qsTr("%1 warnings, %2 without a reason").arg(summary.sign.warnings).arg(summary.sign.warningsWithoutReason)
               : qsTr("%n warning(s), with reasons", "", summary.sign.warnings)
        text: summary.sign.warningText
    }
    Fact {
        visible: summary.sign.photos > 0
        glyph: Icons.image
        title: qsTr("%n photo(s)", "", summary.sign.photos)
        text: qsTr("Kept on this device")
    }
    Fact {
        visible: summary.sign.findings > 0
        glyph: Icons.octagonAlert
        ink: summary.sign.serious > 0 ? Theme.bad : Theme.warn
        title: qsTr("%n finding(s)", "", summary.sign.findings)
        text: (summary.sign.serious > 0 ? qsTr("%n serious", "", summary.sign.serious) : "")
              + (summary.sign.serious > 0 && summary.sign.findingText.length > 0 ? " · " : "")
              + (summary.sign.findingText.length > 0 ? qsTr("due %1").arg(summary.sign.findingText) : "")
    }
    Fact {
        visible: summary.sign.conclusion.length > 0
        glyph: Icons.clipboardCheck
        title: qsTr("Conclusion: %1").arg(summary.sign.conclusion)
    }
    Button {
        glyph: Icons.eye
        text: qsTr("Read the minutes")
        onClicked: summary.minutesOpened()
    }
    Row {
        width: summary.width
        spacing: 12

        Icon {
            id: lock

            size: 22
            text: Icons.lock
            color: Theme.text2
        }
        Label {
            width: parent.width - lock.width - 12
            style: Label.Small
            muted: true
            wrapMode: Text.Wrap
            text: qsTr("Once signed, the minutes are locked on this device. To change them a new version is opened; this one stays as it is.")
        }
    }
}
