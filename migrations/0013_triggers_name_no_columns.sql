-- No trigger of ours names a column: PostgreSQL lets nobody retype or drop a column that a trigger names, and a migration of the product's own
-- must not fail for us. What an update has to touch is asked within the functions instead, which also sees what another trigger has changed.
--
-- A session that has run such a function before the type of a column was changed cannot run it again until it connects anew. What it cannot
-- note is noted of all time then: numbers are added up from the rows until they are rolled up again, and stay exact.
CREATE OR REPLACE FUNCTION public.keep_message_text() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND (OLD.chat_id, OLD.role, OLD.created_at) IS NOT DISTINCT FROM (NEW.chat_id, NEW.role, NEW.created_at)
    AND OLD.parts::text IS NOT DISTINCT FROM NEW.parts::text THEN
    RETURN NULL;
  END IF;
  INSERT INTO public.message_text AS kept (message_id, chat_id, role, created_at, text)
  VALUES (NEW.id, NEW.chat_id, NEW.role, NEW.created_at, public.message_said(NEW.parts::json))
  ON CONFLICT (message_id) DO UPDATE
  SET chat_id = excluded.chat_id, role = excluded.role, created_at = excluded.created_at, text = excluded.text
  WHERE (kept.chat_id, kept.role, kept.created_at, kept.text) IS DISTINCT FROM (excluded.chat_id, excluded.role, excluded.created_at, excluded.text);
  RETURN NULL;
EXCEPTION WHEN others THEN
  RAISE WARNING 'message_text was not kept for message %: %', NEW.id, SQLERRM;
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION public.keep_tool_call_failure() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND (OLD.chat_id, OLD.tool_name, OLD.status, OLD.error, OLD.created_at) IS NOT DISTINCT FROM (NEW.chat_id, NEW.tool_name, NEW.status, NEW.error, NEW.created_at) THEN
    RETURN NULL;
  END IF;
  IF NEW.status IN ('failed', 'timeout') THEN
    INSERT INTO public.tool_call_failure (tool_call_id, chat_id, tool_name, created_at, error_group)
    VALUES (NEW.id, NEW.chat_id, NEW.tool_name, NEW.created_at, public.error_group(NEW.error))
    ON CONFLICT (tool_call_id) DO UPDATE
    SET chat_id = excluded.chat_id, tool_name = excluded.tool_name, created_at = excluded.created_at, error_group = excluded.error_group;
  ELSIF TG_OP = 'UPDATE' AND OLD.status IN ('failed', 'timeout') THEN
    DELETE FROM public.tool_call_failure WHERE tool_call_id = NEW.id;
  END IF;
  RETURN NULL;
EXCEPTION WHEN others THEN
  RAISE WARNING 'tool_call_failure was not kept for call %: %', NEW.id, SQLERRM;
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION public.keep_payment_entries() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND (OLD.total_amount, OLD.currency, OLD.created_at) IS NOT DISTINCT FROM (NEW.total_amount, NEW.currency, NEW.created_at)
    AND OLD.refunds::text IS NOT DISTINCT FROM NEW.refunds::text
    AND OLD.disputes::text IS NOT DISTINCT FROM NEW.disputes::text THEN
    RETURN NULL;
  END IF;
  IF TG_OP = 'UPDATE' THEN DELETE FROM public.payment_entry WHERE payment_id = NEW.id; END IF;
  INSERT INTO public.payment_entry (payment_id, kind, place, at, at_known, entry_id, status, stage, amount, currency, problem)
  SELECT NEW.id, e.kind, e.place, e.at, e.at_known, e.entry_id, e.status, e.stage, e.amount, NEW.currency, e.problem
  FROM public.payment_entries(NEW.refunds::json, NEW.disputes::json, NEW.total_amount, NEW.currency, NEW.created_at) AS e;
  RETURN NULL;
EXCEPTION WHEN others THEN
  RAISE WARNING 'payment_entry was not kept for payment %: %', NEW.id, SQLERRM;
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION public.note_moved_row() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  -- In statements of their own: one that names a column which this table does not have is not looked at.
  IF TG_ARGV[0] = 'message' THEN
    IF (OLD.created_at, OLD.total_tokens, OLD.role, OLD.model) IS NOT DISTINCT FROM (NEW.created_at, NEW.total_tokens, NEW.role, NEW.model) THEN
      RETURN NULL;
    END IF;
  ELSIF TG_ARGV[0] = 'tool_call' THEN
    IF (OLD.created_at, OLD.status, OLD.started_at, OLD.finished_at)
      IS NOT DISTINCT FROM (NEW.created_at, NEW.status, NEW.started_at, NEW.finished_at) THEN
      RETURN NULL;
    END IF;
  ELSIF OLD.created_at IS NOT DISTINCT FROM NEW.created_at THEN
    RETURN NULL;
  END IF;
  INSERT INTO public.rollup_log (source, at) VALUES (TG_ARGV[0], date_trunc('hour', NEW.created_at));
  IF OLD.created_at IS DISTINCT FROM NEW.created_at THEN
    INSERT INTO public.rollup_log (source, at) VALUES (TG_ARGV[0], date_trunc('hour', OLD.created_at));
  END IF;
  RETURN NULL;
