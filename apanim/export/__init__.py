"""Export: a scene, or a stretch of it, written to a file. The file appears only when it is whole."""
