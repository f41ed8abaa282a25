"""report.html: one page, without network, that tells a data officer what was read and what to look at first."""
