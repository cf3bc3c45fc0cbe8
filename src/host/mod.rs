//! The only place with I/O, behind one trait: disk, archives, processes, clock, randomness.
