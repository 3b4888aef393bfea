pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Dialogs
import Thucdia.Controls
import Thucdia.Workspace
import Thucdia.Syncing

// Without network: all that is unsent into a file, and files of the hub or of another device in.
Paper {
    id: card

    required property Workspace workspace

    signal taken()

    readonly property bool failed: bundles.outcome >= BundleService.NoBundle

    function told(): string {
        switch (bundles.outcome) {
        case BundleService.Saved:
            return qsTr("%1 and %2 are in the file.").arg(qsTr("%n record(s)", "", bundles.first)).arg(qsTr("%n photo(s)", "", bundles.second)) + " "
                + qsTr("Bring it to the hub or to a tablet that has network. Until the answer has come they count as not sent.")
        case BundleService.Applied:
            return qsTr("The hub has %n record(s) of this device.", "", bundles.first) + " "
                + qsTr("%n record(s) new or changed", "", bundles.second)
        case BundleService.Known:
            return qsTr("Nothing in the file is new here.")
        case BundleService.Carried:
            return qsTr("The work of another tablet is kept here and goes to the hub with the next sync.")
        case BundleService.HubIsRestored:
            return qsTr("The hub was restored from a backup. Save to a file again.")
        case BundleService.NoBundle:
            return qsTr("The file is cut, damaged or no file of this kind. Copy it again.")
        case BundleService.NotForHere:
            return qsTr("The file is not for this tablet: it is its own, or for another tablet or hub.")
        case BundleService.TooNew:
            return qsTr("The file was made by a newer version. Update this app first.")
        case BundleService.NotTrusted:
            return qsTr("The file was not made by this tablet's hub. Nothing was taken from it.")
        case BundleService.NotEnrolled:
            return qsTr("Connect this tablet to a hub first.")
        case BundleService.DiskFull:
            return qsTr("There is no space left. Make room and try again; nothing is lost.")
        case BundleService.Failed:
            return qsTr("The file cannot be read or written there. Choose another place.")
        default:
            return ""
        }
    }

    height: content.height + 28

    BundleService {
        id: bundles

        workspace: card.workspace
        onTaken: card.taken()
    }
    Column {
        id: content

        x: 18
        y: 14
        width: card.width - 36
        spacing: 10

        Label {
            width: content.width
            style: Label.Strong
            wrapMode: Text.Wrap
            text: qsTr("Without network")
        }
        Label {
            width: content.width
            style: Label.Small
            muted: true
            wrapMode: Text.Wrap
            text: qsTr("A file on a USB stick or another tablet carries it. Only the hub can read it.")
        }
        Button {
            width: content.width
            kind: Button.Secondary
            glyph: Icons.upload
            enabled: !bundles.running
            text: qsTr("Save to a file")
            onClicked: target.open()
        }
        Button {
            width: content.width
            kind: Button.Secondary
            glyph: Icons.download
            enabled: !bundles.running
            text: qsTr("Open a file")
            onClicked: source.open()
        }
        Row {
            visible: outcome.text.length > 0
            width: content.width
            spacing: 10

            Icon {
                id: sign

                size: 22
                text: card.failed ? Icons.triangleAlert : Icons.circleCheck
                color: card.failed ? Theme.bad : Theme.ok
            }
            Label {
                id: outcome

                width: content.width - sign.width - 10
                style: Label.Small
                wrapMode: Text.Wrap
                text: bundles.running ? qsTr("Working on the file") : card.told()
                Accessible.role: Accessible.AlertMessage
                Accessible.name: text
            }
        }
    }
    FileDialog {
        id: target

        title: qsTr("Save what is not sent")
        fileMode: FileDialog.SaveFile
        nameFilters: [qsTr("Thực Địa bundle (*.thucdia)")]
        defaultSuffix: "thucdia"
        onAccepted: bundles.save(selectedFile)
    }
    FileDialog {
        id: source

        title: qsTr("Open a bundle")
        nameFilters: [qsTr("Thực Địa bundle (*.thucdia)"), qsTr("All files (*)")]
        onAccepted: bundles.take(selectedFile)
    }
}
