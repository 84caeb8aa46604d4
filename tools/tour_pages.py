"""What there is to see: the pages that each role may open, and what to do on them before looking."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from playwright.sync_api import Page

PASSWORD = "Amends-2026!"  # noqa: S105 - opens demonstrations only
STAGES = ("listen", "confirm", "investigate", "propose", "carry_out", "review")
ROLES = ("manager", "administrator", "handler", "lead", "quality", "legal", "trainer", "warehouse", "finance")
WITHOUT_CASES = {"administrator", "trainer", "warehouse", "finance"}
SEE_QUALITY = {"quality", "manager", "trainer", "lead", "administrator"}
SEE_TRAIL = {"quality", "legal", "manager", "administrator"}
WORDS = {
    "zh-Hans": "上周六晚上在南屏店订了六寸生日蛋糕，花了268元，说好八点前送到，结果九点半才来，还塌了一半。打了三次电话没人接，孩子的生日全毁了，请退款并道歉！",
    "zh-Hant": "上週六晚上在南屏店訂了六吋生日蛋糕，花了268元，說好八點前送到，結果九點半才來，還塌了一半。打了三次電話沒人接，孩子的生日全毀了，請退款並道歉！",
    "en": "Last Saturday I ordered a birthday cake for 268 yuan. It was promised for eight, came at half past nine and had collapsed. Nobody picked up the phone. I want my money back and an apology.",
}
PROMISE = {
    "zh-Hans": "您好，我们会尽快处理，请耐心等待。",
    "zh-Hant": "您好，我們會儘快處理，請耐心等待。",
    "en": "We will deal with it as soon as possible. Please be patient.",
}


# The pages of the house, by the name of their pictures; the ending is their address on the desk.
PAGES = {
    **{
        name: f"{name}/"
        for name in ("customers", "tasks", "promises", "drafts", "notices", "approvals", "authority")
    },
    **{name: f"{name}/" for name in ("waiting", "keeping", "policies", "labels", "playbook", "text-blocks")},
    "keeping-terms": "keeping/terms/",
    "assignment-rules": "assignment/",
    "my-shift": "me/",
    "playbook-preview": "playbook/preview/",
    "shipments": "shipments/",
    "shipments-on-the-way": "shipments/?view=sent",
    "knowledge": "knowledge/",
    "knowledge-gaps": "knowledge/gaps/",
    "knowledge-new": "knowledge/new/",
    "clauses": "knowledge/clauses/",
    "clause-new": "knowledge/clauses/new/",
    **{
        f"reviews-{name}": f"reviews/{name}/"
        for name in ("queue", "mine", "disputes", "figures", "plan", "rounds")
    },
}
# Pages about one thing: where a link to the first of them stands.
ONE_OF = {
    "customer": ("customers/", "main a.customer-name"),
    "article": ("knowledge/", "main a[href*='/knowledge/articles/']"),
    "clause": ("knowledge/clauses/", "main a[href*='/knowledge/clauses/']:not([href$='/new/'])"),
    "review": ("reviews/mine/", "main a[href*='/desk/reviews/']:not([href*='/mine'])"),
    "shipment": ("shipments/?view=sent", "main td a[href*='/desk/shipments/']"),
    "review-round": ("reviews/rounds/", "main a[href*='/reviews/rounds/']"),
}
SHEETS = (
    *("clocks", "points", "stages", "tasks", "promises", "evidence", "approvals", "assignment", "related"),
    *("involved", "access", "customer", "guide", "knowledge"),
)


@dataclass(frozen=True)
class Stop:
    """One thing to look at. `act` prepares it and says whether there is something to see at all."""

    name: str
    address: str
    act: Callable[[Page, str], bool] | None = None
    status: int = 200
    whole: bool = False
    refusable: bool = False
    """Not every role may open it: who may not is not shown it."""


def opened(dialog: str) -> Callable[[Page, str], bool]:
    def act(page: Page, language: str) -> bool:
        button = page.locator(f"[data-open='action-{dialog}']")
        if not button.count():
            return False
        # Some stand in a menu that is closed on a narrow page.
        button.first.evaluate("button => button.click()")
        page.locator(f"dialog#action-{dialog}[open]").wait_for()
        return True

    return act


def keys(page: Page, language: str) -> bool:
    page.keyboard.press("?")
    page.locator("dialog#keys[open]").wait_for()
    return True


def palette(page: Page, language: str) -> bool:
    page.keyboard.press("Control+k")
    page.locator("dialog#palette[open]").wait_for()
    return True


def account_menu(page: Page, language: str) -> bool:
    page.locator(".desk-tools details.menu summary").last.click()
    return True


def checked(page: Page, language: str) -> bool:
    """A reply that promises without a date, with what the check says about it."""
    tab = page.locator("[data-mode-choice=reply]:not([aria-disabled=true])")
    if not tab.count():
        return False
    tab.click()
    with page.expect_response("**/check"):
        page.locator("#composer-text").fill(PROMISE[language])
    page.locator("#findings .finding").first.wait_for()
    return True


def judging(page: Page, language: str) -> bool:
    """A label about to be put right."""
    summary = page.locator("#read-emotion summary")
    if not summary.count():
        return False
    summary.click()
    page.locator("#read-emotion .relabel").first.wait_for()
    return True


def drafted(page: Page, language: str) -> bool:
    tab = page.locator("[data-mode-choice=reply]:not([aria-disabled=true])")
    if not tab.count() or not page.locator("[data-suggest]").count():
        return False
    tab.click()
    page.locator("#composer-text").fill("")
    with page.expect_response("**/suggest"):
        page.locator("[data-suggest]").click()
    page.wait_for_function("document.querySelector('#composer-text').value.length > 20")
    return True


def confirmed(page: Page, language: str) -> bool:
    """Some pages ask for the password again when the sign-in is some minutes old."""
    if "reauthenticate" in page.url:
        page.locator("input[type=password]").fill(PASSWORD)
        page.locator("input[type=password]").press("Enter")
        page.wait_for_url("**/totp/activate/**")
    return True


def first_case(page: Page, base: str, query: str, having: str = "") -> str:
    """The address of the first case of a list, and on whose page there is such a thing; empty if there is none."""
    page.goto(f"{base}/desk/cases/?{query}")
    links = page.locator("#rows a.case-subject")
    addresses = [str(link.get_attribute("href")) for link in links.all()[:8]]
    for address in addresses if having else []:
        page.goto(base + address)
        if page.locator(having).count():
            return address
    return addresses[0] if addresses and not having else ""


def first_link(page: Page, base: str, address: str, selector: str) -> str:
    """Where the first such link on a page leads; empty if the page is refused or has none."""
    answer = page.goto(f"{base}/desk/{address}")
    link = page.locator(selector)
    return str(link.first.get_attribute("href")) if answer and answer.ok and link.count() else ""


def house_pages(page: Page, base: str) -> Iterator[Stop]:
    for name, address in PAGES.items():
        yield Stop(name, f"/desk/{address}", whole=True, refusable=True)
    for name, (address, selector) in ONE_OF.items():
        if found := first_link(page, base, address, selector):
            yield Stop(name, found, whole=True, refusable=True)


def sheets(page: Page, base: str) -> Iterator[Stop]:
    if address := first_case(page, base, "view=open&stage=investigate") or first_case(
        page, base, "view=open"
    ):
        for name in SHEETS:
            yield Stop(f"sheet-{name}", f"{address.split('?')[0]}{name}/", whole=True, refusable=True)


def desk(role: str, page: Page, base: str, ready: str) -> Iterator[Stop]:
    """What somebody in this role may open on the desk."""
    yield Stop("start", "/desk/")
    if role not in WITHOUT_CASES:
        yield from lists_and_cases(page, base, ready)
        yield from sheets(page, base)
    yield from house_pages(page, base)
    yield Stop("reports", "/desk/reports/?days=365", whole=True)
    if role in SEE_QUALITY:
        yield Stop("how-well", "/desk/reading/?days=365", whole=True)
    if role in SEE_TRAIL:
        yield Stop("trail", "/desk/trail/")
    if role in {"manager", "administrator"}:
        yield Stop("people", "/desk/people/")
    if role == "administrator":
        yield Stop("person", "/desk/people/handler/", whole=True)
        yield Stop("new-person", "/desk/people/new/", whole=True)
        yield Stop("departments", "/desk/departments/", whole=True)
        yield Stop("calendars", "/desk/calendars/?start=2026-02-13T10:00&length=7wd&year=2026", whole=True)
        yield Stop("jobs", "/desk/jobs/")
    else:
        yield Stop("not-permitted", "/desk/jobs/", status=403)
    yield Stop("keys", "/desk/", act=keys)
    yield Stop("menu", "/desk/", act=account_menu)
    yield Stop("palette", "/desk/reports/", act=palette)
    yield Stop("components", "/desk/components/", whole=True)
    yield Stop("not-found", "/desk/nothing-here/", status=404)
    yield Stop("two-steps", "/accounts/2fa/totp/activate/", act=confirmed, whole=True)
    yield Stop("two-steps-index", "/accounts/2fa/", whole=True)
    yield Stop("password", "/accounts/password/change/", whole=True)


def lists_and_cases(page: Page, base: str, ready: str) -> Iterator[Stop]:
    for view in ("mine", "open", "risk", "closed"):
        yield Stop(f"list-{view}", f"/desk/cases/?view={view}")
    yield Stop("search-found", "/desk/cases/?view=all&q=蛋糕")
    yield Stop("search-nothing", "/desk/cases/?view=all&q=绝无此词")
    for stage in STAGES:
        address = first_case(page, base, f"view=open&stage={stage}")
        if not address:
            continue
        yield Stop(f"case-{stage.replace('_', '-')}", address)
        if stage == "listen":
            yield Stop("case-wrong", address, act=judging)
            yield Stop("case-check", address, act=checked)
            yield Stop("case-draft", address, act=drafted)
            yield Stop("dialog-assign", address, act=opened("assign"))
        if stage == "investigate":
            yield Stop("dialog-advance", address, act=opened("advance"))
        if stage == "propose" and (answer := page.goto(base + ready)) and answer.ok:
            yield Stop("dialog-propose", ready, act=opened("propose"))
        if stage == "review":
            yield Stop("dialog-cause", address, act=opened("cause"))
            yield Stop("dialog-close", address, act=opened("close"))
    if closed := first_case(page, base, "view=closed"):
        yield Stop("case-closed", closed)
        yield Stop("case-trail", f"{closed.split('?')[0]}trail/")


def ready_to_offer() -> str:
    """The desk's address of a case whose finding is recorded and to which nothing has been offered yet."""
    from amends.casework.cases.actions import advance_stage
    from amends.casework.cases.models import Case

    case = Case.objects.filter(phase="open", stage="investigate", owner__username="handler").latest(
        "received_at"
    )
    assert case.owner is not None
    record = "配送员当晚请假，店长没有转单，蛋糕在常温下放了一个半小时；责任在门店排班。"
    details = {"responsible": "process", "extent": "single"}
    advance_stage(case_id=case.pk, record=record, details=details, by=case.owner)
    return f"/desk/cases/{case.number}/"


