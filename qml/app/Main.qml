import QtQuick
import QtQuick.Controls.Basic as Basic
import Thucdia.Controls
import Thucdia.Planning
import Thucdia.Syncing
import Thucdia.Workspace

// The window: navigation at the edge, one page beside it.
Basic.ApplicationWindow {
    id: window

    required property Workspace workspace
    required property Preferences preferences
    required property SyncService syncing

    readonly property bool upright: width < height

    width: 1280
    height: 800
    minimumWidth: 360
    minimumHeight: 560
    visible: true
    title: qsTr("Thực Địa")
    color: Theme.bg

    // Back never loses and never asks; on a tablet it leaves the app only from the first page.
    onClosing: (close) => {
        close.accepted = Qt.platform.os !== "android" || !shell.back()
    }

    // Goes to a place of the navigation, and on from there to the page of a record.
    function showPlace(place: string, page: string, record: string) {
        shell.show(place)
        shell.showRecord(page, record)
    }

    Binding { target: Theme; property: "look"; value: window.preferences.look }
    Binding { target: Theme; property: "textScale"; value: window.preferences.textScale }
    Binding { target: Theme; property: "gloves"; value: window.preferences.gloves }
    Binding { target: Theme; property: "leftHand"; value: window.preferences.leftHand }
    Binding { target: Theme; property: "reduceMotion"; value: window.preferences.reduceMotion }

    Waiting {
        id: waiting

        workspace: window.workspace
    }
    NavigationPane {
        id: pane

        readonly property bool atRight: Theme.leftHand && !horizontal

        visible: !shell.immersed && window.workspace.enrolled
        horizontal: window.upright
        narrow: window.width >= 1360
        supervisor: window.workspace.supervisor
        clerk: window.workspace.clerk
        initials: window.workspace.initials
        current: shell.place
        visitsBadge: waiting.returned
        findingsBadge: waiting.lateFindings
        reviewBadge: waiting.toReview
        x: atRight ? window.width - width : 0
        y: horizontal ? window.height - height : 0
        width: horizontal ? window.width : implicitWidth
        height: horizontal ? implicitHeight : window.height
        onPicked: (place) => shell.show(place)
        onMoreAsked: more.open()
        onPersonPicked: shell.show("settings")
    }
    Shell {
        id: shell

        x: pane.visible && !pane.horizontal && !pane.atRight ? pane.width : 0
        width: window.width - (pane.visible && !pane.horizontal ? pane.width : 0)
        height: window.height - (pane.visible && pane.horizontal ? pane.height : 0)
        workspace: window.workspace
        preferences: window.preferences
        syncing: window.syncing
    }
    MoreSheet {
        id: more

        onPicked: (place) => shell.show(place)
    }
    Shortcut {
        sequences: ["Back", "Alt+Left", "Escape"]
        onActivated: shell.back()
    }
}
