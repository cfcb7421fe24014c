-- What was written to is noted here, in the writer's own transaction, so that roll-ups know which days are no longer theirs. It must never make
-- the product's own write fail, and costs it little: most statements note each hour that they touch once, and an update that touches nothing
-- that is added up notes nothing. Hours, not days: which day an hour is of depends on the reporting zone, which is not the database's business.
--
-- SECURITY DEFINER: the product's own database role need not know the table. Names are qualified because a restore runs with an empty
-- search_path. `changed` is what a statement wrote, or deleted; `was` is what it replaced.
--
-- Inserts and deletes of a table whose rows count on the time they were created at. The trigger says which source they are.
CREATE FUNCTION public.note_rows() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  INSERT INTO public.rollup_log (source, at) SELECT DISTINCT TG_ARGV[0], date_trunc('hour', created_at) FROM changed;
  RETURN NULL;
EXCEPTION WHEN others THEN
  RAISE WARNING 'rollup_log lacks a change of %: %', TG_TABLE_NAME, SQLERRM;
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE FUNCTION public.note_entry_changes() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  INSERT INTO public.rollup_log (source, at, ref)
  SELECT DISTINCT 'entry', date_trunc('hour', at), NULL::text FROM changed;
  RETURN NULL;
EXCEPTION WHEN others THEN
  RAISE WARNING 'rollup_log lacks a change of %: %', TG_TABLE_NAME, SQLERRM;
  RETURN NULL;
END
$$;
--> statement-breakpoint
-- What the product writes all day comes row by row: noting the row costs half of what looking through a statement's rows does.
CREATE FUNCTION public.note_new_row() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  INSERT INTO public.rollup_log (source, at) VALUES (TG_ARGV[0], date_trunc('hour', NEW.created_at));
  RETURN NULL;
EXCEPTION WHEN others THEN
  RAISE WARNING 'rollup_log lacks a change of %: %', TG_TABLE_NAME, SQLERRM;
  RETURN NULL;
END
$$;
--> statement-breakpoint
-- An update is noted where it touches what is added up: a trigger on those columns alone costs other updates nothing.
CREATE FUNCTION public.note_moved_row() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  INSERT INTO public.rollup_log (source, at) VALUES (TG_ARGV[0], date_trunc('hour', NEW.created_at));
  IF OLD.created_at IS DISTINCT FROM NEW.created_at THEN
    INSERT INTO public.rollup_log (source, at) VALUES (TG_ARGV[0], date_trunc('hour', OLD.created_at));
  END IF;
  RETURN NULL;
EXCEPTION WHEN others THEN
  RAISE WARNING 'rollup_log lacks a change of %: %', TG_TABLE_NAME, SQLERRM;
  RETURN NULL;
END
$$;
--> statement-breakpoint
-- Entries count by what became of their payment, each on its own date: they are touched with it.
CREATE FUNCTION public.note_payment_updates() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  INSERT INTO public.rollup_log (source, at)
  SELECT 'payment', date_trunc('hour', created_at) FROM changed
  UNION SELECT 'payment', date_trunc('hour', created_at) FROM was
  UNION SELECT 'entry', date_trunc('hour', e.at) FROM changed JOIN public.payment_entry AS e ON e.payment_id = changed.id;
  RETURN NULL;
EXCEPTION WHEN others THEN
  RAISE WARNING 'rollup_log lacks a change of %: %', TG_TABLE_NAME, SQLERRM;
  RETURN NULL;
END
$$;
--> statement-breakpoint
-- A subscription counts when it starts and when it ends. A payment without a cart is for its subscription's product: which payments those are
-- is looked up when the log is read, since one that another transaction is writing at this moment is not to be seen here.
CREATE FUNCTION public.note_subscription_changes() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    INSERT INTO public.rollup_log (source, at, ref)
    SELECT 'subscription', date_trunc('hour', touched.at), NULL
    FROM (
      SELECT "startedAt" AS at FROM changed UNION SELECT greatest("startedAt", "endedAt") FROM changed WHERE "endedAt" IS NOT NULL
      UNION SELECT "startedAt" FROM was UNION SELECT greatest("startedAt", "endedAt") FROM was WHERE "endedAt" IS NOT NULL
    ) AS touched
    UNION
    SELECT 'plan', NULL, touched.id FROM (
      (SELECT id, "productId" FROM was EXCEPT SELECT id, "productId" FROM changed)
      UNION (SELECT id, "productId" FROM changed EXCEPT SELECT id, "productId" FROM was)
    ) AS touched;
  ELSE
    INSERT INTO public.rollup_log (source, at, ref)
    SELECT 'subscription', date_trunc('hour', "startedAt"), NULL FROM changed
    UNION SELECT 'subscription', date_trunc('hour', greatest("startedAt", "endedAt")), NULL FROM changed WHERE "endedAt" IS NOT NULL
    UNION ALL SELECT 'plan', NULL, id FROM changed;
  END IF;
  RETURN NULL;
