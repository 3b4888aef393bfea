pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic as Basic
import Thucdia.Controls
import Thucdia.Review

// Beside the answers: what rules remark, and the photos.
Flickable {
    id: side

    required property ReviewModel review

    signal warningOpened(string key)
    signal photoOpened(int photo)

    contentHeight: column.y + column.height + 24
    boundsBehavior: Flickable.StopAtBounds
    clip: true
    Basic.ScrollBar.vertical: ScrollBar {}

    Column {
        id: column

        x: 20
        y: 18
        width: side.width - 40
        spacing: 10

        Label {
            style: Label.Strong
            text: side.review.warnings.count > 0 ? qsTr("%n warning(s)", "", side.review.warnings.count) : qsTr("No warnings")
        }
        Repeater {
            model: side.review.warnings

            Item {
                id: item

                required property string key
                required property string question
                required property string warning
                required property string reason

                width: column.width
                height: texts.height + 18

                Rectangle {
                    width: parent.width
                    height: Theme.borderWidth
                    color: Theme.line
                }
                Icon {
                    y: 10
                    size: 22
                    text: Icons.triangleAlert
                    color: Theme.warn
                }
                Column {
                    id: texts

                    x: 34
                    y: 9
                    width: item.width - x

                    Label {
                        width: texts.width
                        style: Label.Strong
                        wrapMode: Text.Wrap
                        text: item.question
                    }
                    Label {
                        width: texts.width
                        style: Label.Small
                        wrapMode: Text.Wrap
                        text: item.warning
                    }
                    Label {
                        width: texts.width
                        style: Label.Small
                        muted: true
                        wrapMode: Text.Wrap
                        text: item.reason.length > 0 ? qsTr("Reason: %1").arg(item.reason) : qsTr("No reason given")
                    }
                }
                TapHandler { onTapped: side.warningOpened(item.key) }
            }
        }
        Row {
            visible: side.review.findings > 0
            spacing: 8

            Icon {
                anchors.verticalCenter: parent.verticalCenter
                size: 22
                text: side.review.serious > 0 ? Icons.octagonAlert : Icons.info
                color: side.review.serious > 0 ? Theme.bad : Theme.text2
            }
            Label {
                anchors.verticalCenter: parent.verticalCenter
                style: Label.Strong
                text: side.review.serious > 0 ? qsTr("%1 findings, %2 serious").arg(side.review.findings).arg(side.review.serious)
                                              : qsTr("%n finding(s)", "", side.review.findings)
                color: side.review.serious > 0 ? Theme.bad : Theme.text
            }
        }
        Item { width: 1; height: 2 }
        Label {
            style: Label.Strong
            text: side.review.photos.count > 0 ? qsTr("%n photo(s)", "", side.review.photos.count) : qsTr("No photos")
        }
        ReviewPhotos {
            width: column.width
            photos: side.review.photos
            onOpened: (photo) => side.photoOpened(photo)
        }
    }
    Rectangle {
        parent: side
        width: Theme.borderWidth
        height: side.height
        color: Theme.divider
    }
}
