"""Everything of central that touches the outside: database, broker, sockets, clock."""
