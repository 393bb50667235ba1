"""Since when each of the house's secrets is in force. Days alone, and nothing that tells what the secret is."""

from django.db import models


class KeyAge(models.Model):
    """One secret: the day from which it is in force, and whether the one before it is still good for something.

    `mark` tells one version from the next: of a public key its fingerprint, of a pepper a hash made with it.
    `before_used_on` is the last day on which something was opened with the one before.
    """

    name = models.CharField(primary_key=True, max_length=20)
    mark = models.CharField(max_length=32)
    since = models.DateField()
    before_is_good = models.BooleanField(default=False)
    before_used_on = models.DateField(null=True)

    class Meta:
        db_table = "key_age"
