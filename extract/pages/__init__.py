"""One page, then one document: tables are found, judged, put in reading order beside blocks of text."""
