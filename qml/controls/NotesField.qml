import QtQuick
import QtQuick.Templates as T

// Several lines of typed text; grows with what is written.
T.TextArea {
    id: field

    property string name
    property bool invalid: false

    // What was typed by hand, not what a model set.
    signal edited(string text)

    implicitWidth: 480
    implicitHeight: Math.max(112, contentHeight + topPadding + bottomPadding)
    padding: 16
    topPadding: 14
    bottomPadding: 14
    wrapMode: TextEdit.Wrap
    color: Theme.text
    selectionColor: Theme.primary
    selectedTextColor: Theme.primaryText
    selectByMouse: true
    font.family: Theme.family
    font.pixelSize: Theme.scaled(18)
    font.weight: 500
    Accessible.name: name
    Accessible.role: Accessible.EditableText
    Accessible.multiLine: true
    KeyNavigation.priority: KeyNavigation.BeforeItem
    KeyNavigation.tab: field.nextItemInFocusChain(true)

    onTextChanged: if (activeFocus && preeditText.length === 0) edited(text)

    background: FieldFrame {
        focused: field.activeFocus
        invalid: field.invalid
        locked: field.readOnly
    }

    Label {
        visible: field.text.length === 0 && field.preeditText.length === 0 && field.placeholderText.length > 0
        x: field.leftPadding
        y: field.topPadding
        width: field.width - 32
        style: Label.Field
        muted: true
        text: field.placeholderText
        wrapMode: Text.Wrap
    }
}
