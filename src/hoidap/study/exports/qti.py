"""The quiz as a QTI 2.1 package: one file an item, a test that names them, a manifest.

Every kind has its own interaction: choice (also for true/false), text entry, match and
order.  All are scored by the two standard templates, so any QTI 2.1 system scores them
the same.  The reason and the sources stand in a rubric that scorers and tutors see.
"""

from __future__ import annotations

import io
import zipfile

from lxml import etree
from lxml.builder import ElementMaker

from hoidap import texts
from hoidap.study.exports.escaping import xml_text
from hoidap.study.exports.reasons import reason_with_sources
from hoidap.study.item_text import GAP, letter
from hoidap.study.pack import ItemKind, QuizItem, StudyPack

_QTI = "http://www.imsglobal.org/xsd/imsqti_v2p1"
_PACKAGE = "http://www.imsglobal.org/xsd/imscp_v1p1"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_TEMPLATES = "http://www.imsglobal.org/question/qti_v2p1/rptemplates/"
_PLACES = {
    _QTI: "http://www.imsglobal.org/xsd/qti/qtiv2p1/imsqti_v2p1.xsd",
    _PACKAGE: "http://www.imsglobal.org/xsd/qti/qtiv2p1/qtiv2p1_imscpv1p2_v1p0.xsd",
}
#: Archives made of the same pack are the same, byte by byte.
_NO_DATE = (1980, 1, 1, 0, 0, 0)
#: Characters of the field that a text is typed into; answers are numbers, dates and names.
_FIELD = 25

Q = ElementMaker(namespace=_QTI, nsmap={None: _QTI, "xsi": _XSI})
P = ElementMaker(namespace=_PACKAGE, nsmap={None: _PACKAGE, "xsi": _XSI})


def write(pack: StudyPack, site: str) -> bytes:
    """A zip archive that a QTI 2.1 system imports."""
    del site  # as in moodle_xml
    files = {f"{_name(n)}.xml": _item(n, item) for n, item in enumerate(pack.quiz, 1)}
    files["test.xml"] = _test(pack)
    files["imsmanifest.xml"] = _manifest(pack)
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, root in files.items():
            about = zipfile.ZipInfo(name, _NO_DATE)
            about.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(about, _written(root))
    return archive.getvalue()


def _name(number: int) -> str:
    return f"item-{number:03d}"


def _written(root: etree._Element) -> bytes:
    namespace = etree.QName(root).namespace
    root.set(f"{{{_XSI}}}schemaLocation", f"{namespace} {_PLACES[str(namespace)]}")
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return written


def _item(number: int, item: QuizItem) -> etree._Element:
    template = "map_response" if item.kind is ItemKind.GAP else "match_correct"
    title = texts.PAPER_QUESTION.format(number=number)
    return Q.assessmentItem(
        _declaration(item),
        Q.outcomeDeclaration(
            Q.defaultValue(Q.value("0")),
            identifier="SCORE",
            cardinality="single",
            baseType="float",
        ),
        Q.itemBody(
            *_interaction(item),
            Q.rubricBlock(Q.p(xml_text(reason_with_sources(item))), view="scorer tutor"),
        ),
        Q.responseProcessing(template=_TEMPLATES + template),
        identifier=_name(number),
        title=title,
        adaptive="false",
        timeDependent="false",
    )


def _declaration(item: QuizItem) -> etree._Element:
    cardinality, base = {
        ItemKind.CHOICE: ("single", "identifier"),
        ItemKind.TRUE_FALSE: ("single", "identifier"),
        ItemKind.GAP: ("single", "string"),
        ItemKind.MATCH: ("multiple", "directedPair"),
        ItemKind.ORDER: ("ordered", "identifier"),
    }[item.kind]
    if item.kind is ItemKind.GAP:
        values = [xml_text(item.answers[0])]
    elif item.kind is ItemKind.MATCH:
        values = [f"L{n} {letter(option)}" for n, option in enumerate(item.correct, 1)]
    else:
        values = [letter(option) for option in item.correct]
    declared = Q.responseDeclaration(
        Q.correctResponse(*(Q.value(value) for value in values)),
        identifier="RESPONSE",
        cardinality=cardinality,
        baseType=base,
    )
    if item.kind is ItemKind.GAP:
        entries = (
            Q.mapEntry(mapKey=xml_text(answer), mappedValue="1", caseSensitive="false")
            for answer in item.answers
        )
        declared.append(Q.mapping(*entries, defaultValue="0"))
    return declared


