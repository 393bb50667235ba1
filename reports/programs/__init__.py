"""What all faces of programs share: how errors are told, and what describes them to a reader and to a machine."""
