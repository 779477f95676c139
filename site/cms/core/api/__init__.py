"""The API kit: what every app's `schemas.py`, `rest.py` and `graphql.py` build on.

`shape` says how a shape is written, once for REST and GraphQL; `shapes` and `blocks` hold those
that several apps give; `context` is the reader's side of a request; `problems`, `parameters` and
`responses` are REST's manners, `selection` is GraphQL's.
"""