def _interaction(item: QuizItem) -> list[etree._Element]:
    prompt = xml_text(item.prompt)
    match item.kind:
        case ItemKind.CHOICE | ItemKind.TRUE_FALSE:
            choices = [Q.simpleChoice(xml_text(o), identifier=letter(i)) for i, o in _of(item)]
            about = {"responseIdentifier": "RESPONSE", "shuffle": "false", "maxChoices": "1"}
            return [Q.choiceInteraction(Q.prompt(prompt), *choices, about)]
        case ItemKind.GAP:
            return [_text_entry(prompt)]
        case ItemKind.MATCH:
            return [_matching(item, prompt)]
        case ItemKind.ORDER:
            choices = [Q.simpleChoice(xml_text(o), identifier=letter(i)) for i, o in _of(item)]
            about = {"responseIdentifier": "RESPONSE", "shuffle": "false"}
            return [Q.orderInteraction(Q.prompt(prompt), *choices, about)]


def _of(item: QuizItem) -> enumerate[str]:
    return enumerate(item.options)


def _text_entry(prompt: str) -> etree._Element:
    before, _, after = prompt.partition(GAP)
    field = Q.textEntryInteraction(responseIdentifier="RESPONSE", expectedLength=str(_FIELD))
    field.tail = after
    paragraph = Q.p(before)
    paragraph.append(field)
    return paragraph


def _matching(item: QuizItem, prompt: str) -> etree._Element:
    pairs = str(len(item.left))
    left = [
        Q.simpleAssociableChoice(xml_text(text), identifier=f"L{number}", matchMax="1")
        for number, text in enumerate(item.left, 1)
    ]
    right = [
        Q.simpleAssociableChoice(xml_text(text), identifier=letter(index), matchMax=pairs)
        for index, text in _of(item)
    ]
    return Q.matchInteraction(
        Q.prompt(prompt),
        Q.simpleMatchSet(*left),
        Q.simpleMatchSet(*right),
        responseIdentifier="RESPONSE",
        shuffle="false",
        maxAssociations=pairs,
    )


def _test(pack: StudyPack) -> etree._Element:
    references = (
        Q.assessmentItemRef(identifier=_name(number), href=f"{_name(number)}.xml")
        for number in range(1, len(pack.quiz) + 1)
    )
    title = xml_text(pack.title)
    section = Q.assessmentSection(*references, identifier="quiz", title=title, visible="true")
    part = Q.testPart(
        section, identifier="part", navigationMode="nonlinear", submissionMode="individual"
    )
    return Q.assessmentTest(part, identifier="test", title=title)


def _manifest(pack: StudyPack) -> etree._Element:
    names = [_name(number) for number in range(1, len(pack.quiz) + 1)]
    test = P.resource(
        P.file(href="test.xml"),
        *(P.dependency(identifierref=name) for name in names),
        identifier="test",
        type="imsqti_test_xmlv2p1",
        href="test.xml",
    )
    items = (
        P.resource(
            P.file(href=f"{name}.xml"),
            identifier=name,
            type="imsqti_item_xmlv2p1",
            href=f"{name}.xml",
        )
        for name in names
    )
    return P.manifest(
        P.metadata(P.schema("QTIv2.1 Package"), P.schemaversion("1.0.0")),
        P.organizations(),
        P.resources(test, *items),
        identifier=f"hoidap-{pack.id}",
    )
