"""The world without sockets, files or clocks: physics, people, weather, faults."""
