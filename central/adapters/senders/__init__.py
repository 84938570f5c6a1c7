"""Ways to people: each implements `central.services.couriers.Sender`."""
