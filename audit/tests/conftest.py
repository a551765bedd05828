"""A trail of one scheme, committed and sealed, and a superuser who tampers with it."""

import pytest

from tests.walls.people import ASHDALE, ID, token_of


@pytest.fixture(scope="session")
def sealed_world(cluster, database, make_world):
    """Thirty events and thirty accesses, sealed in links of four."""
    name = make_world(f"{database}_sealed").database
    writer = cluster.connect(name, "app_web").cursor()
    writer.connection.autocommit = False
    for n in range(60):
        writer.execute("SELECT FROM ctx.open(%s)", [token_of("own service")])
        writer.execute(
            "SELECT audit.write('done', 'thing', %s, NULL, '{}', %s),"
            " audit.saw('case', gen_random_uuid(), NULL, '', '10.0.0.1')",
            [str(n), ID["own service"]],
        )
        # Every second one comes to nothing, so that there are numbers between.
        writer.connection.commit() if n % 2 else writer.connection.rollback()
    writer.connection.close()
    worker = cluster.connect(name, "app_worker")
    cursor, rows = worker.cursor(), 1
    while rows:
        cursor.execute("SELECT audit.seal(%s, 4)", [ASHDALE])
        rows = cursor.fetchone()[0]
    worker.close()
    return name


@pytest.fixture
def tamper(cluster, sealed_world):
    """`tamper(statement)`: what the verifier finds after it; it is then undone."""
    connection = cluster.connect(sealed_world)
    connection.autocommit = False
    cursor = connection.cursor()

    def change(statement, **arguments):
        cursor.execute(statement, arguments or None)
        cursor.execute("SELECT audit.broken_seals(%s)", [ASHDALE])
        found = [link for (link,) in cursor.fetchall()]
        connection.rollback()
        return found

    yield change
    connection.close()
