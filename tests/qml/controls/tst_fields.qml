import QtQuick
import QtTest
import Thucdia.Controls

Item {
    id: scene

    width: 800
    height: 900

    SignalSpy { id: spy }

    Component { id: moneyField; MoneyField { unit: 1 } }
    Component { id: dateField; DateField {} }
    Component { id: choice; ChoiceCard { text: "Đạt" } }
    Component { id: button; Button { text: "Gửi: còn thiếu 2 câu"; kind: Button.NotYet } }
    Component { id: textField; TextField { name: "Họ và tên" } }
    Component { id: money; MoneyReader {} }
    Component { id: numberScope; FocusScope { property alias field: number; NumberField { id: number } } }
    Component { id: moneyScope; FocusScope { property alias field: sum; MoneyField { id: sum } } }
    Component { id: dateScope; FocusScope { property alias field: day; DateField { id: day } } }
    Component { id: pad; SignaturePad { name: "Triệu Chòi Hín"; picture: "x.png" } }
    Component { id: row; ListRow { text: "Hợp tác xã"; chipText: "Đã ký" } }
    Component { id: month; MonthModel {} }

    TestCase {
        name: "Fields"
        when: windowShown

        function init() {
            Theme.look = Theme.Light
            Theme.gloves = false
            Theme.textScale = 1.0
        }

        function test_a_sum_is_read_exactly_and_in_words() {
            const reader = createTemporaryObject(money, scene, {unit: 2, text: "111,35"})
            compare(reader.dong, "111350000000")
            compare(reader.exact, "111.350.000.000 đồng")
            compare(reader.words, "Một trăm mười một tỷ ba trăm năm mươi triệu đồng chẵn")
        }

        function test_focus_given_to_a_question_goes_to_where_it_is_typed_data() {
            return [{tag: "number", scope: numberScope}, {tag: "money", scope: moneyScope}, {tag: "date", scope: dateScope}]
        }
        function test_focus_given_to_a_question_goes_to_where_it_is_typed(data) {
            const scope = createTemporaryObject(data.scope, scene)
            scope.forceActiveFocus()
            verify(scope.field.editing)
        }

        function test_a_pad_with_a_picture_asks_for_no_signature() {
            const signed = createTemporaryObject(pad, scene)
            verify(signed.signed)
            signed.picture = ""
            verify(!signed.signed)
        }

        function test_a_row_on_a_phone_is_high_enough_for_its_chip_under_the_words() {
            const narrow = createTemporaryObject(row, scene, {width: 380})
            const wide = createTemporaryObject(row, scene, {width: 700})
            verify(narrow.implicitHeight > wide.implicitHeight)
        }

        function test_an_entry_with_two_meanings_asks() {
            const reader = createTemporaryObject(money, scene, {unit: 1, text: "1.5"})
            verify(reader.ambiguous)
            compare(reader.dong, "")
            compare(reader.firstDong, "1500000")
            compare(reader.secondDong, "15000000")
        }

        function test_a_stored_sum_is_shown_in_the_unit() {
            const reader = createTemporaryObject(money, scene)
            compare(reader.typed("1000000000", 1), "1.000")
            compare(reader.typed("92500000", 1), "92,5")
            compare(reader.typed("", 1), "")
        }

        function test_typing_money_gives_whole_dong() {
            const field = createTemporaryObject(moneyField, scene)
            spy.target = field
            spy.signalName = "edited"
            spy.clear()
            field.takeFocus()
            keyClick("9"); keyClick("0"); keyClick("0")
            compare(spy.signalArguments[spy.count - 1][0], "900000000")
        }

        function test_dates_are_typed_in_short() {
            const field = createTemporaryObject(dateField, scene)
            spy.target = field
            spy.signalName = "edited"
            spy.clear()
            field.takeFocus()
            for (const digit of "15082026")
                keyClick(digit)
            compare(spy.signalArguments[spy.count - 1][0], "2026-08-15")
        }

        function test_a_month_begins_on_monday() {
            const model = createTemporaryObject(month, scene, {month: "2026-11-22"})
            compare(model.rowCount(), 42)
            compare(model.data(model.index(0, 0), Qt.UserRole + 2), "2026-10-26")
            model.move(1)
            compare(model.monthNumber, 12)
        }

        function test_a_button_that_is_not_ready_can_be_pressed() {
            const notYet = createTemporaryObject(button, scene)
            spy.target = notYet
            spy.signalName = "clicked"
            spy.clear()
            mouseClick(notYet)
            compare(spy.count, 1)
        }

        function test_targets_are_large_enough_and_grow_with_gloves() {
            const card = createTemporaryObject(choice, scene)
            const notYet = createTemporaryObject(button, scene)
            verify(card.implicitHeight >= 56)
            verify(notYet.implicitHeight >= 48)
            Theme.gloves = true
            verify(card.implicitHeight >= 64)
            verify(notYet.implicitHeight >= 56)
        }

        function test_a_choice_is_picked_by_the_keyboard() {
            const card = createTemporaryObject(choice, scene)
            spy.target = card
            spy.signalName = "clicked"
            spy.clear()
            card.forceActiveFocus()
            keyClick(Qt.Key_Space)
            keyClick(Qt.Key_Return)
            compare(spy.count, 2)
        }

        function test_fields_hold_capitals_with_marks_at_every_text_size() {
            for (const scale of [1.0, 1.15, 1.3]) {
                Theme.textScale = scale
                const field = createTemporaryObject(textField, scene, {text: "ẰỄỘ"})
                verify(field.height >= field.contentHeight + 12)
            }
        }

        function test_controls_say_their_name_and_role() {
            const field = createTemporaryObject(textField, scene)
            const card = createTemporaryObject(choice, scene)
            compare(field.Accessible.name, "Họ và tên")
            compare(card.Accessible.name, "Đạt")
            compare(card.Accessible.role, Accessible.RadioButton)
        }
    }
}
