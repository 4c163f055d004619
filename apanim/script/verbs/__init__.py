"""What a script does, an idea a module; `script.stage` puts them together."""
