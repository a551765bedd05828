"""How drafts are found."""

from django.db import models


class DraftQuerySet(models.QuerySet):
    """Drafts are asked for by their author, and by the clock once their time is over."""

    def of(self, user_id, form, about):
        return self.filter(user_id=user_id, form=form, about=about)

    def outlived(self, moment):
        return self.filter(kept_until__lt=moment)
