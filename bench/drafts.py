"""Whether every draft passes the house's own check: `python bench/drafts.py [NUMBER]`, 1,000 made-up cases if not said otherwise."""

from __future__ import annotations

import sys
import time
from collections import Counter

from amends.practice.replies.check import check_reply
from amends.practice.replies.drafting import draft_reply
from amends.practice.replies.tests.generated_cases import requests


def main(number: int) -> int:
    found: Counter[tuple[str, str, str]] = Counter()
    passed, began = 0, time.perf_counter()
    for request in requests(number):
        draft = draft_reply(request)
        codes = [
            one.code
            for one in check_reply(draft, complaint=request.complaint, context=request.check_context())
        ]
        passed += not codes
        found.update((request.language, request.kind, code) for code in codes)
    each = (time.perf_counter() - began) / number * 1000
    print(f"{passed} of {number} drafts pass their own check ({passed / number:.1%}); {each:.1f} ms each")
    for (language, kind, code), times in found.most_common():
        print(f"  {times} × {language} {kind}: {code}")
    return 0 if passed == number else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000))
