"""Saved HTML pages, taken apart:

`tree`     the page, tidied, and what its head says
`lines`    its text as a reader sees it
`title`    which line is the title, and what stands below it
`content`  where the body is, and what is chrome
`targets`  where links lead, and where pictures and players come from
`body`     the body's blocks; `inline` and `tables` are its paragraphs' and tables' insides
`account`  what became of all that stands between title and footer
`page`     all of them together
"""
