"""The read-aloud text for radio: words for everything, an estimate of minutes, a short and a long version."""

from content.talking.pace import PACE, minutes, syllables
from content.talking.speech import Spoken, spoken
from content.talking.versions import LINKS, LONG, SHORT, Sentence, Talk, Version, long, sentences, short

__all__ = [
    "LINKS", "LONG", "PACE", "SHORT", "Sentence", "Spoken", "Talk", "Version", "long", "minutes", "sentences", "short",
    "spoken", "syllables",
]  # fmt: skip
