"""The intake form as a browser without JavaScript has it: a page read, its form filled in, a button pressed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from lxml import html
from starlette.testclient import TestClient

BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8", "Origin": "http://127.0.0.1"}
FORM = {**BROWSER, "Content-Type": "application/x-www-form-urlencoded"}

Fields = list[tuple[str, str]]


def written(field: Any) -> str:
    """What a browser sends of a field that is no input: without the line end right after its tag, as HTML has it."""
    return (field.value or "").removeprefix("\n").replace("\r\n", "\n").replace("\n", "\r\n")


@dataclass
class Walk:
    """Somebody who fills in the form over HTTP."""

    client: TestClient
    language: str = "nl"
    status: int = 200
    headers: Mapping[str, str] | None = None
    page: Any = None

    def open(self, address: str = "/intake") -> "Walk":
        """Go to an address."""
        return self._took(self.client.get(address, headers={**BROWSER, "Accept-Language": self.language}))

    def post(self, fields: Fields, address: str = "/intake") -> "Walk":
        """Send some fields."""
        headers = {**FORM, "Accept-Language": self.language}
        return self._took(self.client.post(address, content=urlencode(fields), headers=headers, follow_redirects=False))

    @property
    def form(self) -> Any:
        """The form on the page."""
        return self.page.get_element_by_id("intake")

    @property
    def fields(self) -> Fields:
        """What the form would send, but for its button."""
        # lxml's own form_values() says “on” for a box that is ticked and has an empty value
        fields = self.form.xpath(".//input[@name] | .//textarea[@name] | .//select[@name]")
        sent = [f for f in fields if f.tag != "input" or not f.checkable or f.checked]
        return [(f.get("name"), (f.get("value") if f.tag == "input" else written(f)) or "") for f in sent]

    @property
    def asked(self) -> list[str]:
        """The questions on the page."""
        return [question.get("id").removeprefix("q-") for question in self.page.find_class("question")]

    @property
    def title(self) -> str:
        """The heading of the page."""
        return str(self.page.xpath("//h1")[0].text_content())

    def text(self, of: str = "intake") -> str:
        """What the part of the page with an id says, on one line."""
        return " ".join(self.page.get_element_by_id(of).text_content().split())

    def fill(self, answers: Mapping[str, Any]) -> "Walk":
        """Give those of the answers that this page asks for."""
        for attribute in self.asked:
            if attribute in answers:
                self._give(attribute, answers[attribute])
        return self

    def press(self, to: str = ".next", address: str = "/intake") -> "Walk":
        """Press a button of the form."""
        return self.post([*self.fields, (".to", to)], address)

    def note(self, attribute: str, **parts: str) -> "Walk":
        """Say something beside the answer to a question that this page asks."""
        for part, text in parts.items():
            self.page.get_element_by_id(f"{part}-{attribute}").value = text
        return self

    def _give(self, attribute: str, value: Any) -> None:
        field = self.form.inputs[attribute]
        if isinstance(value, list):
            for box in field:
                box.checked = box.get("value") in (value or ["[]"])
        elif getattr(field, "type", "") == "text":
            field.value = str(value).replace(".", ",") if self.language == "nl" else str(value)
        else:
            field.value = str(value)

    def _took(self, response: Any) -> "Walk":
        self.status, self.headers = response.status_code, response.headers
        if response.headers.get("content-type", "").startswith("text/html"):
            self.page = html.fromstring(response.text)
        return self
