"""Workers that read documents: processes of this machine with limits, or a cluster that exists already."""
