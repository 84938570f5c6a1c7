"""What two programs of Sntry must agree on, and nothing else.

Everything here is plain data with its meaning: topics, messages, features, cost messages, ids and
units. It imports the standard library and msgspec only, so that an edge box pays nothing for it.
"""
