"""A load test of the real server on a scratch database: `make bench`. Linux, with `wrk`.

What is asked and how fast it has to be stands in `entries.py`; what a search
costs in `search.py`.
"""
