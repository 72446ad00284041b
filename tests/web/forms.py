"""A form filled in as a browser would send it: what stands in its fields, but for what the test changes."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any


@dataclass
class Form(HTMLParser):
    """The successful fields of the one form that goes to `action`."""

    action: str
    fields: dict[str, list[str]] = field(default_factory=dict)
    found: bool = False

    def __post_init__(self) -> None:
        HTMLParser.__init__(self)
        self.inside = False
        self.area = self.select = ""
        self.options: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name, value = given.get("name") or "", given.get("value") or ""
        if tag == "form":
            self.inside = given.get("action") == self.action
            self.found = self.found or self.inside
        elif not self.inside:
            return
        elif tag == "input" and name and given.get("type") != "file":
            if given.get("type") not in ("checkbox", "radio") or "checked" in given:
                self._add(name, value)
        elif tag == "textarea":
            self.area = name
            self._add(name, "")
        elif tag == "select":
            self.select, self.options = name, []
        elif tag == "option":
            self.options.append((value, "selected" in given))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = False
        elif tag == "textarea":
            self.area = ""
        elif tag == "select" and self.inside and self.options:
            self._add(self.select, next((value for value, on in self.options if on), self.options[0][0]))

    def handle_data(self, data: str) -> None:
        if self.area:
            self.fields[self.area][-1] += data

    def _add(self, name: str, value: str) -> None:
        self.fields.setdefault(name, []).append(value)


def filled(html: str, action: str, **changes: Any) -> dict[str, Any]:
    """The fields of the form; a change of None leaves a field out; "_" in a name stands for "-"."""
    form = Form(action)
    form.feed(html)
    assert form.found, f"no form goes to {action}"
    fields: dict[str, Any] = {name: values for name, values in form.fields.items() if name != "csrf_token"}
    for name, value in changes.items():
        if value is None:
            fields.pop(name.replace("_", "-"), None)
        else:
            fields[name.replace("_", "-")] = value
    return fields
