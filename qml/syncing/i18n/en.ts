<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>BundleCard</name>
    <message numerus="yes">
        <source>%n record(s)</source>
        <translation>
            <numerusform>%n record</numerusform>
            <numerusform>%n records</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The hub has %n record(s) of this device.</source>
        <translation>
            <numerusform>The hub has %n record of this device.</numerusform>
            <numerusform>The hub has %n records of this device.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) new or changed</source>
        <translation>
            <numerusform>%n record new or changed</numerusform>
            <numerusform>%n records new or changed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s)</source>
        <translation>
            <numerusform>%n photo</numerusform>
            <numerusform>%n photos</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SyncPage</name>
    <message numerus="yes">
        <source>%n visit(s) not sent</source>
        <translation>
            <numerusform>%n visit not sent</numerusform>
            <numerusform>%n visits not sent</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) not sent</source>
        <translation>
            <numerusform>%n photo not sent</numerusform>
            <numerusform>%n photos not sent</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Since it was restored the hub lacks part of %n record(s)</source>
        <translation>
            <numerusform>Since it was restored the hub lacks part of %n record</numerusform>
            <numerusform>Since it was restored the hub lacks part of %n records</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SyncSide</name>
    <message numerus="yes">
        <source>%n record(s) new or changed</source>
        <translation>
            <numerusform>%n record new or changed</numerusform>
            <numerusform>%n records new or changed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n answer(s) to choose</source>
        <translation>
            <numerusform>%n answer to choose</numerusform>
            <numerusform>%n answers to choose</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The clock is %n minute(s) fast</source>
        <translation>
            <numerusform>The clock is %n minute fast</numerusform>
            <numerusform>The clock is %n minutes fast</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The clock is %n minute(s) slow</source>
        <translation>
            <numerusform>The clock is %n minute slow</numerusform>
            <numerusform>The clock is %n minutes slow</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SyncVisitRow</name>
    <message numerus="yes">
        <source>Visit and %n photo(s)</source>
        <translation>
            <numerusform>Visit and %n photo</numerusform>
            <numerusform>Visit and %n photos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Visit done · %n photo(s) wait</source>
        <translation>
            <numerusform>Visit done · %n photo waits</numerusform>
            <numerusform>Visit done · %n photos wait</numerusform>
        </translation>
    </message>
</context>
</TS>
