-- The log is the record of who changed what: no statement may change or remove an entry, not even
-- one that somebody types. A restore makes a new document; it never edits an old one.
CREATE FUNCTION "refuse_change_of_log"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	RAISE EXCEPTION 'update_log is append-only: % is refused', TG_OP
		USING ERRCODE = 'insufficient_privilege';
END;
$$;
--> statement-breakpoint
CREATE TRIGGER "update_log_is_append_only"
	BEFORE UPDATE OR DELETE ON "update_log"
	FOR EACH ROW EXECUTE FUNCTION "refuse_change_of_log"();
--> statement-breakpoint
CREATE TRIGGER "update_log_is_never_emptied"
	BEFORE TRUNCATE ON "update_log"
	FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change_of_log"();
