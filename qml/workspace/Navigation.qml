import QtQml

// Where a page asks to go; the app's shell answers. Ids are UUID texts.
QtObject {
    id: navigation

    signal backRequested()
    // A place of the navigation, or a part of it: "visits", "visits/returned".
    signal placeRequested(string place)
    signal visitRequested(string visit)
    signal signingRequested(string visit)
    // The questions of the visit, at the next that lacks an answer.
    signal missingRequested(string visit)
    signal minutesRequested(string visit)
    signal reviewRequested(string visit)
    signal conflictsRequested(string visit)
    signal facilityRequested(string facility)
    signal newFacilityRequested()
    signal facilitySearchRequested()
    signal visitStartRequested(string facility, string project, string beneficiary)
    signal settingsRequested()
}
