"""Words that an officer has begun to write on a tip's page and not sent yet."""

from uuid import UUID, uuid4

from django.db import models

from reports.models.officer import Officer
from reports.models.tip import Tip


class DraftField(models.TextChoices):
    """Where the words stand: the name of a field of a tip's page, or what they will become."""

    QUESTION = "question", "Question"
    NOTE = "text", "Note"
    COPY = "copy", "Release copy"
    CALL = "call", "A call"
    OUTCOME = "outcome", "What came of it"
    CORRECTION = "correct", "A correction"
    HOLD = "hold", "A legal hold"
    CASE_NOTE = "case", "Note on a case"


class Draft(models.Model):
    """Half-written words, which their writer alone can open: `root` is a key in a box to him, `body` is sealed under
    that key and the draft's erasure key, so that it dies with the tip in old backups too. `day` is that of the last
    saving. Words of a call that is being taken belong to no tip yet."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    officer = models.ForeignKey(Officer, on_delete=models.CASCADE, related_name="drafts", db_index=False)
    tip = models.ForeignKey(Tip, on_delete=models.CASCADE, null=True, related_name="drafts")
    field = models.CharField(max_length=8, choices=DraftField)
    root = models.BinaryField(max_length=256)
    body = models.BinaryField()
    day = models.DateField()

    class Meta:
        db_table = "draft"
        constraints = [models.UniqueConstraint(fields=["officer", "tip", "field"], name="one_draft_each")]

    @property
    def about(self) -> UUID:
        """The tip, or for words of no tip yet their writer: a label of what is sealed."""
        return self.tip_id or self.officer_id

    def __str__(self) -> str:
        return "<sealed>"
