pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import Thucdia.Controls
import Thucdia.Review

// A line of the desk: a section, a row of a repeat, or a question with contract, last time and now. The current one
// opens: what a rule remarks, the inspector's reason, and a place for a comment.
T.AbstractButton {
    id: row

    required property int kind
    required property string key
    required property string label
    required property string contract
    required property string before
    required property string now
    required property bool differs
    required property string warning
    required property string reason
    required property int photo
    required property string comment
    property bool current: false
    property bool hasPrevious: false
    property bool hasContract: false
    property bool writable: false
    // Widths of the columns after the first.
    property int contractWidth: 0
    property int beforeWidth: 0
    property int nowWidth: 0

    signal commented(string key, string text)
    signal commentOpened()
    signal photoOpened(int photo)

    readonly property bool question: kind === ReviewModel.Question
    readonly property bool same: question && hasPrevious && !differs && now.length > 0

    function write() {
        if (editor.item !== null)
            (editor.item as ReviewComment).takeFocus()
    }

    enabled: question
    implicitHeight: line.height + (editor.active ? editor.height : 0)
    hoverEnabled: question
    focusPolicy: Qt.NoFocus
    Accessible.role: question ? Accessible.Row : Accessible.Heading
    Accessible.name: question ? label + ": " + now : label

    background: Rectangle {
        color: row.current ? Theme.primarySoft : !row.question ? Theme.bg : row.hovered ? Theme.primarySoft : Theme.surface

        Rectangle {
            y: line.height - height
            width: parent.width
            height: Theme.borderWidth
            color: Theme.line
        }
        Rectangle {
            visible: row.current
            width: Theme.hereWidth
            height: parent.height
            color: Theme.here
        }
    }
    contentItem: Item {
        Item {
            id: line

            width: parent.width
            height: Math.max(40, label_.height + 16, now_.height + 16, before_.height + 16, contract_.height + 16)

            Label {
                id: label_

                x: row.kind === ReviewModel.Group ? 36 : 24
                y: 8
                width: row.question ? contract_.x - x - 12 : parent.width - x - 24
                style: !row.question ? Label.Strong : Label.Body
                font.weight: row.current || !row.question ? 600 : 400
                muted: row.kind === ReviewModel.Group
                wrapMode: Text.Wrap
                text: row.label
            }
            Label {
                id: contract_

                x: before_.x - width - 12
                y: 8
                width: row.contractWidth
                visible: row.question && row.hasContract
                wrapMode: Text.Wrap
                maximumLineCount: 4
                text: row.contract.length > 0 ? row.contract : "—"
                muted: row.contract.length === 0
            }
            Label {
                id: before_

                x: bar.x - width - 12
                y: 8
                width: row.beforeWidth
                visible: row.question && row.hasPrevious
                wrapMode: Text.Wrap
                maximumLineCount: 6
                text: row.before.length > 0 ? row.before : "—"
                muted: row.before.length === 0
            }
            Rectangle {
                id: bar

                x: now_.x - 12
                y: 8
                visible: row.question && row.differs
                width: 4
                height: Math.max(24, now_.height)
                radius: 2
                color: Theme.primary
            }
            Label {
                id: now_

                x: parent.width - row.nowWidth - 96
                y: 8
                width: row.nowWidth
                visible: row.question
                style: row.same ? Label.Body : Label.Strong
                wrapMode: Text.Wrap
                text: row.photo >= 0 ? qsTr("Photo %1").arg(row.photo + 1) : row.same ? qsTr("as before")
                    : row.now.length > 0 ? row.now : qsTr("no answer")
                muted: row.same || (row.now.length === 0 && row.photo < 0)
                color: row.photo >= 0 ? Theme.primary : muted ? Theme.text2 : Theme.text

                TapHandler {
                    enabled: row.photo >= 0
                    onTapped: row.photoOpened(row.photo)
                }
            }
            Icon {
                visible: row.warning.length > 0
                x: parent.width - 88
                y: 8
                text: Icons.triangleAlert
                color: Theme.warn
            }
            IconButton {
                visible: row.question && row.writable && (row.comment.length > 0 || row.hovered || row.current)
                x: parent.width - width - 6
                y: (line.height - height) / 2
                height: 40
                glyph: row.comment.length > 0 ? Icons.messageSquareText : Icons.messageSquarePlus
                name: row.comment.length > 0 ? qsTr("Change the comment") : qsTr("Comment on this answer")
                ink: Theme.primary
                onClicked: row.commentOpened()
            }
        }
        Loader {
            id: editor

            y: line.height
            width: parent.width
            active: row.current && row.question
            source: "ReviewComment.qml"
            onLoaded: {
                (item as ReviewComment).warning = row.warning;
                (item as ReviewComment).reason = row.reason;
                (item as ReviewComment).writable = row.writable;
                (item as ReviewComment).text = row.comment
            }
        }
        Connections {
            target: editor.item as ReviewComment

            function onEdited(text: string) {
                row.commented(row.key, text)
            }
        }
    }
}
