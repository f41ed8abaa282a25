"""Version of the published contract. A change of a column, type, key or meaning is a new number and a line in the changelog."""

CONTRACT_VERSION = 2
READABLE_VERSIONS = (2,)
