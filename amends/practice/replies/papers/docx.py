"""A sheet as a Word document, to be changed by whoever sends it on paper."""

from __future__ import annotations

import io
from datetime import datetime

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from amends.foundation.kernel import clock
from amends.practice.replies.papers.sheet import WORD_FACES, Sheet, clean

GREY = RGBColor(0x55, 0x55, 0x55)
# What may stand behind the borders in a paragraph's layout; Word reads them in this order only.
AFTER_BORDERS = (
    *(
        "w:shd",
        "w:tabs",
        "w:suppressAutoHyphens",
        "w:kinsoku",
        "w:wordWrap",
        "w:overflowPunct",
        "w:topLinePunct",
    ),
    *("w:autoSpaceDE", "w:autoSpaceDN", "w:bidi", "w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind"),
    *(
        "w:contextualSpacing",
        "w:mirrorIndents",
        "w:jc",
        "w:textDirection",
        "w:textAlignment",
        "w:outlineLvl",
        "w:rPr",
    ),
)
LANGUAGE_TAGS = {"zh-Hans": "zh-CN", "zh-Hant": "zh-TW", "en": "en-GB"}


def as_docx(sheet: Sheet) -> bytes:
    """The same letter as the PDF, with the faces of the reader's own system."""
    document = Document()
    _set_page(document, sheet)
    if sheet.logo:
        document.add_picture(io.BytesIO(sheet.logo), height=Mm(14))
    if sheet.house:
        _line(document, sheet.house, size=15)
    for one in sheet.head:
        _line(document, one, size=9, grey=True)
    if document.paragraphs:
        _rule_below(document.paragraphs[-1])
    about = "\t".join(part for part in (clean(sheet.reference), sheet.dated) if part)
    if about:
        line = _line(document, about, size=9.5, grey=True)
        line.paragraph_format.space_before = Mm(8)
        line.paragraph_format.space_after = Mm(8)
        line.paragraph_format.tab_stops.add_tab_stop(Mm(162), WD_TAB_ALIGNMENT.RIGHT)
    _set_words(document, sheet)
    _number_pages(document, sheet)
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


def _set_page(document: WordDocument, sheet: Sheet) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = section.top_margin = Mm(24)
    section.bottom_margin = Mm(26)
    style = document.styles["Normal"]
    face = WORD_FACES[sheet.tongue]
    style.font.name, style.font.size = "Times New Roman", Pt(11)
    fonts = style.element.rPr.rFonts
    fonts.set(qn("w:eastAsia"), face if sheet.tongue != "en" else WORD_FACES["zh-Hans"])
    language = style.element.rPr.makeelement(
        qn("w:lang"),
        {qn("w:val"): "en-GB", qn("w:eastAsia"): LANGUAGE_TAGS[sheet.tongue].replace("en-GB", "zh-CN")},
    )
    style.element.rPr.append(language)
    style.paragraph_format.line_spacing = 1.5
    about = document.core_properties
    about.title, about.author, about.comments = clean(sheet.reference), clean(sheet.house), ""
    about.created = about.modified = datetime.combine(sheet.on or clock.today(), datetime.min.time())


def _rule_below(line: Paragraph) -> None:
    layout = line._element.get_or_add_pPr()
    rule = {qn("w:val"): "single", qn("w:sz"): "5", qn("w:space"): "8", qn("w:color"): "888888"}
    borders = layout.makeelement(qn("w:pBdr"), {})
    borders.append(borders.makeelement(qn("w:bottom"), rule))
    layout.insert_element_before(borders, *AFTER_BORDERS)


def _set_words(document: WordDocument, sheet: Sheet) -> None:
    """The paragraphs; the greeting and whoever signs stay with the last of the text."""
    closing = len(sheet.paragraphs) - sheet.closing
    for at, words in enumerate(sheet.paragraphs):
        paragraph = document.add_paragraph()
        run = paragraph.add_run(words)
        if sheet.tongue != "en":  # Quotation marks and dashes belong to the Chinese face.
            run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:hint"), "eastAsia")
        layout = paragraph.paragraph_format
        layout.space_after, layout.widow_control = Mm(3.6), True
        layout.keep_together = at >= closing
        layout.keep_with_next = closing - 1 <= at < len(sheet.paragraphs) - 1 and sheet.closing > 0


def _number_pages(document: WordDocument, sheet: Sheet) -> None:
    """The page and how many there are; from the second page on the case as well."""
    section = document.sections[0]
    section.different_first_page_header_footer = True
    for foot, before in (
        (section.first_page_footer, ""),
        (section.footer, f"{clean(sheet.reference)}\u2003"),
    ):
        line = foot.paragraphs[0]
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
        for words, field in ((before, "PAGE"), (" / ", "NUMPAGES")):
            for run in (line.add_run(words), _field(line, field)):
                run.font.size, run.font.color.rgb = Pt(8.5), GREY


def _field(line: Paragraph, name: str) -> Run:
    """What a word processor counts by itself."""
    run = line.add_run()
    for mark in ("begin", "separate", "end"):
        if mark == "separate":
            run._element.append(run._element.makeelement(qn("w:instrText"), {}))
            run._element[-1].text = name
        run._element.append(run._element.makeelement(qn("w:fldChar"), {qn("w:fldCharType"): mark}))
        if mark == "separate":
            run.add_text("1")  # until it has counted, and in viewers that never do
    return run


def _line(document: WordDocument, words: str, *, size: float, grey: bool = False) -> Paragraph:
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_after = Pt(0)
    run = paragraph.add_run(clean(words))
    run.font.size = Pt(size)
    if grey:
        run.font.color.rgb = GREY
    return paragraph
