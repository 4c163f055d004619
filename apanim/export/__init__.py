"""Files: MP4, GIF, PNG sequences, stills, traces."""
