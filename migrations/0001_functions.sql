-- Trigram indexes serve the contains-searches.
CREATE EXTENSION IF NOT EXISTS pg_trgm;
--> statement-breakpoint
-- Names are qualified because a restore runs with an empty search_path.
--
-- The functions below feed generated columns of `payment`. Webhook JSON may hold anything, even escapes that PostgreSQL cannot turn into
-- text (\u0000, half a surrogate pair), and an error here would make the product's own write fail: so each has an answer for that too.
-- An exception block needs a subtransaction, which parallel workers may not open; hence PARALLEL UNSAFE (the default).
--
-- A member of a JSON object as text, null where there is none.
CREATE FUNCTION public.json_member_text(value json, member text) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  IF value IS NULL OR json_typeof(value) <> 'object' OR json_typeof(value -> member) NOT IN ('string', 'number') THEN RETURN NULL; END IF;
  RETURN value ->> member;
EXCEPTION WHEN others THEN RETURN NULL;
END
$$;
--> statement-breakpoint
-- Minor units of one refund, null where it cannot be read. The amount is optional in Dodo's shape: a refund that is not partial is of
-- the whole payment. A refund in another currency cannot be taken from this payment's amount.
CREATE FUNCTION public.refund_entry_amount(entry json, total_amount integer, currency text) RETURNS bigint LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  amount text;
BEGIN
  IF json_typeof(entry) <> 'object' THEN RETURN NULL; END IF;
  IF upper(public.json_member_text(entry, 'currency')) <> upper(currency) THEN RETURN NULL; END IF;
  IF coalesce(json_typeof(entry -> 'amount'), 'null') = 'null' THEN
    RETURN CASE WHEN (entry -> 'is_partial')::text = 'false' THEN total_amount END;
  END IF;
  IF json_typeof(entry -> 'amount') <> 'number' THEN RETURN NULL; END IF;
  amount := (entry -> 'amount')::text;
  RETURN CASE WHEN amount ~ '^[0-9]{1,12}$' THEN amount::bigint END;
END
$$;
--> statement-breakpoint
-- Minor units: what the succeeded entries add up to; an entry that cannot be read is counted by payment_unreadable_entries instead.
CREATE FUNCTION public.payment_refunded_amount(refunds json, total_amount integer, currency text) RETURNS bigint LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  IF refunds IS NULL OR json_typeof(refunds) <> 'array' THEN RETURN 0; END IF;
  RETURN (
    SELECT coalesce(sum(public.refund_entry_amount(entry, total_amount, currency)), 0)::bigint
    FROM json_array_elements(refunds) AS entry
    WHERE public.json_member_text(entry, 'status') = 'succeeded'
  );
END
$$;
--> statement-breakpoint
CREATE FUNCTION public.payment_unreadable_entries(refunds json, disputes json, total_amount integer, currency text) RETURNS integer
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  unreadable integer := 0;
BEGIN
  IF json_typeof(refunds) = 'array' THEN
    unreadable := (
      SELECT count(*) FROM json_array_elements(refunds) AS entry
      WHERE coalesce(public.json_member_text(entry, 'status'), '') NOT IN ('succeeded', 'failed', 'pending', 'review')
        OR (public.json_member_text(entry, 'status') = 'succeeded' AND public.refund_entry_amount(entry, total_amount, currency) IS NULL)
    );
  ELSIF json_typeof(refunds) <> 'null' THEN
    unreadable := 1;
  END IF;
  IF json_typeof(disputes) = 'array' THEN
    unreadable := unreadable + (
      SELECT count(*) FROM json_array_elements(disputes) AS entry WHERE public.json_member_text(entry, 'dispute_status') IS NULL
    );
  ELSIF json_typeof(disputes) <> 'null' THEN
    unreadable := unreadable + 1;
  END IF;
  RETURN unreadable;
END
$$;
--> statement-breakpoint
-- The status that the newest dispute names, "unreadable" where it names none, null without a dispute.
CREATE FUNCTION public.payment_dispute_status(disputes json) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  IF disputes IS NULL OR json_typeof(disputes) <> 'array' THEN RETURN NULL; END IF;
  RETURN (
    SELECT coalesce(public.json_member_text(entry, 'dispute_status'), 'unreadable')
    FROM json_array_elements(disputes) WITH ORDINALITY AS list (entry, place)
    -- ISO 8601 times of one zone sort as text.
    ORDER BY public.json_member_text(entry, 'created_at') COLLATE "C" DESC NULLS LAST, place DESC
    LIMIT 1
  );
END
$$;
