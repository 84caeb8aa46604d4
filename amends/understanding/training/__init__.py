"""How the learned weights are made and measured; needs the packages of the development group."""
