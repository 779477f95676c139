"""A list, its next part, an article and its copy, and a preview, by what each tool generates.

Usage: python use.py <address> <an article's id> <its copy's id> <a token of its preview>
"""

import json
import sys

import models  # by datamodel-codegen
import requests
from gql import Client as GQL
from gql import gql
from gql.transport.requests import RequestsHTTPTransport
from graphql_client import Client as Ariadne
from rest import Client as Rest
from rest.api.news import list_news
from rest.api.pages import get_page, get_preview

api, article, copy, token = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]


def by_openapi_python_client():
    client = Rest(base_url=api)
    first = list_news.sync(client=client, limit=2)
    second = list_news.sync(client=client, limit=2, after=first.next_)
    pages = [get_page.sync(each, client=client) for each in (article, copy)]
    return [*first.items, *second.items, *pages, get_preview.sync(client=client, token=token)]


def by_datamodel_codegen():
    def get(path, **parameters):
        return requests.get(f"{api}/api/v1/{path}", params=parameters, timeout=30).json()

    first = models.NewsList.model_validate(get("news", limit=2))
    second = models.NewsList.model_validate(get("news", limit=2, after=first.next))
    pages = [models.NewsPage.model_validate(get(f"pages/{each}")) for each in (article, copy)]
    return [
        *first.items,
        *second.items,
        *pages,
        models.NewsPage.model_validate(get("preview", token=token)),
    ]


def by_ariadne_codegen():
    client = Ariadne(f"{api}/graphql/")
    first = client.list_().news
    second = client.list_(after=first.page_info.end_cursor).news
    pages = [client.page(id=each).page for each in (article, copy)]
    nodes = [edge.node for edge in (*first.edges, *second.edges)]
    return [*nodes, *pages, client.preview(token=token).preview]


def by_gql():
    """It fetches the schema itself, and checks each query against it."""
    transport = RequestsHTTPTransport(f"{api}/graphql/")
    with GQL(transport=transport, fetch_schema_from_transport=True) as session:

        def ask(query, **variables):
            document = gql(query)
            document.variable_values = variables
            return session.execute(document)

        query = """query ($after: String) { news(first: 2, after: $after) {
            edges { node { title } } pageInfo { endCursor } } }"""
        first = ask(query)["news"]
        second = ask(query, after=first["pageInfo"]["endCursor"])["news"]
        page = "query ($id: Int!) { page(databaseId: $id) { title } }"
        pages = [ask(page, id=each)["page"] for each in (article, copy)]
        preview = ask("query ($t: String!) { preview(token: $t) { title } }", t=token)["preview"]
    return [*(edge["node"] for edge in (*first["edges"], *second["edges"])), *pages, preview]


def titles(found):
    return [each["title"] if isinstance(each, dict) else each.title for each in found]


WAYS = (by_openapi_python_client, by_datamodel_codegen, by_ariadne_codegen, by_gql)
sys.stdout.write(json.dumps({way.__name__: titles(way()) for way in WAYS}))
