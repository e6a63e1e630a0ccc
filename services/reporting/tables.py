"""
What every projection's table is part of.

The tables exist twice, in the schemas ``generation_a`` and ``generation_b``: one
serves and is kept up to date while the other is rebuilt. So no table names its
schema; a transaction picks one by its search path (``shared.generations``).
"""

import sqlalchemy as sa

metadata = sa.MetaData()
