"""A customer complains: once, with pictures, in any language, whatever the form carries."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from amends.casework.cases.models import Attachment, Case
from amends.casework.customers.models import Customer
from amends.doors.portal.tests.conftest import upload
from amends.foundation.organisation.models import Member

Send = Callable[..., Any]


def test_the_complaint_is_kept_and_the_number_is_shown_at_once(
    client: Client, complain: Send, photo: bytes
) -> None:
    answer = complain(files=[upload("照片.jpg", photo), upload("小票.jpg", photo)])
    case = Case.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, reverse("portal:received", args=[case.token]))
    page = client.get(answer["Location"]).content.decode()
    assert case.number in page
    assert (case.customer.name, case.customer.phone_digits) == ("王小明", "13800138000")
    assert (case.order_number, case.happened, case.wish) == ("DD-77", "2026-06-18 东区店", "refund,apology")
    assert {file.name for file in Attachment.objects.all()} == {"照片.jpg", "小票.jpg"}


def test_the_same_form_sent_twice_is_one_complaint_of_one_customer(complain: Send) -> None:
    first, second = complain(), complain(text="又点了一次")
    assert first["Location"] == second["Location"]
    assert (Case.objects.count(), Customer.objects.count()) == (1, 1)


@pytest.mark.parametrize("key", ["", "k" * 5000, "\x00", "🙂"])
def test_any_key_works(complain: Send, key: str) -> None:
    assert complain(idempotency_key=key).status_code == 302
    assert Case.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("text", ""),
        ("text", "  \x00 "),
        ("text", "\u202e\u202c"),
        ("text", "长" * 200_000),
        ("name", ""),
        ("name", "长" * 81),
        ("phone", ""),
        ("phone", "12"),
        ("phone", "没有"),
        ("phone", "1" * 41),
        ("email", "wang"),
        ("email", "a" * 300 + "@example.com"),
        ("happened_on", "前天"),
        ("order_no", "9" * 61),
        ("place", "长" * 121),
        ("demands", ["everything"]),
    ],
)
def test_what_cannot_be_used_is_said_at_its_place_and_nothing_typed_is_lost(
    complain: Send, form: dict[str, Any], field: str, value: Any
) -> None:
    answer = complain(**{field: value})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert not Case.objects.exists()
    kept = form["text"] if field != "text" else form["name"]
    assert kept in page
    if field == "text" and len(value) > 9:
        assert value in page


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("坏", "坏"),
        ("🙂🤬👨‍👩‍👧", "🙂🤬👨‍👩‍👧"),
        ("锅\x00坏了", "锅坏了"),
        ("付款\u202e元001\u202c", "付款元001"),
        ("长" * 20_000, "长" * 20_000),
        ("一行\r\n二行", "一行\n二行"),
    ],
)
def test_whatever_a_customer_writes_is_kept(complain: Send, text: str, kept: str) -> None:
    assert complain(text=text).status_code == 302
    assert Case.objects.get().messages.get().body == kept


HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'>"


def test_html_and_script_are_shown_as_text(client: Client, complain: Send) -> None:
    complain(text=HOSTILE, name=HOSTILE[:80], place="<b>店</b>")
    case = Case.objects.get()
    for name in ("case", "received"):
        page = client.get(reverse(f"portal:{name}", args=[case.token])).content.decode()
        assert "<script>alert" not in page
        assert "<img src=x" not in page
    assert (
        "&lt;script&gt;alert(1)&lt;/script&gt;"
        in client.get(reverse("portal:case", args=[case.token])).content.decode()
    )
    again = complain(text=HOSTILE, phone="").content.decode()
    assert "<script>alert" not in again


@pytest.mark.parametrize("kind", ["multipart", "urlencoded"])
def test_broken_utf8_is_kept_as_far_as_it_can_be_read(
    client: Client, form: dict[str, Any], kind: str
) -> None:
    if kind == "urlencoded":
        body = b"text=%E5%9D%8F%FF%FE%E4%BA%86%FF&name=%E7%8E%8B%FF&phone=13800138000"
        answer = client.generic(
            "POST", reverse("portal:complain"), body, content_type="application/x-www-form-urlencoded"
        )
    else:
        parts = {"text": b"\xe5\x9d\x8f\xff", "name": b"\xe7\x8e\x8b\xff", "phone": b"13800138000"}
        lines = [
            b'--b\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n' % (k.encode(), v)
            for k, v in parts.items()
        ]
        answer = client.generic(
            "POST",
            reverse("portal:complain"),
            b"".join(lines) + b"--b--\r\n",
            content_type="multipart/form-data; boundary=b",
        )
    assert answer.status_code == 302
    case = Case.objects.get()
    assert case.messages.get().body.startswith("坏")
    assert case.customer.name.startswith("王")


def test_a_broken_multipart_body_is_refused_clearly(client: Client, form: dict[str, Any]) -> None:
    answer = client.generic(
        "POST", reverse("portal:complain"), b"--x", content_type="multipart/form-data; boundary="
    )
    assert answer.status_code == 400
    assert "Traceback" not in answer.content.decode()


@pytest.mark.parametrize(
    "address", ["/c/%00/", "/c/%ff%fe/", "/c/a%0d%0ab/", "/complain/?%ff=%fe", "/follow/?a=%00"]
)
def test_broken_bytes_in_an_address_lead_to_a_page(client: Client, company: Any, address: str) -> None:
    assert client.get(address).status_code in {200, 404}


def test_the_language_of_the_page_is_the_language_of_the_customer(client: Client, complain: Send) -> None:
    client.cookies["django_language"] = "zh-hant"
    complain()
    assert Customer.objects.get().language == "zh-Hant"


@pytest.mark.parametrize(("language", "words"), [("zh-hans", "请"), ("zh-hant", "請"), ("en", "Please")])
def test_messages_are_in_the_language_of_the_reader(
    client: Client, complain: Send, language: str, words: str
) -> None:
    client.cookies["django_language"] = language
    answer = complain(text="")
    assert words in answer.context["form"].errors["text"][0]
    assert (
        f'lang="{ {"zh-hans": "zh-Hans", "zh-hant": "zh-Hant"}.get(language, language) }"'
        in answer.content.decode()
    )


def test_complaining_is_read_or_posted_and_nothing_else(client: Client, company: Any) -> None:
    assert client.get(reverse("portal:complain")).status_code == 200
    for method in ("put", "delete", "patch"):
        assert getattr(client, method)(reverse("portal:complain")).status_code == 405


def test_without_the_token_of_the_page_nothing_is_taken_and_the_page_says_why(form: dict[str, Any]) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies["django_language"] = "en"
    page = strict.post(reverse("portal:complain"), form)
    assert (page.status_code, "open for too long" in page.content.decode()) == (403, True)
    script = strict.post(reverse("portal:complain"), form, headers={"Accept": "application/json"})
    assert (script.status_code, script.json()["error"]) == (403, "form_expired")
    assert not Case.objects.exists()


def test_the_portal_acts_under_its_own_name(complain: Send) -> None:
    complain()
    assert Case.objects.get().messages.get().author == Member.objects.get(username="portal")


IN_TRADITIONAL = "上個月在你們門市買的電鍋第三次使用就冒煙了，客服電話打了五通都沒人接，請退款並說明原因。"
IN_ENGLISH = "The kettle that I bought in your shop last month leaks, and nobody answers the phone."


@pytest.mark.parametrize(
    ("text", "browser", "spoken", "said"),
    [
        (IN_TRADITIONAL, "zh-CN", "zh-Hant", "投訴"),
        (IN_TRADITIONAL, "en", "zh-Hant", "投訴"),
        (IN_ENGLISH, "zh-CN", "en", "complaint"),
        ("？？！！", "zh-TW", "zh-Hant", "投訴"),
    ],
)
def test_who_complained_is_spoken_with_in_the_language_they_wrote_in(
    client: Client, complain: Send, text: str, browser: str, spoken: str, said: str
) -> None:
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = browser
    received = complain(text=text)
    case = Case.objects.get()
    assert (case.language, case.customer.language) == (spoken, spoken)
    wrote = client.post(reverse("portal:message", args=[case.token]), {"body": text, "idempotency_key": "1"})
    for address in (received["Location"], wrote["Location"]):
        page = client.get(address).content.decode()
        assert f'<html lang="{spoken}"' in page
        assert said in page


def test_a_language_that_somebody_chose_on_the_page_stays(client: Client, complain: Send) -> None:
    complain(text=IN_TRADITIONAL)
    client.cookies["django_language"] = "en"
    page = client.get(reverse("portal:case", args=[Case.objects.get().token])).content.decode()
    assert '<html lang="en"' in page
