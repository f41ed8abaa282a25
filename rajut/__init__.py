"""The shell: command line, pipeline for one document, batch, publishing, report."""
