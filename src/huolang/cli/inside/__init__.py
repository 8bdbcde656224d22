"""What commands do with Django: each file runs in a process of its own, with the database set."""
