"""Five figures from a graph of news, each with the table behind it."""
