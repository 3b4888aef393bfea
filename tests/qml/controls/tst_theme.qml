import QtQuick
import QtTest
import Thucdia.Controls

TestCase {
    name: "Theme"

    // WCAG 2.2, relative luminance.
    function luminance(c) {
        const part = (v) => v <= 0.03928 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4)
        return 0.2126 * part(c.r) + 0.7152 * part(c.g) + 0.0722 * part(c.b)
    }
    function contrast(a, b) {
        const x = luminance(a), y = luminance(b)
        return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05)
    }

    function test_text_reads_on_every_ground_data() {
        return [{tag: "light", look: Theme.Light, least: 4.5}, {tag: "dark", look: Theme.Dark, least: 4.5},
                {tag: "sunlight", look: Theme.Sunlight, least: 7}]
    }
    function test_text_reads_on_every_ground(data) {
        Theme.look = data.look
        const pairs = [[Theme.text, Theme.surface], [Theme.text, Theme.bg], [Theme.text, Theme.sunken], [Theme.text2, Theme.surface],
                       [Theme.text2, Theme.bg], [Theme.text2, Theme.sunken], [Theme.primary, Theme.surface], [Theme.primary, Theme.bg],
                       [Theme.primaryText, Theme.primary], [Theme.primary, Theme.primarySoft], [Theme.railText, Theme.rail],
                       [Theme.railText2, Theme.rail], [Theme.hereText, Theme.here], [Theme.ok, Theme.okSoft], [Theme.warn, Theme.warnSoft],
                       [Theme.bad, Theme.badSoft], [Theme.draft, Theme.draftSoft], [Theme.surface, Theme.returned]]
        for (let i = 0; i < pairs.length; ++i)
            verify(contrast(pairs[i][0], pairs[i][1]) >= data.least, "pair " + i + ": " + contrast(pairs[i][0], pairs[i][1]))
        verify(contrast(Theme.edge, Theme.surface) >= 3)
    }

    function test_the_text_face_is_the_embedded_one() {
        compare(Theme.regular.status, FontLoader.Ready)
        compare(Theme.regular.name, Theme.family)
        compare(Theme.bold.name, Theme.family)
        compare(Theme.icons.name, Theme.iconFamily)
    }

    function cleanup() {
        Theme.look = Theme.Light
    }
}
