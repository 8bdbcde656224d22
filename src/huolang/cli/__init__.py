"""What `./huolang …` can do: every command a person types is a file here."""
