<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_GB" sourcelanguage="en_GB">
<context>
    <name>RouteStop</name>
    <message numerus="yes">
        <source>%n day(s) late</source>
        <translation>
            <numerusform>%n day late</numerusform>
            <numerusform>%n days late</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StatusStrip</name>
    <message numerus="yes">
        <source>%n visit(s)</source>
        <translation>
            <numerusform>%n visit</numerusform>
            <numerusform>%n visits</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WeekCard</name>
    <message numerus="yes">
        <source>of %n visit(s) done</source>
        <translation>
            <numerusform>of %n visit done</numerusform>
            <numerusform>of %n visits done</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>thucdia::app::HomeModel</name>
    <message numerus="yes">
        <source>Last time %1: %n finding(s)</source>
        <translation>
            <numerusform>Last time %1: %n finding</numerusform>
            <numerusform>Last time %1: %n findings</numerusform>
        </translation>
    </message>
</context>
</TS>
