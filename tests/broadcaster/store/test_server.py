"""What only a server does: it may be read-only, and a statement may take for ever. Collected where one is named."""

from datetime import timedelta

import pytest
from sqlalchemy import create_engine, make_url, text

from broadcaster.errors import StoreBusy
from broadcaster.store import Store, StoreUnusable, open_store
from tests.broadcaster.store.conftest import POSTGRES, STATION

LITTLE = timedelta(milliseconds=100)


def test_a_server_that_may_only_be_read_is_told_apart_from_a_busy_one() -> None:
    open_store(POSTGRES, STATION).close()
    name = make_url(POSTGRES).database
    engine = create_engine(POSTGRES, isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            connection.execute(text(f'ALTER DATABASE "{name}" SET default_transaction_read_only = on'))
        store = Store(POSTGRES, STATION, LITTLE)
        with pytest.raises(StoreUnusable, match="read-only"):
            store.set_mark("settled_until", "today")
        assert store.faults() == []
        store.close()
    finally:
        with engine.connect() as connection:
            connection.execute(text("SET default_transaction_read_only = off"))
            connection.execute(text(f'ALTER DATABASE "{name}" RESET default_transaction_read_only'))
        engine.dispose()


def test_a_statement_of_the_air_does_not_run_for_ever() -> None:
    store = Store(POSTGRES, STATION, LITTLE)
    with pytest.raises(StoreBusy, match="statement timeout"), store._read() as connection:
        connection.execute(text("SELECT pg_sleep(20)"))
    store.close()
