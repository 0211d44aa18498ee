"""Settings: ``base`` for everything shared, then ``production``, ``demo`` and ``test``."""
