import QtQuick
import Thucdia.Controls

// A question's words: the label, whether an answer is needed, the hint below; a computed value at the right.
Item {
    id: label

    property string text
    property string hint
    property string answer
    property bool big: false
    // Alone on its page.
    property bool alone: false
    property bool needed: false

    implicitHeight: words.implicitHeight + (hintLabel.visible ? hintLabel.implicitHeight + 2 : 0)

    Label {
        id: words

        width: label.width - (answerLabel.visible ? answerLabel.width + 16 : 0)
        style: label.alone ? Label.Question : label.big ? Label.Head : Label.Prompt
        wrapMode: Text.Wrap
        textFormat: Text.StyledText
        text: label.needed ? label.escaped(label.text) + "&nbsp; <font color=\"" + Theme.text2 + "\" size=\"" + (label.alone ? 1 : 2) + "\">" + qsTr("needed") + "</font>" : label.escaped(label.text)
        Accessible.role: Accessible.StaticText
        Accessible.name: label.needed ? label.text + ", " + qsTr("needed") : label.text
    }
    Label {
        id: hintLabel

        visible: text.length > 0
        y: words.implicitHeight + 2
        width: words.width
        style: label.alone ? Label.Body : Label.Small
        muted: true
        wrapMode: Text.Wrap
        text: label.hint
    }
    Label {
        id: answerLabel

        visible: text.length > 0
        x: label.width - width
        style: Label.Head
        text: label.answer
    }

    // qmllint disable compiler
    function escaped(plain: string): string {
        return plain.replace(/&/g, "&amp;").replace(/</g, "&lt;")
    }
}