EXCEPTION WHEN others THEN
  RAISE WARNING 'rollup_log lacks a change of %: %', TG_TABLE_NAME, SQLERRM;
  RETURN NULL;
END
$$;
--> statement-breakpoint
-- Searches of a user a day: what is added up is their number.
CREATE FUNCTION public.note_search_counter() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  INSERT INTO public.rollup_log (source, at) VALUES ('usage', date_trunc('hour', NEW.date));
  IF TG_OP = 'UPDATE' AND OLD.date IS DISTINCT FROM NEW.date THEN
    INSERT INTO public.rollup_log (source, at) VALUES ('usage', date_trunc('hour', OLD.date));
  END IF;
  RETURN NULL;
EXCEPTION WHEN others THEN
  RAISE WARNING 'rollup_log lacks a change of %: %', TG_TABLE_NAME, SQLERRM;
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE FUNCTION public.note_deleted_search_counters() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  INSERT INTO public.rollup_log (source, at) SELECT DISTINCT 'usage', date_trunc('hour', date) FROM changed;
  RETURN NULL;
EXCEPTION WHEN others THEN
  RAISE WARNING 'rollup_log lacks a change of %: %', TG_TABLE_NAME, SQLERRM;
  RETURN NULL;
END
$$;
--> statement-breakpoint
-- Messages of a user a day. Who is active on a day also says whether they have come back on their next one: `active` notes the user, and
-- that day is looked up when the log is read. It stands for `usage` too.
CREATE FUNCTION public.note_message_counter() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO public.rollup_log (source, at, ref) VALUES ('active', NEW.date, NEW.user_id);
  ELSIF OLD.date IS DISTINCT FROM NEW.date OR OLD.user_id IS DISTINCT FROM NEW.user_id THEN
    INSERT INTO public.rollup_log (source, at, ref) VALUES ('active', OLD.date, OLD.user_id), ('active', NEW.date, NEW.user_id);
  ELSE
    INSERT INTO public.rollup_log (source, at) VALUES ('usage', date_trunc('hour', NEW.date));
  END IF;
  RETURN NULL;
EXCEPTION WHEN others THEN
  RAISE WARNING 'rollup_log lacks a change of %: %', TG_TABLE_NAME, SQLERRM;
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE FUNCTION public.note_deleted_message_counters() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  INSERT INTO public.rollup_log (source, at, ref) SELECT 'active', date, user_id FROM changed;
  RETURN NULL;
EXCEPTION WHEN others THEN
  RAISE WARNING 'rollup_log lacks a change of %: %', TG_TABLE_NAME, SQLERRM;
  RETURN NULL;
END
$$;
--> statement-breakpoint
-- TRUNCATE tells of no rows: all time is touched.
CREATE FUNCTION public.note_truncate() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  INSERT INTO public.rollup_log (source) SELECT unnest(TG_ARGV);
  RETURN NULL;
EXCEPTION WHEN others THEN
  RAISE WARNING 'rollup_log lacks a change of %: %', TG_TABLE_NAME, SQLERRM;
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE FUNCTION public.note_entry_updates() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  INSERT INTO public.rollup_log (source, at)
  SELECT 'entry', date_trunc('hour', at) FROM changed UNION SELECT 'entry', date_trunc('hour', at) FROM was;
  RETURN NULL;
EXCEPTION WHEN others THEN
  RAISE WARNING 'rollup_log lacks a change of %: %', TG_TABLE_NAME, SQLERRM;
  RETURN NULL;
