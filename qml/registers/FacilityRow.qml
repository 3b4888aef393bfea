import QtQuick
import Thucdia.Controls

// A facility in the register.
ListRow {
    id: row

    required property string facilityId
    required property string name
    required property string place
    required property int kind
    required property bool late
    required property string lastVisit
    required property bool madeOnSite

    text: name
    subtitle: lastVisit.length > 0 ? place + " · " + qsTr("last visit %1").arg(lastVisit) : place
    glyph: kind === 2 ? Icons.factory : kind === 3 ? Icons.store : kind === 4 ? Icons.zap : Icons.building2
    chipText: late ? qsTr("Overdue") : madeOnSite ? qsTr("Entered on site") : ""
    chipGlyph: late ? Icons.calendarClock : Icons.mapPinPlus
    chipTone: late ? Chip.Warn : Chip.Draft
}
