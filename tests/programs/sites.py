"""Pyramid by WebTest's way, without it: routes, views, predicates, renderers, traversal, sessions, events, exceptions, tweens."""
import json
import tempfile

from pyramid.authentication import AuthTktAuthenticationPolicy
from pyramid.authorization import ACLAuthorizationPolicy
from pyramid.config import Configurator
from pyramid.events import NewRequest, subscriber
from pyramid.httpexceptions import HTTPForbidden, HTTPFound, HTTPNotFound
from pyramid.request import Request
from pyramid.response import Response
from pyramid.security import Allow, Authenticated, Everyone, forget, remember
from pyramid.session import SignedCookieSessionFactory
from pyramid.view import exception_view_config, view_config, view_defaults


class Root(dict):
    __name__ = __parent__ = None
    __acl__ = [(Allow, Everyone, "view"), (Allow, Authenticated, "edit")]


class Folder(dict):
    def __init__(self, name, parent):
        self.__name__, self.__parent__ = name, parent


root = Root()
root["docs"] = docs = Folder("docs", root)
docs["intro"] = Folder("intro", docs)
seen = []


@subscriber(NewRequest)
def count(event):
    seen.append(event.request.path)


@view_config(route_name="hello", renderer="json", request_method="GET")
def hello(request):
    request.session["visits"] = request.session.get("visits", 0) + 1
    return {"name": request.matchdict["name"], "visits": request.session["visits"], "where": request.route_path("hello", name="é b")}


@view_config(route_name="hello", request_method="POST", request_param="text")
def shout(request):
    return Response(request.POST["text"].upper(), content_type="text/plain", charset="utf-8", headers={"X-Shout": "yes"})


@view_defaults(route_name="sum", renderer="string")
class Sums:
    def __init__(self, request):
        self.request = request

    @view_config(match_param="kind=plus")
    def plus(self):
        return sum(map(int, self.request.params.getall("n")))

    @view_config(match_param="kind=times")
    def times(self):
        product = 1
        for n in self.request.params.getall("n"):
            product *= int(n)
        return product


@view_config(context=Folder, permission="view", renderer="json")
def show(context, request):
    return {"path": request.resource_path(context), "children": sorted(context), "subpath": request.subpath}


@view_config(context=Folder, name="edit", permission="edit")
def edit(context, request):
    context[request.params["name"]] = Folder(request.params["name"], context)
    return HTTPFound(request.resource_url(context))


@view_config(name="login")
def login(request):
    return Response("in", headers=remember(request, request.params["user"]))


@view_config(name="logout")
def logout(request):
    return Response("out", headers=forget(request))


@exception_view_config(ZeroDivisionError)
def no_division(error, request):
    return Response(f"no: {error}", status=418)


@view_config(name="divide")
def divide(request):
    return Response(str(1 / int(request.params["by"])))


def timing_tween(handler, registry):
    def tween(request):
        response = handler(request)
        response.headers["X-Tween"] = str(len(seen))
        return response
    return tween


with Configurator(root_factory=lambda request: root, session_factory=SignedCookieSessionFactory("secret")) as config:
    config.set_authentication_policy(AuthTktAuthenticationPolicy("sosecret", hashalg="sha512"))
    config.set_authorization_policy(ACLAuthorizationPolicy())
    config.add_route("hello", "/hello/{name}")
    config.add_route("sum", r"/sum/{kind:plus|times}")
    config.add_tween(f"{__name__}.timing_tween")
    config.add_notfound_view(lambda request: Response(f"nothing at {request.path}", status=404))
    config.add_forbidden_view(lambda request: Response("forbidden", status=403))
    config.scan(__name__)
    app = config.make_wsgi_app()

cookies = {}


def ask(path, method="GET", **options):
    request = Request.blank(path, method=method, **options)
    if cookies:
        request.headers["Cookie"] = "; ".join(f"{k}={v}" for k, v in cookies.items())
    response = request.get_response(app)
    for cookie in response.headers.getall("Set-Cookie"):
        name, _, value = cookie.partition(";")[0].partition("=")
        cookies[name] = value
    kept = {k: v for k, v in response.headers.items() if k in ("Content-Type", "X-Shout", "X-Tween", "Location")}
    print(method, path, response.status, kept, response.text)


ask("/hello/World")
ask("/hello/World")
ask("/hello/World", "POST", POST={"text": "loud"})
ask("/hello/World", "POST", POST={"other": "x"})
ask("/sum/plus?n=1&n=2&n=39")
ask("/sum/times?n=6&n=7")
ask("/sum/minus?n=1")
ask("/docs/intro")
ask("/docs/edit?name=more")
ask("/login?user=anna")
ask("/docs/edit?name=more")
ask("/docs")
ask("/docs/nothing/here")
ask("/logout")
ask("/divide?by=0")
ask("/divide?by=4")
print(seen, json.dumps(sorted(map(str, config.registry.introspector.categorized()[0]))))
