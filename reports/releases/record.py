"""A release copy as a record for another system: JSON in the names of NIEM core, mapped in docs/record-exchange.md.

Nothing of the tip but the copy's words goes into it: no reference by which its row could be found, no hour, no channel.
"""

from typing import Any

from django.conf import settings

from reports.clock import today
from reports.models import Release, Tip
from reports.releases.readings import Reading

VERSION = "1.0"
CAVEAT = "Intelligence: never to be filed or quoted"
CONTEXT = {
    "nc": "https://docs.oasis-open.org/niemopen/ns/model/niem-core/6.0/",
    "tipline": "urn:tipline:record:1:",
}


def as_record(reading: Reading, release: Release, tip: Tip) -> dict[str, Any]:
    """Return the record of one reading of a released copy."""
    words = [_words(reading.copy.text, tip.language or "en")]
    if reading.copy.translation:
        words.append(_words(reading.copy.translation, "en"))
    told = {
        "@context": CONTEXT,
        "@type": "nc:Document",
        "tipline:RecordVersion": VERSION,
        "nc:DocumentIdentification": {"nc:IdentificationID": str(release.pk)},
        "nc:DocumentCategoryText": "Release copy of an anonymous tip",
        "nc:DocumentCreationDate": {"nc:Date": today().isoformat()},
        "nc:DocumentSource": {"nc:OrganizationName": settings.FORCE_NAME, "nc:OrganizationUnitName": tip.unit.name},
        "nc:DocumentSubjectText": tip.get_category_display(),
        "tipline:CategoryCode": tip.category,
        "nc:DocumentDescription": words,
        "nc:SensitivityText": CAVEAT,
        "tipline:ReadingMark": reading.mark,
        "tipline:CheckedBy": release.checked_by.name if release.checked_by else None,
    }
    if reading.asks:
        told["tipline:AnswerAddress"] = f"{settings.PUBLIC_URL}/answer"
        told["tipline:AnswerReference"] = reading.asks.reference
        told["tipline:AnswerNumber"] = reading.asks.number
        told["tipline:AnswerBefore"] = reading.asks.last_day.isoformat()
    return told


def _words(text: str, language: str) -> dict[str, str]:
    return {"nc:DescriptionText": text, "nc:LanguageCode": language}
