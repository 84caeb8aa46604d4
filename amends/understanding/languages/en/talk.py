"""What English says in the course of a conversation: short answers, waiting, relief, and what is taken back."""

from typing import Final

TALK: Final[dict[str, str]] = {
    "thanks": """
        thanks; thank you; many thanks; thanks a lot; thanks so much; thank you so much; thank you very much; thx; ty; cheers; much appreciated;
        appreciate it; i appreciate it; appreciated; thanks again; thank you again; thanks for your help; thank you for your help; thanks for that""",
    "noted": """
        ok; okay; k; kk; alright; all right; right; fine; that's fine; sure; yes; yep; noted; understood; i understand; i see; got it; got that;
        will do; that's great; great; perfect; lovely; brilliant; excellent; wonderful; no problem; no worries; fair enough; sounds good; good""",
    "settled": """
        all sorted; sorted; it's sorted; that's sorted; all good; all done; all set; all fine; received; received it; i received it; it arrived; it has arrived;
        it's arrived; arrived; got the refund; refund received; the refund arrived; received the refund; received my refund; money received; got my money;
        it works; it works now; works now; it's working; it's working now; working again; works again; fixed; it's fixed; all fixed; happy with that; i'm happy;
        very happy; solved; resolved; all resolved""",
    "filler": """
        you; so; very; much; a; lot; all; the; for; your; help; and; now; it; that; is; this; today; yesterday; morning; everyone; team; guys; hi; hello; dear;
        best; regards; kind; bye; again; really; just; then; well; my; me; i; we; from; us; have; has; been; x; xx; patience; quick; reply; response; replacement; parcel""",
    "impatient": """
        hello?; hello??; hi?; anyone; anyone there; anybody; any update; any updates; any news; any progress; still waiting; still nothing; well?; so?; and?; where is;
        where's; how long; how much longer; what's happening; what is happening; when will; when; not yet; again?; are you there; you there; reply; answer me;
        waiting; seriously?; no answer; no reply; no response; hurry""",
    "waiting": """
        still waiting; still nothing; still no; still not; still have nothing; still haven't; still hasn't; waiting; waited; haven't; hasn't; have not; has not; no one has; nobody; no one; not yet; yet; promised; you said; was told; i was told; days later; weeks later;
        no reply; no response; no answer; heard nothing; not heard; overdue; days now; weeks now; chasing; chased""",
    "unsettled": """
        still not; still no; still haven't; still hasn't; still don't; still doesn't; still broken; still have nothing; still waiting for; still the same; still there; hasn't arrived; has not arrived;
        haven't received; have not received; didn't arrive; not arrived; never arrived; not received; not fixed; isn't fixed; not sorted; not resolved; not solved;
        isn't sorted; isn't working; broke again; broken again; stopped working again; happened again; same problem; same fault; wrong amount; wrong one again; isn't there;
        don't see the money; not what was agreed""",
    "contrast": "but; however; though; although; only; except; yet; unfortunately; instead",
    "relief": """
        relieved; relief; that helps; that's kind; kind of you; appreciate; appreciated; appreciate your; glad; pleased; happy with; very happy; grateful; no hard feelings;
        makes sense; clear now; thank you for explaining; thanks for explaining; thank you for being; thanks for being; thanks for getting back; thank you for getting back;
        quick reply; so quickly; so quick; feel better; calmer; i overreacted; fair enough; understand; reassuring; reassured; decent of you; good of you""",
    "accepts": """
        i'll take; i will take; i'd take; i choose; i'd choose; i'll choose; i'll go for; i'll go with; let's go with; let's do; go ahead; i accept; happy to accept; that works;
        works for me; that's acceptable; option one; option two; first option; second option; deal""",
    "asking": "please; could you; can you; would you; when; how; why; hope; asap; want; need; ?",
    # --- a demand taken back ---
    "withdrawn": """
        no longer; no longer want; no longer need; don't want; do not want; don't need; do not need; no need; not needed; forget; forget about; never mind; not asking for; not after; not about;
        won't pursue; needn't; isn't about; not interested in""",
    "money": "money; cash",
    "wants:refund": "refund; refunded; money back; refund me; give me back",
    "wants:replace": "replace; replacement; exchange; redo; new one; resend; remake",
    "wants:repair": "repair; repaired; fix; mend",
    "wants:compensation": "compensation; compensate; compensated; make up for; reimburse; reimbursed",
    "wants:apology": "apology; apologise; apologize; say sorry",
    "wants:discipline": "disciplined; fired; sacked; dismissed",
    "wants:investigate": "investigate; investigated; investigation; look into; find out",
    "asks": "want; need; please; just; give me; i'd like; i would like; must; expect; demand; ask for; asking for; rather; prefer",
}
