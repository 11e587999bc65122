"""When the database is restarting: a page that says to try again, never a broken one."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable

from django.conf import settings
from django.contrib.sessions.exceptions import SessionInterrupted
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect

from touyan.desk.errors import broken
from touyan.kernel.gate import public

Answer = Callable[[HttpRequest], HttpResponse]
log = logging.getLogger("touyan.gate")

_PAGE = (
    '<!doctype html><html lang="zh-Hans"><meta charset="utf-8"><title>503</title>{refresh}'
    "<body><h1>请稍候 · One moment</h1><p>数据库正在恢复。{chinese}</p>"
    "<p>The database is coming back. {english}</p></body></html>"
)
_READING = _PAGE.format(
    refresh='<meta http-equiv="refresh" content="3">',
    chinese="本页三秒后自动重试。",
    english="This page tries again in three seconds.",
)
_SENDING = _PAGE.format(
    refresh="",
    chinese="请重新加载本页，把填写的内容再发送一次；同一份表单不会重复登记。",
    english="Reload this page to send the form again; the same form is not entered twice.",
)


_UNREADABLE = (
    '<!doctype html><html lang="zh-Hans"><meta charset="utf-8"><title>400</title><body>'
    "<h1>无法读取这次请求 · This request cannot be read</h1><p>请返回上一页，重新填写后再发送。</p>"
    "<p>Go back, and send it again.</p></body></html>"
)


def database_away(answer: Answer) -> Answer:
    """Turns a lost connection in a view into the page that says so."""

    def middleware(request: HttpRequest) -> HttpResponse:
        return answer(request)

    def process_exception(request: HttpRequest, error: Exception) -> HttpResponse | None:
        return away(request, error) if _is_away(error) else None

    middleware.process_exception = process_exception  # type: ignore[attr-defined]
    return middleware


@public
def broken_or_away(request: HttpRequest) -> HttpResponse:
    """For what went wrong outside the views, as when the session itself could not be read."""
    error = sys.exc_info()[1]
    return away(request, error) if error and _is_away(error) else broken(request)


@public
def unreadable_or_away(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """For a request that cannot be read, and for a session that could not be kept: Django says of
    both that the request was bad, though what it asked for may have been done."""
    error: BaseException | None = exception
    while error is not None:
        if _is_away(error):
            return away(request, error)
        error = error.__cause__ or error.__context__
    if isinstance(exception, SessionInterrupted):
        return redirect(settings.LOGIN_URL)
    return HttpResponseBadRequest(_UNREADABLE)


def _is_away(error: BaseException) -> bool:
    return isinstance(error, OperationalError | InterfaceError)


def away(request: HttpRequest, error: BaseException) -> HttpResponse:
    """Reading is tried again by the page itself; a form is sent again by the person, who alone
    still has what was typed."""
    log.warning("database away: %s", type(error).__name__)
    page = _READING if request.method in ("GET", "HEAD") else _SENDING
    return HttpResponse(page, status=503, headers={"Retry-After": "3"})
