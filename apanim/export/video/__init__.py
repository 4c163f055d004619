"""Films: what encodes the pictures, what wraps them, and the sounds, captions and chapters beside them."""
