"""Body rows become records: rows cut by a page are rejoined, stacked ones parted, names carried down."""
