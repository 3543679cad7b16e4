"""What the words mean and which statement is shown: pure Python, standard library only."""