def customer_links() -> dict[str, str]:
    """Portal addresses of cases in the states that a customer can meet, by what is to be seen there."""
    from amends.casework.cases.models import Case
    from amends.casework.knowledge.queries.articles import articles_for

    cases = Case.objects.order_by("-received_at")
    wanted = {
        "answered": cases.filter(phase="open", stage="confirm"),
        "options": cases.filter(phase="open", proposals__decision="", stage="propose"),
        "solved": cases.filter(phase="open", solved_at__isnull=False, confirmed_at=None),
        "rate": cases.filter(confirmed_at__isnull=False, rating=None),
        "rated": cases.filter(rating__isnull=False),
    }
    found = {name: query.first() for name, query in wanted.items()}
    links = {f"case-{name}": f"/c/{case.token}/" for name, case in found.items() if case is not None}
    article = articles_for(None).first()
    return links | ({"help-article": f"/help/{article.code}/"} if article else {})


def wizard_step(wanted: int) -> Callable[[Page, str], bool]:
    """Goes forward to one of the questions, answering those before it."""

    def act(page: Page, language: str) -> bool:
        answers = {"#id_text": WORDS[language], "#id_name": "王小美", "#id_phone": "13800001234"}
        for _step in range(wanted):
            for selector, words in answers.items():
                if page.locator(selector).is_visible():
                    page.fill(selector, words)
            if page.locator(".chip").first.is_visible():
                page.locator(".chip").first.click()
            page.locator("[data-wizard-next]").click()
        return True

    return act


def sent(page: Page, language: str) -> bool:
    wizard_step(6)(page, language)
    page.locator(".ticket-number").wait_for()
    return True


def portal(links: dict[str, str]) -> Iterator[Stop]:
    yield Stop("home", "/", whole=True)
    for step in range(6):
        yield Stop(f"complain-{step + 1}", "/complain/", act=wizard_step(step), whole=True)
    yield Stop("received", "/complain/", act=sent, whole=True)
    yield Stop("follow", "/follow/", whole=True)
    yield Stop("help", "/help/", whole=True)
    yield Stop("help-search", f"/help/?q={quote('退款多久到账')}", whole=True)
    for name, address in links.items():
        yield Stop(name, address, whole=True)
    yield Stop("not-found", "/c/nothing-here/", status=404)
    yield Stop("sign-in", "/accounts/login/")
