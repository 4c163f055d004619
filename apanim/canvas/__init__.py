"""A draw list made visible: as pixels (`raster`), or as text for the tests (`text`)."""
