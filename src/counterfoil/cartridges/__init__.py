"""Cartridges as folders of files: what they register, how their modules find each other, what dialect they speak."""
