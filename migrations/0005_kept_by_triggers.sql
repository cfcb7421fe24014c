-- Names are qualified because a restore runs with an empty search_path. What runs inside the product's own writes must never make them
-- fail: whatever goes wrong here costs a row of Purser's own, and says so with a warning.
--
-- What was said in a message: its text parts, a line break between them. Old rows hold a bare string in place of parts.
CREATE FUNCTION public.message_said(parts json) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  FOR attempt IN 1..2 LOOP
    BEGIN
      IF json_typeof(parts) = 'string' THEN RETURN left(parts #>> '{}', 100000); END IF;
      IF parts IS NULL OR json_typeof(parts) <> 'array' THEN RETURN ''; END IF;
      RETURN left((
        SELECT coalesce(string_agg(part ->> 'text', E'\n' ORDER BY place), '')
        FROM json_array_elements(parts) WITH ORDINALITY AS list (part, place)
        WHERE part ->> 'type' = 'text'
      ), 100000);
    EXCEPTION WHEN others THEN
      -- Some string holds an escape that PostgreSQL cannot turn into text: \u0000, or half a surrogate pair, as a text has that was cut within
      -- a sign. U+FFFD takes its place, and what was said around it is kept. (The few who write whole pairs as escapes lose those.)
      parts := regexp_replace(parts::text, '(?<!\\)((?:\\\\)*)\\u(?:0000|d[89a-f][0-9a-f]{2})', '\1\\ufffd', 'gi')::json;
    END;
  END LOOP;
  RETURN '';
EXCEPTION WHEN others THEN RETURN '';
END
$$;
--> statement-breakpoint
-- SECURITY DEFINER: the product's own database role need not know this table.
CREATE FUNCTION public.keep_message_text() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  INSERT INTO public.message_text AS kept (message_id, chat_id, role, created_at, text)
  VALUES (NEW.id, NEW.chat_id, NEW.role, NEW.created_at, public.message_said(NEW.parts))
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
CREATE TRIGGER message_text_is_kept AFTER INSERT OR UPDATE OF chat_id, role, parts, created_at ON public.message
FOR EACH ROW EXECUTE FUNCTION public.keep_message_text();
--> statement-breakpoint
-- What is alike in the errors of many calls: what differs from call to call is taken out, the longest and most telling shapes first.
CREATE FUNCTION public.error_group(error text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT btrim(left(btrim(
    regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(
      -- What happened, without where in the code: the frames change with every release. Python says it in the last line, others in the first.
      regexp_replace(regexp_replace(left(coalesce(error, ''), 4000),
      '^\s*Traceback \(most recent call last\):.*[\r\n]+(?=\S)', ''),
      '(?<=\S)\s*[\r\n]\s+at .*$', ''),
      '[[:alnum:]._%+-]+@[[:alnum:]-]+(\.[[:alnum:]-]+)+', '<email>', 'g'),
      '\yhttps?://[^\s"''<>)]+', '<url>', 'g'),
      '\y[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}\y', '<id>', 'g'),
      '\y\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}([.,]\d+)?)?\s?(Z|UTC|[+-]\d{2}:?\d{2})?)?', '<date>', 'g'),
      -- An id: a word of eight or more characters that has both letters and digits; behind a word that announces one, also one whose
      -- letters are of both cases without being a name.
      '\y(?=[[:alnum:]_-]*\d)(?=[[:alnum:]_-]*[[:alpha:]])[[:alnum:]_-]{8,}\y', '<id>', 'g'),
      '\y([Rr]equest|[Rr]eq|[Tt]race|[Ss]ession|[Jj]ob|[Rr]ef|[Ii][Dd])([ :=#"]+)(?=[[:alnum:]_-]*([[:lower:]][[:upper:]][[:alnum:]_-]*[[:upper:]][[:lower:]]|[[:upper:]]{2}[[:lower:]]))[[:alnum:]_-]{8,}\y', '\1\2<id>', 'g'),
      -- What somebody typed, in quotes; a name or value within JSON, which colons, commas and brackets touch, tells what happened.
      '(^|[^\s\\:,{[(])(\s+)("[^"\\]{1,80}"|“[^”]{1,80}”|`[^`]{1,80}`)(?!\s*[:}\]])', '\1\2<value>', 'g'),
      -- A number with its sign.
      '((?<![[:alnum:]])[+-])?\d+([.,:]\d+)*', '<n>', 'g'),
      '<n>([.,;:/ -]{1,2}<n>)+', '<n>', 'g'),
      '\s+', ' ', 'g')
  ), 200))
$$;
--> statement-breakpoint
CREATE FUNCTION public.keep_tool_call_failure() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
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
CREATE TRIGGER tool_call_failure_is_kept AFTER INSERT OR UPDATE OF chat_id, tool_name, status, error, created_at ON public.tool_calls
FOR EACH ROW EXECUTE FUNCTION public.keep_tool_call_failure();
--> statement-breakpoint
-- They run with their owner's rights: nobody else may attach them to a table of their own.
REVOKE ALL ON FUNCTION public.keep_message_text() FROM PUBLIC;
--> statement-breakpoint
REVOKE ALL ON FUNCTION public.keep_tool_call_failure() FROM PUBLIC;
--> statement-breakpoint
-- Rows from before this migration are filled in batches after it, so that no lock is held for as long as that takes.
INSERT INTO public.backfill (name, finished_at)
SELECT 'message_text', CASE WHEN NOT EXISTS (SELECT 1 FROM public.message) THEN now() AT TIME ZONE 'UTC' END
UNION ALL
SELECT 'tool_call_failure', CASE WHEN NOT EXISTS (SELECT 1 FROM public.tool_calls) THEN now() AT TIME ZONE 'UTC' END;
