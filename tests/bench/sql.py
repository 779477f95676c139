"""How many SQL queries each request costs once the process is warm.

A process of its own, as the server is: `[[method, path, body], …]` on its standard input, a list of
numbers on its output.
"""

import json
import sys

import django


def main() -> None:
    django.setup()
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(headers={"host": "127.0.0.1"}, raise_request_exception=False)
    counts = []
    for method, path, body in json.load(sys.stdin):
        data = {"data": json.dumps(body), "content_type": "application/json"} if body else {}
        client.generic(method, path, **data)
        with CaptureQueriesContext(connection) as queries:
            client.generic(method, path, **data)
        counts.append(len(queries))
    json.dump(counts, sys.stdout)


if __name__ == "__main__":
    main()
