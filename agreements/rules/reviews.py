"""Three-way reviews: who held one."""

from core.vocabulary import Vocabulary


class ReviewedBy(Vocabulary):
    """Who reviewed shared care with the person."""

    GP = "gp"
    KEYWORKER = "keyworker"
    BOTH = "both"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    ReviewedBy.GP: "The GP",
    ReviewedBy.KEYWORKER: "The keyworker",
    ReviewedBy.BOTH: "Both together",
}
