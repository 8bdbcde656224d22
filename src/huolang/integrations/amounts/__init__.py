"""金额: what rows of a file say that they come to, compared with the books or making prices."""
