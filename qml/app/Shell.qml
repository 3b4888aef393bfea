import QtQuick
import QtQuick.Controls.Basic as Basic
import Thucdia.Controls
import Thucdia.Syncing
import Thucdia.Workspace

// The stack of pages. A place of the navigation begins a new stack; what grows out of it is pushed on top.
Item {
    id: shell

    required property Workspace workspace
    required property Preferences preferences
    required property SyncService syncing

    readonly property Page current: stack.currentItem as Page
    readonly property bool immersed: current !== null && current.immersed // qmllint disable compiler
    property string place

    // A stack view takes a page's properties as an object, which is not compiled.
    // qmllint disable compiler

    // Replaces everything by a place of the navigation.
    function show(where: string) {
        const [name, view] = where.split("/")
        const url = urlOf(name)
        if (url.length === 0)
            return
        place = name
        stack.clear(Basic.StackView.Immediate)
        const own = name === "sync" || name === "enrol" ? {syncing: syncing} : {view: view ?? ""}
        stack.push(url, shared(own), Basic.StackView.Immediate)
    }

    // The page of a record, by the page's name; nothing for a place of its own.
    function showRecord(name: string, record: string) {
        switch (name) {
        case "facility": navigation.facilityRequested(record); break
        case "start": navigation.visitStartRequested(record, "", ""); break
        case "visit": navigation.visitRequested(record); break
        case "signing": navigation.signingRequested(record); break
        case "minutes": navigation.minutesRequested(record); break
        case "conflicts": navigation.conflictsRequested(record); break
        }
    }

    // One step back; false when there is none.
    function back(): bool {
        if (stack.depth < 2)
            return shell.current !== null && !shell.current.leave()
        if (shell.current.leave())
            stack.pop()
        return true
    }

    // The visit's page, at the next question that lacks: the one below, when its signatures are on top of it.
    function showMissing(visit: string) {
        const below = stack.depth > 1 ? stack.get(stack.depth - 2) as Page : null
        if (below === null || below.record !== visit) {
            open("qrc:/qt/qml/Thucdia/Visits/VisitPage.qml", {visit: visit, seekMissing: true})
            return
        }
        stack.pop()
        below.showMissing()
    }

    function urlOf(where: string): string {
        switch (where) {
        case "enrol": return "qrc:/qt/qml/Thucdia/Syncing/EnrolPage.qml"
        case "home": return "qrc:/qt/qml/Thucdia/Planning/HomePage.qml"
        case "facilities": return "qrc:/qt/qml/Thucdia/Registers/FacilitiesPage.qml"
        case "visits": return "qrc:/qt/qml/Thucdia/Visits/VisitsPage.qml"
        case "findings": return "qrc:/qt/qml/Thucdia/Visits/FindingsPage.qml"
        case "review": return "qrc:/qt/qml/Thucdia/Review/ReviewPage.qml"
        case "sync": return "qrc:/qt/qml/Thucdia/Syncing/SyncPage.qml"
        case "settings": return "qrc:/qt/qml/Thucdia/Settings/SettingsPage.qml"
        default: return ""
        }
    }

    function shared(properties: var): var {
        properties.workspace = workspace
        properties.preferences = preferences
        properties.navigation = navigation
        return properties
    }

    function open(url: string, properties: var) {
        stack.push(url, shared(properties))
    }

    // qmllint enable compiler

    // Where a person begins.
    function home(): string {
        return workspace.supervisor ? "review" : workspace.clerk ? "visits" : "home"
    }

    Component.onCompleted: show(workspace.enrolled ? home() : "enrol")

    Navigation {
        id: navigation

        onBackRequested: shell.back()
        onPlaceRequested: (where) => shell.show(where)
        onVisitRequested: (visit) => shell.open("qrc:/qt/qml/Thucdia/Visits/VisitPage.qml", {visit: visit})
        onSigningRequested: (visit) => shell.open("qrc:/qt/qml/Thucdia/Visits/SignPage.qml", {visit: visit})
        onMissingRequested: (visit) => shell.showMissing(visit)
        onMinutesRequested: (visit) => shell.open("qrc:/qt/qml/Thucdia/Reports/MinutesPage.qml", {visit: visit})
        onReviewRequested: (visit) => shell.open("qrc:/qt/qml/Thucdia/Review/ReviewPage.qml", {visit: visit})
        onConflictsRequested: (visit) => shell.open("qrc:/qt/qml/Thucdia/Syncing/ConflictPage.qml", {visit: visit})
        onFacilityRequested: (facility) => shell.open("qrc:/qt/qml/Thucdia/Registers/FacilityPage.qml", {facility: facility})
        onNewFacilityRequested: shell.open("qrc:/qt/qml/Thucdia/Registers/NewFacilityPage.qml", {})
        onSettingsRequested: shell.show("settings")
        onVisitStartRequested: (facility, project, beneficiary) =>
            shell.open("qrc:/qt/qml/Thucdia/Registers/StartVisitPage.qml", {facility: facility, project: project, beneficiary: beneficiary})
    }
    Connections {
        target: shell.workspace

        function onPersonChanged() {
            if (shell.workspace.enrolled && shell.place === "enrol")
                shell.show(shell.home())
        }
    }
    Basic.StackView {
        id: stack

        anchors.fill: parent
        focus: true
        pushEnter: Transition {
            NumberAnimation { property: "x"; from: 12; to: 0; duration: Theme.slideTime; easing.type: Easing.OutQuad }
            NumberAnimation { property: "opacity"; from: 0; to: 1; duration: Theme.slideTime; easing.type: Easing.OutQuad }
        }
        pushExit: Transition {}
        popEnter: Transition {}
        popExit: Transition {
            NumberAnimation { property: "opacity"; from: 1; to: 0; duration: Theme.slideTime; easing.type: Easing.OutQuad }
        }
    }
}
