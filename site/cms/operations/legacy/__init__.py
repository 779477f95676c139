"""Moving in from the closed CMS: `parser` reads its saved pages, `importer` makes articles."""
