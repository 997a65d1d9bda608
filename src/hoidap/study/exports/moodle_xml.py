"""The quiz in Moodle's XML: question types as Moodle itself has them.

A gap is a short answer, an order the type ``ordering`` (part of Moodle since 4.4, a plugin
before).  Options keep their places: the pack has spread the right ones evenly.
"""

from __future__ import annotations

from lxml import etree
from lxml.builder import E

from hoidap import texts
from hoidap.study.exports.escaping import xml_text
from hoidap.study.exports.reasons import reason_with_sources
from hoidap.study.pack import ItemKind, QuizItem, StudyPack

_TYPES = {
    ItemKind.CHOICE: "multichoice",
    ItemKind.TRUE_FALSE: "truefalse",
    ItemKind.GAP: "shortanswer",
    ItemKind.MATCH: "matching",
    ItemKind.ORDER: "ordering",
}


def write(pack: StudyPack, site: str) -> bytes:
    """All items of the quiz in a category with the pack's title."""
    del site  # platforms show the reference; the source viewer may not be reachable from there
    title = xml_text(pack.title).replace("/", "//")  # one slash would make a subcategory
    quiz = E.quiz(
        E.question(E.category(E.text(f"$course$/top/{title}")), {"type": "category"}),
        *(_question(number, item) for number, item in enumerate(pack.quiz, 1)),
    )
    written: bytes = etree.tostring(quiz, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return written


def _question(number: int, item: QuizItem) -> etree._Element:
    name = f"{texts.PAPER_QUESTION.format(number=number)}. {item.prompt}"
    question = E.question(
        E.name(_text(name)),
        _formatted("questiontext", item.prompt),
        _formatted("generalfeedback", reason_with_sources(item)),
        E.defaultgrade("1"),
        E.penalty("0.3333333"),
        E.hidden("0"),
        {"type": _TYPES[item.kind]},
    )
    question.extend(_BODIES[item.kind](item))
    return question


def _choice(item: QuizItem) -> list[etree._Element]:
    answers = [
        _answer(option, right=index in item.correct) for index, option in enumerate(item.options)
    ]
    return [E.single("true"), E.shuffleanswers("0"), E.answernumbering("ABCD"), *answers]


def _true_false(item: QuizItem) -> list[etree._Element]:
    is_true = item.correct == (0,)
    return [_plain_answer("true", right=is_true), _plain_answer("false", right=not is_true)]


def _gap(item: QuizItem) -> list[etree._Element]:
    return [E.usecase("0"), *(_plain_answer(text, right=True) for text in item.answers)]


def _match(item: QuizItem) -> list[etree._Element]:
    pairs = [(left, item.options[o]) for left, o in zip(item.left, item.correct, strict=True)]
    # An answer without a question is one more to choose from.
    pairs += [("", text) for index, text in enumerate(item.options) if index not in item.correct]
    return [
        E.shuffleanswers("true"),
        *(
            E.subquestion(_text(left), E.answer(_text(right)), {"format": "html"})
            for left, right in pairs
        ),
    ]


def _order(item: QuizItem) -> list[etree._Element]:
    answers = [_answer(item.options[index], right=True) for index in item.correct]
    return [
        E.layouttype("VERTICAL"),
        E.selecttype("ALL"),
        E.selectcount("0"),
        E.gradingtype("ABSOLUTE_POSITION"),
        E.showgrading("SHOW"),
        E.numberingstyle("none"),
        *answers,
    ]


_BODIES = {
    ItemKind.CHOICE: _choice,
    ItemKind.TRUE_FALSE: _true_false,
    ItemKind.GAP: _gap,
    ItemKind.MATCH: _match,
    ItemKind.ORDER: _order,
}


def _answer(text: str, *, right: bool) -> etree._Element:
    answer = _plain_answer(_as_html(text), right=right)
    answer.set("format", "html")
    return answer


def _plain_answer(text: str, *, right: bool) -> etree._Element:
    answer = E.answer(E.text(xml_text(text)), {"fraction": "100" if right else "0"})
    answer.set("format", "moodle_auto_format")
    answer.append(E.feedback(E.text(""), {"format": "html"}))
    return answer


def _text(text: str) -> etree._Element:
    return E.text(xml_text(text))


def _formatted(tag: str, text: str) -> etree._Element:
    return E(tag, E.text(_as_html(text)), {"format": "html"})


def _as_html(text: str) -> str:
    """Text as HTML inside XML: escaped once here, and once more when the XML is written."""
    paragraph = etree.Element("p")
    paragraph.text = xml_text(text)
    written: str = etree.tostring(paragraph, encoding="unicode", method="html")
    return written
