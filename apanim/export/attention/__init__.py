"""What the eye finds while each sentence is spoken: measured on the draw lists of the whole film."""
