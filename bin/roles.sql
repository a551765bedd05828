-- The roles of the database, and what each may do to it as a whole.
-- For its administrator (a superuser), connected to the database:
--     psql -d sharedcare -f bin/roles.sql
-- Run it again at any time. Passwords are given apart (ALTER ROLE ... PASSWORD).

DO $$
DECLARE
    role text;
BEGIN
    FOREACH role IN ARRAY ARRAY['app_owner', 'app_web', 'app_worker', 'app_report', 'ctx_owner'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role) THEN
            EXECUTE format('CREATE ROLE %I', role);
        END IF;
    END LOOP;
END $$;

-- Migrates: owns every table, and is held by forced row-level security all the same.
ALTER ROLE app_owner LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS;
ALTER ROLE app_owner SET lock_timeout = '3s';
-- Serves requests. A lost index shows as an error, not as a slow leak.
ALTER ROLE app_web LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS;
ALTER ROLE app_web SET statement_timeout = '5s';
ALTER ROLE app_web SET idle_in_transaction_session_timeout = '10s';
-- Runs the timetable. A task is ended at 120 seconds, so a statement ends before.
ALTER ROLE app_worker LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS;
ALTER ROLE app_worker SET statement_timeout = '60s';
ALTER ROLE app_worker SET idle_in_transaction_session_timeout = '60s';
-- Reads the report tables and nothing else.
ALTER ROLE app_report LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS;
ALTER ROLE app_report SET statement_timeout = '5s';
-- Owns the functions that say who is looking. Nobody signs in as it; the owner
-- may hand functions over to it.
ALTER ROLE ctx_owner NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE BYPASSRLS;
GRANT ctx_owner TO app_owner;

DO $$
DECLARE
    here text := current_database();
BEGIN
    EXECUTE format('ALTER DATABASE %I OWNER TO app_owner', here);
    -- No temporary tables: one could stand before a table of ours in a search path.
    EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', here);
    EXECUTE format('GRANT CONNECT ON DATABASE %I TO app_web, app_worker, app_report', here);
END $$;

CREATE EXTENSION IF NOT EXISTS btree_gist;
