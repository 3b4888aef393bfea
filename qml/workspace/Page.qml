import QtQuick
import Thucdia.Controls
import Thucdia.Workspace

// A page of the app: what it works on, and whom it asks to go elsewhere.
FocusScope {
    id: page

    required property Workspace workspace
    required property Preferences preferences
    required property Navigation navigation
    // The app's navigation goes away: one thing to do on screen.
    property bool immersed: false

    readonly property bool portrait: width < 900
    readonly property int margin: portrait ? 24 : 28

    // What of a list is asked for first: the part after "/" of the place.
    property string view

    // The record that the page is about, if any.
    property string record

    // Goes to the next question that lacks an answer; a visit's page does.
    function showMissing() {}

    // The shell asks before it goes back: false when the page went a step back itself.
    function leave(): bool {
        return true
    }

    Rectangle {
        z: -1
        width: page.width
        height: page.height
        color: Theme.bg
    }
}
