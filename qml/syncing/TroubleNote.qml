import QtQuick
import Thucdia.Controls
import Thucdia.Syncing

// What kept a sync or an enrolment from going through: what is, what is safe, what can be done. The code and its detail
// are shown only to who asks.
Note {
    id: note

    required property int trouble
    required property string detail
    property bool open: false

    signal retried()

    readonly property bool calm: trouble === SyncService.Unreachable || trouble === SyncService.Stopped

    function titleOf(what: int): string {
        switch (what) {
        case SyncService.Stopped: return qsTr("Stopped")
        case SyncService.Unreachable: return qsTr("No network, or the hub does not answer")
        case SyncService.NotAHub: return qsTr("At this address there is no Thực Địa hub")
        case SyncService.WrongHub: return qsTr("This is another hub than the code or this device belongs to")
        case SyncService.HubTooOld: return qsTr("The hub is older than this app")
        case SyncService.AppTooOld: return qsTr("This app is older than the hub asks for")
        case SyncService.CodeInvalid: return qsTr("The code is not known, was used, or has expired")
        case SyncService.AddressInvalid: return qsTr("This is not an address or a code as the hub gives them")
        case SyncService.Revoked: return qsTr("This device may no longer send")
        case SyncService.NotEnrolled: return qsTr("Sign-in has ended")
        case SyncService.AlreadyEnrolled: return qsTr("This device is signed in already")
        case SyncService.NotTrusted: return qsTr("The answer is not signed by the hub")
        case SyncService.DiskFull: return qsTr("The device's storage is full")
        default: return qsTr("Not done yet")
        }
    }
    function textOf(what: int): string {
        switch (what) {
        case SyncService.Stopped: return qsTr("What was sent stays sent; next time it goes on from there.")
        case SyncService.Unreachable: return qsTr("Carry on; it sends itself later.")
        case SyncService.NotAHub: return qsTr("Please check the address with the office. A Wi-Fi that asks for a sign-in page also looks like this.")
        case SyncService.WrongHub: return qsTr("Please ask the office for a new code and its address.")
        case SyncService.HubTooOld: return qsTr("Everything stays on this device until the office updates the hub.")
        case SyncService.AppTooOld: return qsTr("Work goes on and stays on this device; please update the app to send.")
        case SyncService.CodeInvalid: return qsTr("A code lives ten minutes and works once. Please ask the office for a new one.")
        case SyncService.AddressInvalid: return qsTr("Please copy both from the office's message, or read them from its QR code.")
        case SyncService.Revoked: return qsTr("What is here stays here. Please talk to the office.")
        case SyncService.NotEnrolled: return qsTr("Work goes on; sign in to send.")
        case SyncService.AlreadyEnrolled: return qsTr("Nothing to do: it sends and receives.")
        case SyncService.NotTrusted: return qsTr("Nothing was taken over. Please tell the office if it comes again.")
        case SyncService.DiskFull: return qsTr("Answers that are saved stay saved. Please free some room, then try again.")
        default: return qsTr("Everything stays on this device. Please try again.")
        }
    }

    visible: trouble !== SyncService.None
    tone: calm ? Note.Way : Note.Warn
    glyph: trouble === SyncService.Unreachable ? Icons.cloudOff : calm ? Icons.info : Icons.triangleAlert
    title: titleOf(trouble)
    text: open ? textOf(trouble) + "\n" + detail : textOf(trouble)

    Button {
        kind: Button.Quiet
        visible: !note.calm && note.detail.length > 0
        glyph: note.open ? Icons.chevronUp : Icons.chevronDown
        text: qsTr("Details")
        onClicked: note.open = !note.open
    }
}
