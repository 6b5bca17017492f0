"""What other packages read of the same French numbers: ``python -m tests.peers`` prints the table.

The suites and the packages are other people's: the suites are cloned at a fixed commit into a cache
folder, the packages are installed in an environment of their own, since their pins conflict with ours.
"""
