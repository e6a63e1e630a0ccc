"""The ways out: a module per channel, sorting its failures into later and never."""
