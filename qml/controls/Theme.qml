pragma Singleton

import QtQuick

// The one look of every screen: three palettes, one text face, measures that follow the person's settings.
// Colours are the tokens of the visual language; the meaning of each stands beside it.
QtObject {
    id: theme

    enum Look { Light, Dark, Sunlight }

    // Settings of the person, set by the app from what is kept on the device.
    property int look: Theme.Light
    property real textScale: 1.0
    property bool gloves: false
    property bool reduceMotion: false
    property bool leftHand: false

    readonly property bool sunlight: look === Theme.Sunlight
    readonly property bool dark: look === Theme.Dark

    // Ground and text.
    readonly property color bg: of("#F1F3F0", "#0D1413", "#FFFFFF")
    readonly property color surface: of("#FFFFFF", "#172120", "#FFFFFF")
    readonly property color sunken: of("#E7EBE7", "#0A100F", "#F2F2F2")
    readonly property color line: of("#CDD4D0", "#2F3C3A", "#5A625F")
    readonly property color edge: of("#6F7B77", "#84948F", "#000000")
    readonly property color text: of("#14201E", "#EBF1EF", "#000000")
    readonly property color text2: of("#475350", "#A9B7B3", "#1D2624")
    // Dividers between questions and panes: black in the sun.
    readonly property color divider: sunlight ? "#000000" : line

    // Actions and selection.
    readonly property color primary: of("#174A86", "#A3C8F6", "#002C66")
    readonly property color primaryText: of("#FFFFFF", "#07203F", "#FFFFFF")
    readonly property color primarySoft: of("#E4EDF8", "#1A3250", "#FFFFFF")
    readonly property color primaryLine: of("#9DB8DB", "#46688F", "#002C66")
    readonly property color ledge: of("#0E3160", "#6E97CA", "#000000")
    readonly property color focus: of("#174A86", "#F2B01E", "#000000")
    readonly property color scrim: of("#14201E", "#000000", "#000000")

    // Navigation.
    readonly property color rail: of("#10294A", "#080D10", "#FFFFFF")
    readonly property color railSelected: of("#23456F", "#1B2E45", "#000000")
    readonly property color railText: of("#FFFFFF", "#FFFFFF", "#000000")
    readonly property color railText2: of("#BCCADE", "#A6B6CA", "#1D2624")

    // Turmeric: where the person stands now, and nothing else.
    readonly property color here: of("#F2B01E", "#F2B01E", "#FFC400")
    readonly property color hereText: of("#14201E", "#14201E", "#000000")

    // Status: never without its shape and its word.
    readonly property color ok: of("#006F57", "#5FD0AE", "#00503A")
    readonly property color okSoft: of("#E0F3EC", "#12332A", "#FFFFFF")
    readonly property color okLine: of("#7FBDA9", "#2F6B57", "#00503A")
    readonly property color warn: of("#8F4900", "#FFC98A", "#713400")
    readonly property color warnSoft: of("#FFF1DC", "#3A2812", "#FFFFFF")
    readonly property color warnLine: of("#D99A55", "#80592C", "#713400")
    readonly property color bad: of("#8C0F2B", "#FF97A0", "#6E0018")
    readonly property color badSoft: of("#FBE6E9", "#451B21", "#FFFFFF")
    readonly property color badLine: of("#CF7F8E", "#8E444D", "#6E0018")
    readonly property color returned: of("#14201E", "#EBF1EF", "#000000")
    readonly property color draft: of("#475350", "#A9B7B3", "#1D2624")
    readonly property color draftSoft: of("#E7EBE7", "#22302D", "#FFFFFF")
    readonly property color draftLine: of("#A9B3AF", "#4A5A56", "#1D2624")

    // Measures, in device-independent pixels.
    readonly property int borderWidth: sunlight ? 2 : 1
    readonly property int ledgeHeight: sunlight ? 4 : 3
    readonly property int hereWidth: sunlight ? 10 : 5
    readonly property int touch: gloves ? 56 : 48
    readonly property int touchPrimary: gloves ? 64 : 56
    readonly property int rowHeight: gloves ? 80 : 72
    readonly property int cardRadius: 12
    readonly property int controlRadius: 10
    readonly property int chipRadius: 8

    readonly property int pressTime: reduceMotion ? 0 : 80
    readonly property int slideTime: reduceMotion ? 0 : 160
    readonly property int tickTime: reduceMotion ? 0 : 120

    readonly property string family: "Thuc Dia Sans"
    readonly property string iconFamily: "Thuc Dia Icons"

    readonly property FontLoader regular: FontLoader { source: "fonts/ThucDiaSans-Regular.ttf" }
    readonly property FontLoader medium: FontLoader { source: "fonts/ThucDiaSans-Medium.ttf" }
    readonly property FontLoader semiBold: FontLoader { source: "fonts/ThucDiaSans-SemiBold.ttf" }
    readonly property FontLoader bold: FontLoader { source: "fonts/ThucDiaSans-Bold.ttf" }
    readonly property FontLoader icons: FontLoader { source: "fonts/ThucDiaIcons.ttf" }

    function of(light: color, dark: color, sun: color): color {
        return look === Theme.Light ? light : look === Theme.Dark ? dark : sun
    }

    // A text measure at the person's text size.
    function scaled(px: real): int {
        return Math.round(px * textScale)
    }
}
