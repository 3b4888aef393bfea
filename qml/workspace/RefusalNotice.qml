import QtQuick
import Thucdia.Controls

// What was refused, what is safe, and what can be done: by the error's stable code.
Sheet {
    id: notice

    property string code

    title: qsTr("Not done")
    implicitWidth: 460
    implicitHeight: words.implicitHeight + 100

    function show(what: string) {
        code = what
        open()
    }

    Label {
        id: words

        width: notice.availableWidth
        wrapMode: Text.Wrap
        text: {
            switch (notice.code) {
            case "invalid_image": return qsTr("This file is no photo that can be read (JPEG, PNG or WebP). Choose another; the answers are safe.")
            case "limit_exceeded": return qsTr("This file is larger than 64 MB. Choose a smaller one; the answers are safe.")
            case "disk_full": return qsTr("The storage of this device is full. What is saved stays; free some space and try again.")
            case "not_permitted": return qsTr("This is for another person to do. Nothing was changed.")
            case "illegal_move": return qsTr("The visit is no longer in the state for this. It was brought up to date.")
            case "locked": return qsTr("Locked by signature. To change it, open a new revision.")
            case "incomplete": return qsTr("Some answers are still missing or need a look before it can be signed.")
            case "not_found": return qsTr("It is not on this device. Nothing was changed.")
            case "already_exists": return qsTr("It is in the register already. Search for it by its tax code.")
            case "out_of_scope": return qsTr("This province is not among yours. Nothing was changed.")
            case "invalid_argument": return qsTr("Something is still missing. Please look at what was entered.")
            default: return qsTr("It could not be done now; nothing is lost. Please try again. (%1)").arg(notice.code)
            }
        }
    }
}
