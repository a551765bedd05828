"""The national population: invented people in the sizes of real schemes."""
