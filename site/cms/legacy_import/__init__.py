"""Moving in from the closed CMS, in this order:

`files`      paths, folders and archives → the saved pages in them
`decoding`   bytes → text, whatever its encoding
`text_page`  a page saved as text → `article.Article`
`html`       a page saved as HTML → `article.Article`
`pictures`   the files beside a page → pictures that may be shown
`mhtml`      a page and its pictures in one file → both
`preparing`  all of the above for one file; `processes` does it beside when there are many
`joining`    the pages of a long article → one
`running`    the prepared pages are written, some at a time
`branches`   who signed an article → whose it is
`importer`   an article → a published page that remembers where it came from
`addresses`  its old address → a permanent redirect
`workspace`  the folder that all this happens in
`report`     what became of each file

`contacts` compares the footers of the same pages with the branches' contact details.
"""
