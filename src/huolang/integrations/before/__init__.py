"""以前录过的: what a file brings that is here already, and its own numbers of documents."""
