"""Letters on paper: one sheet with the house's head, set as PDF or as a Word document. No database, no network."""

from amends.practice.replies.papers.docx import as_docx
from amends.practice.replies.papers.pdf import CannotSet, as_pdf, faces_for, set_page
from amends.practice.replies.papers.sheet import Sheet

__all__ = ["CannotSet", "Sheet", "as_docx", "as_pdf", "faces_for", "set_page"]
