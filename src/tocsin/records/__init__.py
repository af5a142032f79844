"""The nouns: frozen, slotted dataclasses; no input or output; the standard library only."""
