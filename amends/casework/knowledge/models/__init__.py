"""Tables of the knowledge base."""

from amends.casework.knowledge.models.articles import Article, ArticleVersion, Basis
from amends.casework.knowledge.models.clauses import Clause, ClauseVersion
from amends.casework.knowledge.models.pictures import Depiction, Picture
from amends.casework.knowledge.models.voices import Feedback, Quotation, Unanswered

__all__ = [
    "Article",
    "ArticleVersion",
    "Basis",
    "Clause",
    "ClauseVersion",
    "Depiction",
    "Feedback",
    "Picture",
    "Quotation",
    "Unanswered",
]
