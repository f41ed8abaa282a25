"""The version of the software, kept equal to pyproject.toml by a test. It is published with every document."""

SOFTWARE_VERSION = "0.1.0"
