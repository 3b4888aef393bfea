pragma ComponentBehavior: Bound

import QtQuick
import Thucdia.Controls
import Thucdia.Workspace
import Thucdia.Planning

// Today: the next stop, the stops after it, and the work that waits.
Page {
    id: page

    readonly property bool phone: width < 600
    readonly property bool twoColumns: !portrait && width > 1000

    HomeModel {
        id: home

        workspace: page.workspace
    }
    PageHeader {
        id: header

        width: page.width
        margin: page.margin
        over: home.today
        title: qsTr("Today")

        Button {
            glyph: Icons.search
            text: page.phone ? "" : qsTr("Find a file")
            Accessible.name: qsTr("Find a file")
            onClicked: page.navigation.placeRequested("facilities")
        }
        Button {
            glyph: Icons.plus
            text: page.phone ? "" : qsTr("New visit")
            Accessible.name: qsTr("New visit")
            onClicked: page.navigation.placeRequested("facilities")
        }
    }
    StatusStrip {
        id: strip

        x: page.portrait ? 0 : page.margin
        y: header.height
        width: page.width - 2 * x
        inset: page.portrait ? page.margin : 0
        freeSpace: home.freeSpace
        spaceLow: home.spaceLow
        unsent: home.unsentCount
        onSendingAsked: page.navigation.placeRequested("sync")
    }
    Flickable {
        id: scroll

        y: strip.y + strip.height
        width: page.width
        height: page.height - y
        contentHeight: Math.max(route.y + route.height, side.y + side.height) + 24
        clip: true
        boundsBehavior: Flickable.StopAtBounds

        Column {
            id: route

            x: page.margin
            y: 24
            width: page.twoColumns ? page.width - 2 * page.margin - side.width - 28 : page.width - 2 * page.margin

            Repeater {
                model: home

                RouteStop {
                    width: route.width
                    last: index === home.count - 1
                    onInspect: page.navigation.visitStartRequested(facilityId, projectId, beneficiaryId)
                    onFileAsked: page.navigation.facilityRequested(facilityId)
                }
            }
            EmptyState {
                visible: home.loaded && home.count === 0
                width: Math.min(560, route.width)
                glyph: Icons.calendarDays
                title: qsTr("No visit is asked for")
                text: qsTr("A visit can begin from any facility's file.")

                Button {
                    glyph: Icons.building2
                    text: qsTr("Open the register")
                    onClicked: page.navigation.placeRequested("facilities")
                }
            }
        }
        Column {
            id: side

            x: page.twoColumns ? page.width - page.margin - width : page.margin
            y: page.twoColumns ? 16 : route.y + route.height + 16
            width: page.twoColumns ? 388 : page.width - 2 * page.margin

            Label {
                height: 36
                style: Label.ChipText
                muted: true
                text: qsTr("To do")
            }
            TodoCard {
                width: side.width
                home: home
                onVisitAsked: (visit) => page.navigation.visitRequested(visit)
                onPlaceAsked: (place) => page.navigation.placeRequested(place)
            }
            Item {
                width: 1
                height: 10
            }
            Label {
                height: 36
                style: Label.ChipText
                muted: true
                text: qsTr("This week, %1").arg(home.weekSpan)
            }
            WeekCard {
                width: side.width
                done: home.weekDone
                total: home.weekTotal
            }
        }
    }
}
