"""The pages of `peel browse` beside Datasette's: home, organisations, topics, comparison, glossary, sentence."""
