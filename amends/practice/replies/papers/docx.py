"""A sheet as a Word document, to be changed by whoever sends it on paper."""

from __future__ import annotations

import io
from datetime import datetime

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from amends.foundation.kernel import clock
from amends.practice.replies.papers.sheet import WORD_FACES, Sheet, clean

GREY = RGBColor(0x55, 0x55, 0x55)
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
    about = "\t".join(part for part in (clean(sheet.reference), sheet.dated) if part)
    if about:
        line = _line(document, about, size=9.5, grey=True)
        line.paragraph_format.space_before = Mm(8)
        line.paragraph_format.space_after = Mm(8)
        line.paragraph_format.tab_stops.add_tab_stop(Mm(162), WD_ALIGN_PARAGRAPH.RIGHT)
    for words in sheet.paragraphs:
        paragraph = document.add_paragraph(words)
        paragraph.paragraph_format.space_after = Mm(3.6)
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


def _set_page(document: WordDocument, sheet: Sheet) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = section.top_margin = Mm(24)
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


def _line(document: WordDocument, words: str, *, size: float, grey: bool = False) -> Paragraph:
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_after = Pt(0)
    run = paragraph.add_run(clean(words))
    run.font.size = Pt(size)
    if grey:
        run.font.color.rgb = GREY
    return paragraph
