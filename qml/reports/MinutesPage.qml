pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Dialogs
import Thucdia.Controls
import Thucdia.Workspace
import Thucdia.Reports

// The minutes of a visit, page by page as on paper; save as PDF, print.
Page {
    id: page

    required property string visit
    property string savedTo
    property bool noViewer: false
    immersed: true

    MinutesModel {
        id: paperwork

        workspace: page.workspace
        visit: page.visit
        onSaved: (path) => {
            page.savedTo = path
            page.noViewer = false
        }
        onNoViewer: page.noViewer = true
        onRefused: (code) => notice.show(code)
    }
    PageHeader {
        id: header

        width: page.width
        margin: page.margin
        canGoBack: true
        over: page.noViewer ? qsTr("Written to %1; no program here opens it for printing").arg(page.savedTo)
            : page.savedTo.length > 0 ? qsTr("Written to %1").arg(page.savedTo)
            : paperwork.ready ? qsTr("%n page(s)", "", paperwork.pageCount) : qsTr("Laying out")
        title: paperwork.title.length > 0 ? paperwork.title : qsTr("Minutes")
        onBack: page.navigation.backRequested()

        Button {
            visible: paperwork.ready
            implicitHeight: Theme.touchPrimary
            glyph: Icons.printer
            text: qsTr("Print")
            onClicked: paperwork.openForPrinting()
        }
        Button {
            visible: paperwork.ready
            kind: Button.Primary
            glyph: Icons.fileDown
            text: qsTr("Save as PDF")
            onClicked: {
                target.selectedFile = paperwork.suggestedFile
                target.open()
            }
        }
    }
    ListView {
        id: list

        y: header.height
        width: page.width
        height: page.height - y
        clip: true
        spacing: 20
        topMargin: 4
        bottomMargin: 24
        model: paperwork.pageCount
        boundsBehavior: Flickable.StopAtBounds
        ScrollBar.vertical: ScrollBar {}

        delegate: Item {
            id: sheet

            required property int index

            width: list.width
            height: paper.height

            MinutesSheet {
                id: paper

                anchors.horizontalCenter: parent.horizontalCenter
                width: Math.min(840, sheet.width - 2 * page.margin)
                height: Math.round(width * 297 / 210)
                minutes: paperwork
                number: sheet.index
                Accessible.role: Accessible.Document
                Accessible.name: qsTr("Page %1 of %2").arg(sheet.index + 1).arg(paperwork.pageCount)

                Rectangle {
                    width: paper.width
                    height: paper.height
                    color: "transparent"
                    border.width: Theme.borderWidth
                    border.color: Theme.line
                }
            }
        }
    }
    EmptyState {
        visible: paperwork.problem.length > 0
        x: page.margin
        y: header.height + 8
        width: Math.min(560, page.width - 2 * page.margin)
        glyph: Icons.fileText
        title: qsTr("The minutes cannot be laid out yet")
        text: qsTr("The visit's form is not on this device. It comes with the next sync; nothing is lost.")
    }
    FileDialog {
        id: target

        title: qsTr("Save the minutes")
        fileMode: FileDialog.SaveFile
        nameFilters: [qsTr("PDF (*.pdf)")]
        defaultSuffix: "pdf"
        acceptLabel: qsTr("Save")
        rejectLabel: qsTr("Cancel")
        onAccepted: paperwork.savePdf(selectedFile)
    }
    RefusalNotice { id: notice }
}
