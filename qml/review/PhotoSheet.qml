import QtQuick
import Thucdia.Controls
import Thucdia.Review

// One photo as large as the window lets it be; arrows go to the next.
Sheet {
    id: sheet

    required property ReviewPhotoList photos
    property int current: 0

    function show(photo: int) {
        current = photo
        open()
    }
    function roleOf(role: int): string {
        return String(photos.data(photos.index(current, 0), role) ?? "")
    }

    width: parent ? parent.width - 80 : 800
    height: parent ? parent.height - 60 : 600
    title: opened ? roleOf(sourceRole + 1) + " · " + roleOf(sourceRole + 2) : ""

    readonly property int sourceRole: 257  // ReviewPhotoList's first role

    Image {
        width: sheet.availableWidth
        height: sheet.height - 110
        source: sheet.opened ? sheet.roleOf(sheet.sourceRole) : ""
        fillMode: Image.PreserveAspectFit
        autoTransform: true
        asynchronous: true
        focus: true
        Keys.onRightPressed: sheet.current = Math.min(sheet.photos.count - 1, sheet.current + 1)
        Keys.onLeftPressed: sheet.current = Math.max(0, sheet.current - 1)
    }
}
