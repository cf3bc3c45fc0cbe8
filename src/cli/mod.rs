//! What was typed → settings → a library call → printing and the exit code; a file per command.