END
$$;
--> statement-breakpoint
-- They run with their owner's rights: nobody else may attach them to a table of their own.
REVOKE ALL ON FUNCTION public.note_rows(),
  public.note_new_row(),
  public.note_entry_changes(),
  public.note_entry_updates(),
  public.note_moved_row(),
  public.note_payment_updates(),
  public.note_subscription_changes(),
  public.note_search_counter(),
  public.note_deleted_search_counters(),
  public.note_message_counter(),
  public.note_deleted_message_counters(),
  public.note_truncate() FROM PUBLIC;
--> statement-breakpoint
CREATE TRIGGER user_insert_is_noted AFTER INSERT ON public."user" REFERENCING NEW TABLE AS changed
FOR EACH STATEMENT EXECUTE FUNCTION public.note_rows('user');
--> statement-breakpoint
CREATE TRIGGER user_delete_is_noted AFTER DELETE ON public."user" REFERENCING OLD TABLE AS changed
FOR EACH STATEMENT EXECUTE FUNCTION public.note_rows('user');
--> statement-breakpoint
CREATE TRIGGER user_update_is_noted AFTER UPDATE OF created_at ON public."user" FOR EACH ROW
WHEN (OLD.created_at IS DISTINCT FROM NEW.created_at) EXECUTE FUNCTION public.note_moved_row('user');
--> statement-breakpoint
CREATE TRIGGER truncate_is_noted AFTER TRUNCATE ON public."user" FOR EACH STATEMENT EXECUTE FUNCTION public.note_truncate('user');
--> statement-breakpoint
CREATE TRIGGER message_insert_is_noted AFTER INSERT ON public.message
FOR EACH ROW EXECUTE FUNCTION public.note_new_row('message');
--> statement-breakpoint
CREATE TRIGGER message_delete_is_noted AFTER DELETE ON public.message REFERENCING OLD TABLE AS changed
FOR EACH STATEMENT EXECUTE FUNCTION public.note_rows('message');
--> statement-breakpoint
CREATE TRIGGER message_update_is_noted AFTER UPDATE OF created_at, total_tokens, role, model ON public.message FOR EACH ROW
WHEN ((OLD.created_at, OLD.total_tokens, OLD.role, OLD.model) IS DISTINCT FROM (NEW.created_at, NEW.total_tokens, NEW.role, NEW.model))
EXECUTE FUNCTION public.note_moved_row('message');
--> statement-breakpoint
CREATE TRIGGER truncate_is_noted AFTER TRUNCATE ON public.message FOR EACH STATEMENT EXECUTE FUNCTION public.note_truncate('message');
--> statement-breakpoint
CREATE TRIGGER tool_call_insert_is_noted AFTER INSERT ON public.tool_calls FOR EACH ROW EXECUTE FUNCTION public.note_new_row('tool_call');
--> statement-breakpoint
CREATE TRIGGER tool_call_delete_is_noted AFTER DELETE ON public.tool_calls REFERENCING OLD TABLE AS changed
FOR EACH STATEMENT EXECUTE FUNCTION public.note_rows('tool_call');
--> statement-breakpoint
CREATE TRIGGER tool_call_update_is_noted AFTER UPDATE OF created_at, status, started_at, finished_at ON public.tool_calls FOR EACH ROW
WHEN ((OLD.created_at, OLD.status, OLD.started_at, OLD.finished_at) IS DISTINCT FROM (NEW.created_at, NEW.status, NEW.started_at, NEW.finished_at))
EXECUTE FUNCTION public.note_moved_row('tool_call');
--> statement-breakpoint
CREATE TRIGGER truncate_is_noted AFTER TRUNCATE ON public.tool_calls FOR EACH STATEMENT EXECUTE FUNCTION public.note_truncate('tool_call');
--> statement-breakpoint
CREATE TRIGGER usage_insert_is_noted AFTER INSERT ON public.message_usage FOR EACH ROW EXECUTE FUNCTION public.note_message_counter();
--> statement-breakpoint
CREATE TRIGGER usage_delete_is_noted AFTER DELETE ON public.message_usage REFERENCING OLD TABLE AS changed
FOR EACH STATEMENT EXECUTE FUNCTION public.note_deleted_message_counters();
--> statement-breakpoint
CREATE TRIGGER usage_update_is_noted AFTER UPDATE OF message_count, date, user_id ON public.message_usage FOR EACH ROW
WHEN ((OLD.message_count, OLD.date, OLD.user_id) IS DISTINCT FROM (NEW.message_count, NEW.date, NEW.user_id)) EXECUTE FUNCTION public.note_message_counter();
--> statement-breakpoint
CREATE TRIGGER truncate_is_noted AFTER TRUNCATE ON public.message_usage FOR EACH STATEMENT EXECUTE FUNCTION public.note_truncate('usage', 'active');
--> statement-breakpoint
CREATE TRIGGER usage_insert_is_noted AFTER INSERT ON public.extreme_search_usage FOR EACH ROW EXECUTE FUNCTION public.note_search_counter();
--> statement-breakpoint
CREATE TRIGGER usage_delete_is_noted AFTER DELETE ON public.extreme_search_usage REFERENCING OLD TABLE AS changed
FOR EACH STATEMENT EXECUTE FUNCTION public.note_deleted_search_counters();
--> statement-breakpoint
CREATE TRIGGER usage_update_is_noted AFTER UPDATE OF search_count, date ON public.extreme_search_usage FOR EACH ROW
WHEN ((OLD.search_count, OLD.date) IS DISTINCT FROM (NEW.search_count, NEW.date)) EXECUTE FUNCTION public.note_search_counter();
--> statement-breakpoint
CREATE TRIGGER truncate_is_noted AFTER TRUNCATE ON public.extreme_search_usage FOR EACH STATEMENT EXECUTE FUNCTION public.note_truncate('usage');
--> statement-breakpoint
CREATE TRIGGER payment_insert_is_noted AFTER INSERT ON public.payment REFERENCING NEW TABLE AS changed
FOR EACH STATEMENT EXECUTE FUNCTION public.note_rows('payment');
--> statement-breakpoint
CREATE TRIGGER payment_delete_is_noted AFTER DELETE ON public.payment REFERENCING OLD TABLE AS changed
FOR EACH STATEMENT EXECUTE FUNCTION public.note_rows('payment');
--> statement-breakpoint
CREATE TRIGGER payment_update_is_noted AFTER UPDATE ON public.payment REFERENCING OLD TABLE AS was NEW TABLE AS changed
FOR EACH STATEMENT EXECUTE FUNCTION public.note_payment_updates();
--> statement-breakpoint
CREATE TRIGGER truncate_is_noted AFTER TRUNCATE ON public.payment FOR EACH STATEMENT EXECUTE FUNCTION public.note_truncate('payment', 'entry');
--> statement-breakpoint
CREATE TRIGGER entry_insert_is_noted AFTER INSERT ON public.payment_entry REFERENCING NEW TABLE AS changed
FOR EACH STATEMENT EXECUTE FUNCTION public.note_entry_changes();
--> statement-breakpoint
CREATE TRIGGER entry_delete_is_noted AFTER DELETE ON public.payment_entry REFERENCING OLD TABLE AS changed
FOR EACH STATEMENT EXECUTE FUNCTION public.note_entry_changes();
--> statement-breakpoint
CREATE TRIGGER entry_update_is_noted AFTER UPDATE ON public.payment_entry REFERENCING OLD TABLE AS was NEW TABLE AS changed
FOR EACH STATEMENT EXECUTE FUNCTION public.note_entry_updates();
--> statement-breakpoint
CREATE TRIGGER truncate_is_noted AFTER TRUNCATE ON public.payment_entry FOR EACH STATEMENT EXECUTE FUNCTION public.note_truncate('entry');
--> statement-breakpoint
CREATE TRIGGER subscription_insert_is_noted AFTER INSERT ON public.subscription REFERENCING NEW TABLE AS changed
FOR EACH STATEMENT EXECUTE FUNCTION public.note_subscription_changes();
--> statement-breakpoint
CREATE TRIGGER subscription_delete_is_noted AFTER DELETE ON public.subscription REFERENCING OLD TABLE AS changed
FOR EACH STATEMENT EXECUTE FUNCTION public.note_subscription_changes();
--> statement-breakpoint
CREATE TRIGGER subscription_update_is_noted AFTER UPDATE ON public.subscription REFERENCING OLD TABLE AS was NEW TABLE AS changed
FOR EACH STATEMENT EXECUTE FUNCTION public.note_subscription_changes();
--> statement-breakpoint
CREATE TRIGGER truncate_is_noted AFTER TRUNCATE ON public.subscription FOR EACH STATEMENT EXECUTE FUNCTION public.note_truncate('subscription', 'payment', 'entry');
