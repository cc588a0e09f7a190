"""What the pipeline promises: the Pydantic models and vocabularies of the record."""
