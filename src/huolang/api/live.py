"""A stream of hints over server-sent events: that there is something new, never what.

Here is only seen who asks. The answer's header `FOLLOWS` hands the connection over to the web
server's loop (`site.following`), which relays what the small process of the streams says; no
thread waits with it. Other web servers pass the header on to nobody, and the answer ends at once.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import Router

from huolang.api import asked
from huolang.api.schemas import PROBLEMS
from huolang.api.streams import FOLLOWS
from huolang.api.working import access_of

router = Router(tags=["live"])

STREAM = "text/event-stream"
CONTENT = {"responses": {200: {"description": "OK", "content": {STREAM: {}}}}}
NOTHING = b": \n\n"


@router.get("/events", response=PROBLEMS, openapi_extra=CONTENT, summary="What is new, live")
def events(request: HttpRequest) -> HttpResponse:
    """`event: hello` begins every stream: ask for everything anew. Then `event: notifications`
    when the caller's notifications changed, and `event: records` when something was recorded in
    their company. It ends after some minutes: follow again."""
    asked.parameters(request)
    access = access_of(request)
    response = HttpResponse(NOTHING, content_type=STREAM)
    if access.user is not None:
        response[FOLLOWS] = f"{access.company}/{access.user.hex}"
    return response
