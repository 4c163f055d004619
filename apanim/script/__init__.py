"""What an author uses: Scene, cues, tracks and claims; compiling them gives a Timeline."""
