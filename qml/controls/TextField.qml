pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T

// One line of typed text, 56 high. The label stands above it, never inside. Text that is still being composed (Telex,
// VNI) is underlined by the input method and never checked: `edited` tells what was committed.
T.TextField {
    id: field

    property string name
    property bool invalid: false
    property bool big: false
    property string unit
    property string glyph

    // What was typed, without a composition that is not finished.
    signal edited(string text)

    implicitWidth: 280
    implicitHeight: Math.max(big ? Theme.touchPrimary + 4 : Theme.touchPrimary, contentHeight + 24)
    leftPadding: 16 + (glyph.length > 0 ? 34 : 0)
    rightPadding: 16 + (tail.visible ? tail.width + 10 : 0) + (unitLabel.visible ? unitLabel.width + 10 : 0)
    verticalAlignment: TextInput.AlignVCenter
    color: Theme.text
    selectionColor: Theme.primary
    selectedTextColor: Theme.primaryText
    placeholderTextColor: Theme.text2
    selectByMouse: true
    font.family: Theme.family
    font.pixelSize: Theme.scaled(big ? 24 : 18)
    font.weight: big ? 600 : 500
    Accessible.name: name.length > 0 ? name : placeholderText
    Accessible.role: Accessible.EditableText

    onTextEdited: edited(text)

    cursorDelegate: Rectangle {
        id: caret

        width: 2
        color: Theme.focus
        visible: field.cursorVisible

        Timer {
            running: field.cursorVisible && !Theme.reduceMotion
            repeat: true
            interval: 530
            onTriggered: caret.opacity = caret.opacity > 0 ? 0 : 1
            onRunningChanged: caret.opacity = 1
        }
    }

    background: FieldFrame {
        focused: field.activeFocus
        invalid: field.invalid
        locked: field.readOnly
    }

    Icon {
        visible: field.glyph.length > 0
        x: 16
        anchors.verticalCenter: parent.verticalCenter
        text: field.glyph
        color: Theme.text2
    }
    Label {
        visible: field.text.length === 0 && field.preeditText.length === 0 && field.placeholderText.length > 0
        x: field.leftPadding
        width: field.width - field.leftPadding - field.rightPadding
        anchors.verticalCenter: parent.verticalCenter
        style: Label.Field
        muted: true
        text: field.placeholderText
    }
    Label {
        id: unitLabel

        visible: field.unit.length > 0
        anchors { right: parent.right; rightMargin: 16 + (tail.visible ? tail.width + 10 : 0); verticalCenter: parent.verticalCenter }
        muted: true
        text: field.unit
    }
    Icon {
        id: tail

        visible: field.readOnly || field.invalid
        anchors { right: parent.right; rightMargin: 16; verticalCenter: parent.verticalCenter }
        text: field.readOnly ? Icons.lock : Icons.octagonAlert
        color: field.readOnly ? Theme.text2 : Theme.bad
    }
}
