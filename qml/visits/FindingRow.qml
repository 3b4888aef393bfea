import QtQuick
import Thucdia.Controls

// A finding in a list.
FindingCard {
    id: row

    required property string visitId
    required property string facilityId
    required property string facilityName
    required property string found
    required property string remedy
    required property int severityLevel
    required property string dueDay
    required property bool late
    required property int daysLate
    property bool showFacility: false

    severity: severityLevel
    severityText: severityLevel === 2 ? qsTr("Serious") : severityLevel === 1 ? qsTr("Medium, to be mended") : qsTr("Minor")
    text: found
    detail: showFacility && remedy.length > 0 ? facilityName + " · " + remedy : showFacility ? facilityName : remedy
    overdue: late
    due: dueDay.length === 0 ? "" : late ? qsTr("%n day(s) late", "", daysLate) : qsTr("Due %1").arg(dueDay)
}
