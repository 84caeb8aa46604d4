"""The demonstration company is complete, consistent and free of left-over placeholders."""

import json
import re
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from amends.casework.cases.rules.routing import CANTONESE

CONTENT = Path(__file__).resolve().parents[2] / "amends" / "content"
DEMO = CONTENT / "demo"
STAGES = (
    "new",
    "listen",
    "confirm",
    "investigate",
    "propose",
    "carry_out",
    "review",
    "closed",
)
CHANNELS = {"portal", "phone", "shop", "email", "wechat", "platform12315"}
LANGUAGES = {"zh-Hans", "zh-Hant", "en"}
CATEGORIES = {
    "quality",
    "service",
    "attitude",
    "billing",
    "privacy",
    "safety",
    "promise",
    "policy",
}
ROLES = {"handler", "lead", "quality", "legal", "manager", "trainer", "administrator", "warehouse", "finance"}
PLACEHOLDER = re.compile(r"\[[^\]]*\]|\{[^}]*\}|<[^>]+>|TODO|XXX|占位|某某")


def toml(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


COMPANY = toml(DEMO / "company.toml")
PEOPLE = toml(DEMO / "people.toml")["people"]
CUSTOMERS = {row["key"]: row for row in lines(DEMO / "customers.jsonl")}
ORDERS = {row["number"]: row for row in lines(DEMO / "orders.jsonl")}
CASES = [case for path in sorted(DEMO.glob("cases-*.jsonl")) for case in lines(path)]
FAMILY = toml(DEMO / "family.toml")
SPEAKERS = {
    one["customer"]: {
        row["contact"]
        for row in FAMILY["affiliations"]
        if row["organisation"] == one["customer"] and row["may_speak"]
    }
    for one in FAMILY["organisations"]
}
CAUSES = toml(CONTENT / "taxonomies" / "causes.toml")
OUTCOMES = toml(CONTENT / "taxonomies" / "outcomes.toml")["outcomes"]


def texts_of(case: dict[str, Any]) -> list[str]:
    """Everything somebody wrote in the case, the customer's own words included."""
    found = [
        case["subject"],
        case["text"],
        case.get("lesson", ""),
        case.get("measure", ""),
    ]
    found += [case[k]["text"] for k in TRAIL if k in case]
    for several in ("notes", "customer_messages", "replies"):
        found += [entry["text"] for entry in case.get(several, [])]
    for option in case.get("options", []):
        found += [option[k] for k in ("title", "description", "pros", "cons")]
    return [*found, case.get("rating", {}).get("comment", "")]


TRAIL = ("points_confirmed", "first_reply", "finding", "carried_out", "followup")


def test_company_is_named_in_three_languages() -> None:
    codes = [department["code"] for department in COMPANY["departments"]]
    assert len(set(codes)) == len(codes)
    for named in [COMPANY, *COMPANY["departments"], *COMPANY["shops"]]:
        assert set(named["name"]) == LANGUAGES and all(named["name"].values())
    for department in COMPANY["departments"]:
        assert department.get("parent", codes[0]) in codes
    assert all(shop["department"] in codes for shop in COMPANY["shops"])


def test_people_cover_every_role() -> None:
    codes = {department["code"] for department in COMPANY["departments"]}
    names = {person["username"] for person in PEOPLE}
    assert names >= ROLES and len(names) == len(PEOPLE)
    for person in PEOPLE:
        assert person["role"] in ROLES and person["department"] in codes
        assert set(person["skills"]) <= CATEGORIES and set(person["languages"]) <= LANGUAGES | {CANTONESE}
        assert person["presence"] in {"present", "busy", "away"}
        if person["username"] in ROLES:
            assert person["role"] == person["username"]
    assert {c for person in PEOPLE for c in person["skills"]} == CATEGORIES


def test_customers_and_orders_belong_together() -> None:
    shops = {shop["code"] for shop in COMPANY["shops"]}
    for customer in CUSTOMERS.values():
        assert customer["email"].endswith("@example.com") and customer["language"] in LANGUAGES
    assert len({customer["phone"] for customer in CUSTOMERS.values()}) == len(CUSTOMERS)
    for order in ORDERS.values():
        customer = CUSTOMERS[order["customer"]]
        assert order["amount"] > 0 and order["days_ago"] <= customer["since_days"]
        assert (order["shop"] in shops) if order["place"] == "shop" else order["shop"] is None


def test_cases_refer_to_what_exists() -> None:
    codes = {department["code"] for department in COMPANY["departments"]}
    people = {person["username"] for person in PEOPLE}
    assert len({case["key"] for case in CASES}) == len(CASES)
    for case in CASES:
        assert case["customer"] in CUSTOMERS and case["department"] in codes and case["handler"] in people
        assert case["channel"] in CHANNELS and case["stage"] in STAGES and case["language"] in LANGUAGES
        if case["order"]:
            buyer = ORDERS[case["order"]]["customer"]
            assert case["customer"] in {buyer, *SPEAKERS.get(buyer, ())}, case["key"]
            assert ORDERS[case["order"]]["days_ago"] >= case["days_ago"]
        assert all(note["author"] in people for note in case.get("notes", []))


def test_the_company_shows_every_stage() -> None:
    stages = Counter(case["stage"] for case in CASES)
    assert len(CASES) == 306 and min(stages[stage] for stage in STAGES) >= 15


def test_a_case_has_what_its_stage_needs() -> None:
    causes = {cause["code"] for cause in CAUSES["causes"]}
    outcomes = {outcome["code"] for outcome in OUTCOMES}
    for case in CASES:
        reached = STAGES.index(case["stage"])
        if case.get("outcome") in {
            "INV",
            "WDN",
            "OOS",
            "DUP",
            "EXT",
            "CRM",
        } or case.get("enquiry"):
            assert reached < 2 or "first_reply" in case, case["key"]
            continue
        assert reached < 2 or "first_reply" in case, case["key"]
        assert reached < 4 or ("finding" in case and len(case["options"]) >= 2), case["key"]
        assert reached < 5 or case["chosen"] in range(len(case["options"])), case["key"]
        assert reached < 6 or case["cause"] in causes, case["key"]
        assert reached < 7 or case["outcome"] in outcomes, case["key"]
        assert reached > 0 or not any(k in case for k in TRAIL), case["key"]


def test_hours_run_forward_within_the_time_that_has_passed() -> None:
    order = (
        "points_confirmed",
        "first_reply",
        "finding",
        "options_hours",
        "chosen_hours",
        "carried_out",
        "followup",
        "closed_hours",
    )
    for case in CASES:
        values = [case[k]["hours"] if isinstance(case[k], dict) else case[k] for k in order if k in case]
        assert values == sorted(values), case["key"]
        everything = values + [
            n["hours"] for k in ("notes", "customer_messages", "replies") for n in case.get(k, [])
        ]
        assert max(everything, default=0) <= case["days_ago"] * 24, case["key"]


def test_nobody_is_answered_with_the_same_words() -> None:
    replies = Counter(case["first_reply"]["text"] for case in CASES if "first_reply" in case)
    assert not [text for text, times in replies.items() if times > 1]
    assert len({case["text"] for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["key"])
def test_texts_are_finished(case: dict[str, Any]) -> None:
    assert 15 <= len(case["text"]) <= 900 and case["subject"]
    for text in texts_of(case):
        assert not PLACEHOLDER.search(text), text
    if "rating" in case:
        assert {case["rating"]["solved"], case["rating"]["treated"]} <= {1, 2, 3, 4, 5}


def test_taxonomies_have_three_languages() -> None:
    groups = {group["code"] for group in CAUSES["groups"]}
    for entry in [*CAUSES["groups"], *CAUSES["causes"], *OUTCOMES]:
        assert set(entry["name"]) == LANGUAGES and all(entry["name"].values())
    assert {cause["group"] for cause in CAUSES["causes"]} == groups
