"""Films in segments: cut at fixed instants, each made on its own and kept, and joined as they are."""
