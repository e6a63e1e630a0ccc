"""What tests share: the grammar of a specification, examples, and real servers."""