EXCEPTION WHEN others THEN
  BEGIN
    INSERT INTO public.rollup_log (source) VALUES (TG_ARGV[0]);
    RETURN NULL;
  EXCEPTION WHEN others THEN
    RAISE WARNING 'rollup_log lacks a change of %: %', TG_TABLE_NAME, SQLERRM;
    RETURN NULL;
  END;
END
$$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION public.note_new_row() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  INSERT INTO public.rollup_log (source, at) VALUES (TG_ARGV[0], date_trunc('hour', NEW.created_at));
  RETURN NULL;
EXCEPTION WHEN others THEN
  BEGIN
    INSERT INTO public.rollup_log (source) VALUES (TG_ARGV[0]);
    RETURN NULL;
  EXCEPTION WHEN others THEN
    RAISE WARNING 'rollup_log lacks a change of %: %', TG_TABLE_NAME, SQLERRM;
    RETURN NULL;
  END;
END
$$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION public.note_message_counter() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND (OLD.message_count, OLD.date, OLD.user_id) IS NOT DISTINCT FROM (NEW.message_count, NEW.date, NEW.user_id) THEN
    RETURN NULL;
  END IF;
  IF TG_OP = 'INSERT' THEN
    INSERT INTO public.rollup_log (source, at, ref) VALUES ('active', NEW.date, NEW.user_id);
  ELSIF OLD.date IS DISTINCT FROM NEW.date OR OLD.user_id IS DISTINCT FROM NEW.user_id THEN
    INSERT INTO public.rollup_log (source, at, ref) VALUES ('active', OLD.date, OLD.user_id), ('active', NEW.date, NEW.user_id);
  ELSE
    INSERT INTO public.rollup_log (source, at) VALUES ('usage', date_trunc('hour', NEW.date));
  END IF;
  RETURN NULL;
EXCEPTION WHEN others THEN
  BEGIN
    INSERT INTO public.rollup_log (source) VALUES ('usage'), ('active');
    RETURN NULL;
  EXCEPTION WHEN others THEN
    RAISE WARNING 'rollup_log lacks a change of %: %', TG_TABLE_NAME, SQLERRM;
    RETURN NULL;
  END;
END
$$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION public.note_search_counter() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND (OLD.search_count, OLD.date) IS NOT DISTINCT FROM (NEW.search_count, NEW.date) THEN
    RETURN NULL;
  END IF;
  INSERT INTO public.rollup_log (source, at) VALUES ('usage', date_trunc('hour', NEW.date));
  IF TG_OP = 'UPDATE' AND OLD.date IS DISTINCT FROM NEW.date THEN
    INSERT INTO public.rollup_log (source, at) VALUES ('usage', date_trunc('hour', OLD.date));
  END IF;
  RETURN NULL;
EXCEPTION WHEN others THEN
  BEGIN
    INSERT INTO public.rollup_log (source) VALUES ('usage');
    RETURN NULL;
  EXCEPTION WHEN others THEN
    RAISE WARNING 'rollup_log lacks a change of %: %', TG_TABLE_NAME, SQLERRM;
    RETURN NULL;
  END;
END
$$;
--> statement-breakpoint
CREATE OR REPLACE TRIGGER message_text_is_kept AFTER INSERT OR UPDATE ON public.message FOR EACH ROW EXECUTE FUNCTION public.keep_message_text();
--> statement-breakpoint
CREATE OR REPLACE TRIGGER tool_call_failure_is_kept AFTER INSERT OR UPDATE ON public.tool_calls FOR EACH ROW EXECUTE FUNCTION public.keep_tool_call_failure();
--> statement-breakpoint
CREATE OR REPLACE TRIGGER payment_entry_is_kept AFTER INSERT OR UPDATE ON public.payment FOR EACH ROW EXECUTE FUNCTION public.keep_payment_entries();
--> statement-breakpoint
CREATE OR REPLACE TRIGGER user_update_is_noted AFTER UPDATE ON public."user" FOR EACH ROW EXECUTE FUNCTION public.note_moved_row('user');
--> statement-breakpoint
CREATE OR REPLACE TRIGGER message_update_is_noted AFTER UPDATE ON public.message FOR EACH ROW EXECUTE FUNCTION public.note_moved_row('message');
--> statement-breakpoint
CREATE OR REPLACE TRIGGER tool_call_update_is_noted AFTER UPDATE ON public.tool_calls FOR EACH ROW EXECUTE FUNCTION public.note_moved_row('tool_call');
--> statement-breakpoint
CREATE OR REPLACE TRIGGER usage_update_is_noted AFTER UPDATE ON public.message_usage FOR EACH ROW EXECUTE FUNCTION public.note_message_counter();
--> statement-breakpoint
CREATE OR REPLACE TRIGGER usage_update_is_noted AFTER UPDATE ON public.extreme_search_usage FOR EACH ROW EXECUTE FUNCTION public.note_search_counter();
