"""The desk speaks what its reader chose: a cookie, never the browser's own wish, so that no officer is surprised.

Vietnamese pages come from the templates as they are written. For another tongue each template is translated once, when
it is first needed, and compiled: a translated page costs no more than a Vietnamese one.
"""

from collections.abc import Callable
from functools import partial
from typing import Any, cast

from flask import Flask, request, url_for
from flask.templating import Environment
from flask_babel import Babel  # type: ignore[import-untyped]  # it brings no types
from jinja2 import BaseLoader, Template
from jinja2 import Environment as Jinja

from web.tongue import catalogue, chosen, scripts, templates

COOKIE = "tieng"

ALWAYS_VIETNAMESE = frozenset(
    {
        "playlog.export",
        "reports.download",
        "reports.log_book",
        "reports.take_template",
        "calendar_feed.feed",
        "calendar_feed.download",
        "api.health",
        "api.description",
        "api.status",
        "api.plan",
        "api.log",
        "api.figures",
    }
)
"""What leaves the desk for others: reports, the log book, the calendar, figures for other programs."""


def install(app: Flask) -> None:
    """Before every other installer: what they say on the way must be said in the right tongue already."""
    app.jinja_environment = _BothTongues  # type: ignore[assignment]  # Flask takes any of its environments
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(catalogue.FOLDER)
    Babel(
        app,
        default_locale=chosen.SOURCE,
        default_domain=catalogue.DOMAIN,
        locale_selector=chosen.current,
        configure_jinja=False,
    )
    app.before_request(_listen)
    app.teardown_request(lambda _: chosen.speak(chosen.SOURCE))
    app.context_processor(lambda: {"tongue": chosen.current(), "tongues": chosen.TONGUES})


def _listen() -> None:
    wanted = request.cookies.get(COOKIE, chosen.SOURCE)
    chosen.speak(chosen.SOURCE if request.endpoint in ALWAYS_VIETNAMESE else wanted)


class _BothTongues(Environment):
    """Flask's templates, and beside them the same ones for each other tongue."""

    def __init__(self, app: Flask, **options: Any) -> None:
        super().__init__(app, **options)
        self._others: dict[str, Jinja] = {}

    def get_or_select_template(
        self, template_name_or_list: Any, parent: str | None = None, globals: Any = None
    ) -> Template:
        """A page in the tongue that is spoken; what it extends and includes follows it."""
        if self.overlayed or not chosen.translated():
            return super().get_or_select_template(template_name_or_list, parent, globals)
        other = self._others.get(chosen.current())
        if other is None:
            other = self._others[chosen.current()] = self._translated(chosen.current())
        return other.get_or_select_template(template_name_or_list, parent, globals)

    def _translated(self, tongue: str) -> Jinja:
        other = self.overlay()
        other.loader = _Translated(cast(BaseLoader, self.loader), tongue)
        usual = cast(Callable[[str], str], self.globals["asset"])
        other.globals = {**self.globals, "asset": partial(_asset, tongue, usual)}
        return other


class _Translated(BaseLoader):
    """Templates, translated before Jinja reads them."""

    def __init__(self, written: BaseLoader, tongue: str) -> None:
        self._written, self._tongue = written, tongue

    def get_source(self, environment: Jinja, template: str) -> tuple[str, str | None, Callable[[], bool] | None]:
        """As the loader of the Vietnamese templates."""
        source, file, fresh = self._written.get_source(environment, template)
        told = templates.translated(source, lambda text: catalogue.found(self._tongue, text, template))
        return told.replace(f'<html lang="{chosen.SOURCE}"', f'<html lang="{self._tongue}"'), file, fresh

    def list_templates(self) -> list[str]:
        """As the loader of the Vietnamese templates."""
        return self._written.list_templates()


def _asset(tongue: str, usual: Callable[[str], str], name: str) -> str:
    """The address of a static file; a script that says something has its translated self."""
    if name not in scripts.names():
        return usual(name)
    return url_for("tongue.script", tongue=tongue, name=name, v=scripts.digest(tongue, name))
