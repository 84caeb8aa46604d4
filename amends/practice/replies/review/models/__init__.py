from amends.practice.replies.review.models.reviews import Dispute, Mark, Review
from amends.practice.replies.review.models.samples import Draw, Plan, Round, Sample

__all__ = ["Dispute", "Draw", "Mark", "Plan", "Review", "Round", "Sample"]
