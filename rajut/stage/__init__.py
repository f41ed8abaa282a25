"""One document's result as frames and files that wait to be published."""
