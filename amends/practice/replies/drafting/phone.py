"""What to say on the telephone, in the order of the call, for the one who calls: never sent."""

from __future__ import annotations

import re

from amends.practice.replies.drafting import parts
from amends.practice.replies.drafting.letter import TRAILING, Letter
from amends.practice.replies.drafting.runs import QUOTES


def script(letter: Letter) -> str:
    """An eagle's call goes straight to the plan; a dove is asked for what is unsaid."""
    request = letter.request
    values = {
        "organisation": request.organisation or letter.texts["form"]["no_organisation"],
        "owner": request.owner or letter.texts["form"]["no_organisation"],
        "name": " ".join(request.customer_name.replace("{", "").replace("}", "").split()),
    }
    # Quotes inside what is spoken are hard to say; where nothing else is known, the subjects do.
    plain = [one for one in letter.points.phrases if one[0] not in QUOTES and "“" not in one]
    subjects = letter.points.subjects
    if not plain and not subjects:
        subjects = (letter.texts["point"].get(request.category, letter.texts["point"]["service"]),)
    said = [one.rstrip(TRAILING) for one in plain]
    if subjects:
        said.append(letter.texts["form"]["told_about"].format(subjects=letter.list_of(subjects)))
    points = letter.list_of(said) if letter.language == "en" else "；".join(said)
    sorry = {"feel": letter.feel(), "apology": parts.apology(letter)}
    brief = letter.say("empathy_short", parts.emotion(letter))
    lines = [
        letter.say("phone", "title") if request.case_number else "",
        letter.say("phone", "opening_short" if letter.is_short else "opening", **values),
        "" if letter.is_short else letter.say("phone", "listen"),
        parts.urgent(letter),
        letter.say("phone", "restate", points=points),
        letter.say(
            "phone",
            "feeling",
            **(
                {**sorry, "feel": brief}
                if letter.is_short
                else {**sorry, "feel": letter.join(sorry["feel"], brief)}
            ),
        ),
        letter.say("phone", "plan", steps=_up(letter, parts.steps(letter))),
        letter.say("phone", "upset") if request.emotion == "anger" or request.mode == "emotion" else "",
        letter.say("phone", "asks_more") if request.mode != "emotion" and not letter.is_short else "",
        letter.say("phone", "unsaid") if request.persona == "dove" else "",
        letter.say("phone", "ending" if request.phone else "ending_reply"),
    ]
    return _without_gaps("\n".join(line for line in lines if line))


def _up(letter: Letter, words: str) -> str:
    return words[:1].upper() + words[1:] if letter.language == "en" else words


def _without_gaps(text: str) -> str:
    """Where no name is known, its place closes."""
    text = re.sub(r"，{2,}", "，", text).replace("“，", "“").replace("「，", "「")
    return re.sub(r"“, (\w)", lambda found: f"“{found[1].upper()}", text.replace("Hello , ", "Hello, "))
