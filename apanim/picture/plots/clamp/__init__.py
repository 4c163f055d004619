"""The stage of a voltage clamp: V above, what flows beneath, earlier steps faint behind, I against V."""
