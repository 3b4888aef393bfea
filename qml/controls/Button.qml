import QtQuick
import QtQuick.Templates as T

// A button in its kinds. One Primary a screen, its words are the act. NotYet is dashed, says why in its words, and can
// still be pressed: it then leads to what is missing.
T.Button {
    id: button

    enum Kind { Primary, Secondary, Quiet, Careful, NotYet }

    property int kind: Button.Secondary
    property string glyph
    property bool glyphAfter: false
    property bool busy: false
    property string key
    property color ink: kind === Button.Primary ? Theme.primaryText : kind === Button.Quiet ? Theme.primary
                      : kind === Button.Careful ? Theme.bad : kind === Button.NotYet ? Theme.text2 : Theme.text

    readonly property bool boxed: kind !== Button.Quiet && kind !== Button.NotYet

    implicitHeight: Math.max(kind === Button.Primary ? Theme.touchPrimary : Theme.touch, row.implicitHeight + 16)
    implicitWidth: row.implicitWidth + leftPadding + rightPadding
    leftPadding: kind === Button.Primary ? 24 : kind === Button.Quiet ? 12 : 18
    rightPadding: leftPadding
    hoverEnabled: true
    focusPolicy: Qt.StrongFocus
    opacity: enabled ? 1 : 0.55

    Accessible.name: text
    Accessible.role: Accessible.Button
    Keys.onReturnPressed: button.clicked()
    Keys.onEnterPressed: button.clicked()

    background: Item {
        LedgeBox {
            anchors.fill: parent
            visible: button.boxed
            pressed: button.down
            edge: button.kind === Button.Primary ? Theme.ledge : button.kind === Button.Careful ? Theme.badLine : Theme.edge
            face: button.kind === Button.Primary ? (button.hovered && !button.down ? Qt.lighter(Theme.primary, 1.08) : Theme.primary)
                : button.down ? Theme.sunken : button.hovered ? Theme.primarySoft : Theme.surface
        }
        DashedBox {
            anchors.fill: parent
            visible: button.kind === Button.NotYet
            face: Theme.surface
            edge: Theme.edge
        }
        Rectangle {
            anchors.fill: parent
            visible: button.kind === Button.Quiet && (button.hovered || button.down)
            radius: Theme.controlRadius
            color: button.down ? Theme.sunken : Theme.primarySoft
        }
        FocusRing { visible: button.visualFocus }
    }

    contentItem: Item {
        implicitWidth: row.implicitWidth
        implicitHeight: row.implicitHeight

        Row {
            id: row

            x: Math.max(0, (parent.width - width) / 2)
            y: (parent.height - height) / 2 - (button.boxed && !button.down ? 1 : 0)
            spacing: 10
            layoutDirection: button.glyphAfter ? Qt.RightToLeft : Qt.LeftToRight

            Icon {
                id: spinner

                visible: button.glyph.length > 0 || button.busy
                anchors.verticalCenter: parent.verticalCenter
                size: button.kind === Button.Primary ? 24 : 22
                text: button.busy ? Icons.loaderCircle : button.glyph
                color: button.ink

                RotationAnimation on rotation {
                    running: button.busy && !Theme.reduceMotion
                    from: 0
                    to: 360
                    duration: 1000
                    loops: Animation.Infinite
                    onStopped: spinner.rotation = 0
                }
            }
            Label {
                visible: button.text.length > 0
                anchors.verticalCenter: parent.verticalCenter
                style: Label.Strong
                text: button.text
                color: button.ink
                font.underline: Theme.sunlight && button.kind === Button.Quiet
            }
            KeyCap {
                visible: button.key.length > 0
                anchors.verticalCenter: parent.verticalCenter
                text: button.key
                ink: button.ink
            }
        }
    }
}
