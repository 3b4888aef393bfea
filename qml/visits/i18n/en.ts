<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_GB" sourcelanguage="en_GB">
<context>
    <name>CarrySheet</name>
    <message numerus="yes">
        <source>This visit was begun with version %1. %n answer(s) stay as they are; the others are listed here. Nothing is lost.</source>
        <translation>
            <numerusform>This visit was begun with version %1. %n answer stays as it is; the others are listed here. Nothing is lost.</numerusform>
            <numerusform>This visit was begun with version %1. %n answers stay as they are; the others are listed here. Nothing is lost.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FindingRow</name>
    <message numerus="yes">
        <source>%n day(s) late</source>
        <translation>
            <numerusform>%n day late</numerusform>
            <numerusform>%n days late</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PageFoot</name>
    <message numerus="yes">
        <source>Sign: %n answer(s) missing</source>
        <translation>
            <numerusform>Sign: %n answer missing</numerusform>
            <numerusform>Sign: %n answers missing</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SectionStop</name>
    <message numerus="yes">
        <source>%n row(s)</source>
        <translation>
            <numerusform>%n row</numerusform>
            <numerusform>%n rows</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n to check</source>
        <translation>
            <numerusform>%n to check</numerusform>
            <numerusform>%n to check</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n missing</source>
        <translation>
            <numerusform>%n missing</numerusform>
            <numerusform>%n missing</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n remark(s)</source>
        <translation>
            <numerusform>%n remark</numerusform>
            <numerusform>%n remarks</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SignFoot</name>
    <message numerus="yes">
        <source>Lock: %n question(s) left</source>
        <translation>
            <numerusform>Lock: %n question left</numerusform>
            <numerusform>Lock: %n questions left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Lock: %n signature(s) left</source>
        <translation>
            <numerusform>Lock: %n signature left</numerusform>
            <numerusform>Lock: %n signatures left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Lock the minutes, %n copy(ies)</source>
        <translation>
            <numerusform>Lock the minutes, %n copy</numerusform>
            <numerusform>Lock the minutes, %n copies</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SignSummary</name>
    <message numerus="yes">
        <source>%n question(s) left before signing</source>
        <translation>
            <numerusform>%n question left before signing</numerusform>
            <numerusform>%n questions left before signing</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n answer(s), none missing that is required</source>
        <translation>
            <numerusform>%n answer, none missing that is required</numerusform>
            <numerusform>%n answers, none missing that is required</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n warning(s), with reasons</source>
        <translation>
            <numerusform>%n warning, with reasons</numerusform>
            <numerusform>%n warnings, with reasons</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s)</source>
        <translation>
            <numerusform>%n photo</numerusform>
            <numerusform>%n photos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n finding(s)</source>
        <translation>
            <numerusform>%n finding</numerusform>
            <numerusform>%n findings</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n serious</source>
        <translation>
            <numerusform>%n serious</numerusform>
            <numerusform>%n serious</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>VisitFoot</name>
    <message numerus="yes">
        <source>%n answer(s) to go</source>
        <translation>
            <numerusform>%n answer to go</numerusform>
            <numerusform>%n answers to go</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Sign: %n answer(s) missing</source>
        <translation>
            <numerusform>Sign: %n answer missing</numerusform>
            <numerusform>Sign: %n answers missing</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>VisitMenu</name>
    <message numerus="yes">
        <source>%n answer(s) kept beside the form</source>
        <translation>
            <numerusform>%n answer kept beside the form</numerusform>
            <numerusform>%n answers kept beside the form</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>VisitNotes</name>
    <message numerus="yes">
        <source>Returned by %1 with %n comment(s)</source>
        <translation>
            <numerusform>Returned by %1 with %n comment</numerusform>
            <numerusform>Returned by %1 with %n comments</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n answer(s) to choose</source>
        <translation>
            <numerusform>%n answer to choose</numerusform>
            <numerusform>%n answers to choose</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>VisitRow</name>
    <message numerus="yes">
        <source>%n finding(s)</source>
        <translation>
            <numerusform>%n finding</numerusform>
            <numerusform>%n findings</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>VisitsPage</name>
    <message numerus="yes">
        <source>%n visit(s)</source>
        <translation>
            <numerusform>%n visit</numerusform>
            <numerusform>%n visits</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>thucdia::app::QuestionListModel</name>
    <message numerus="yes">
        <source>%n answer(s) missing</source>
        <translation>
            <numerusform>%n answer missing</numerusform>
            <numerusform>%n answers missing</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>thucdia::app::VisitModel</name>
    <message numerus="yes">
        <source>%n point(s)</source>
        <translation>
            <numerusform>%n point</numerusform>
            <numerusform>%n points</numerusform>
        </translation>
    </message>
</context>
</TS>
