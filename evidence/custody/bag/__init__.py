"""A bag (BagIt, RFC 8493) with a package and a PREMIS record of it: for an archive's shelves."""
