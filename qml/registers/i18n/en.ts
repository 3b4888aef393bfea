<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_GB" sourcelanguage="en_GB">
<context>
    <name>FacilitiesPage</name>
    <message numerus="yes">
        <source>%Ln facilities</source>
        <translation>
            <numerusform>%Ln facility</numerusform>
            <numerusform>%Ln facilities</numerusform>
        </translation>
    </message>
</context>
</TS>
