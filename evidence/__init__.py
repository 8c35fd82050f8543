"""What Testigo knows and can prove. Imports no framework and touches no network."""
