"""The database: tables, migrations, one repository per aggregate, and the unit of work."""
