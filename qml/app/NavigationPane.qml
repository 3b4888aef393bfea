pragma ComponentBehavior: Bound

import QtQuick
import Thucdia.Controls

// The rail at the left, or the bar at the bottom of an upright tablet: where the person can go, and where they are.
Rectangle {
    id: pane

    property bool horizontal: false
    property bool narrow: false
    property bool supervisor: false
    property bool clerk: false
    property string initials
    property string current
    property int visitsBadge: 0
    property int findingsBadge: 0
    property int reviewBadge: 0

    readonly property list<string> places: supervisor ? ["review", "facilities", "visits", "findings"] : clerk ? ["visits", "facilities", "findings"]
                                                      : ["home", "facilities", "visits", "findings"]
    // Upright there is no rail with the person on top: settings and sending stand in the bar, on a phone behind "more".
    readonly property bool phone: horizontal && width < 600
    readonly property list<string> ends: !horizontal ? [] : phone ? ["more"] : ["settings", "sync"]
    readonly property int count: places.length + ends.length

    signal picked(string place)
    signal moreAsked()
    signal personPicked()

    implicitWidth: narrow ? 88 : 96
    implicitHeight: phone ? 64 : 76
    color: Theme.rail

    function wordsOf(place: string): string {
        switch (place) {
        case "home": return qsTr("Today")
        case "review": return qsTr("Review")
        case "facilities": return qsTr("Register")
        case "visits": return qsTr("Visits")
        case "findings": return qsTr("Findings")
        case "settings": return qsTr("Settings")
        case "more": return qsTr("More")
        default: return qsTr("Send, receive")
        }
    }
    function glyphOf(place: string): string {
        switch (place) {
        case "home": return Icons.sun
        case "review": return Icons.inbox
        case "facilities": return Icons.building2
        case "visits": return Icons.clipboardList
        case "findings": return Icons.triangleAlert
        case "settings": return Icons.settings
        case "more": return Icons.ellipsis
        default: return Icons.refreshCw
        }
    }

    IconButton {
        id: me

        visible: !pane.horizontal
        anchors.horizontalCenter: parent.horizontalCenter
        y: 14
        width: 48
        height: 48
        glyph: ""
        name: qsTr("Settings")
        onClicked: pane.personPicked()

        Avatar {
            anchors.fill: parent
            color: Theme.railSelected
            border.width: 0
            inkColor: Theme.sunlight ? "#FFFFFF" : Theme.railText
            initials: pane.initials
        }
    }
    Repeater {
        model: pane.count

        NavigationItem {
            id: item

            required property int index
            readonly property string place: index < pane.places.length ? pane.places[index] : pane.ends[index - pane.places.length] ?? ""

            x: pane.horizontal ? 12 + index * width : 0
            y: pane.horizontal ? 0 : 76 + index * height
            width: pane.horizontal ? (pane.width - 24) / pane.count : pane.width
            height: pane.horizontal ? pane.height : implicitHeight
            atTop: pane.horizontal
            glyph: pane.glyphOf(place)
            text: pane.wordsOf(place)
            chosen: pane.current === place || (place === "more" && (pane.current === "sync" || pane.current === "settings"))
            badge: place === "visits" ? pane.visitsBadge : place === "findings" ? pane.findingsBadge : place === "review" ? pane.reviewBadge : 0
            onClicked: item.place === "more" ? pane.moreAsked() : pane.picked(item.place)
        }
    }
    NavigationItem {
        visible: !pane.horizontal
        y: pane.height - height - 12
        width: pane.width
        glyph: pane.glyphOf("sync")
        text: pane.wordsOf("sync")
        chosen: pane.current === "sync"
        onClicked: pane.picked("sync")
    }
    Rectangle {
        visible: Theme.sunlight
        x: pane.horizontal ? 0 : pane.width - 2
        width: pane.horizontal ? pane.width : 2
        height: pane.horizontal ? 2 : pane.height
        color: "#000000"
    }
}
