"""The catalogue of what is said, its templates, speech, the mixed track and captions."""
