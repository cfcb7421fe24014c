-- Names are qualified because a restore runs with an empty search_path.
--
-- An ISO 8601 time as UTC; one without a zone is taken for UTC. Null for anything else.
CREATE FUNCTION public.json_instant(value text) RETURNS timestamp LANGUAGE plpgsql STABLE AS $$
BEGIN
  IF value IS NULL OR value !~* '^[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]+)?)?( ?(Z|[+-][0-9]{2}(:?[0-9]{2})?))?)?$' THEN
    RETURN NULL;
  END IF;
  IF value ~* '[T ].*(Z|[+-][0-9]{2}(:?[0-9]{2})?)$' THEN RETURN value::timestamptz AT TIME ZONE 'UTC'; END IF;
  RETURN value::timestamp;
EXCEPTION WHEN others THEN RETURN NULL;
END
$$;
--> statement-breakpoint
-- One row an entry, its texts cut to what an index takes. What counts as readable is what payment_unreadable_entries and refund_entry_amount
-- say, and for a dispute also its amount, a text of minor units. An entry whose date cannot be read counts on its payment's date, and says so.
-- A list of more entries than any payment has is not looked into: the product's own write waits for this.
CREATE FUNCTION public.payment_entries(refunds json, disputes json, total_amount integer, payment_currency text, created_at timestamp)
RETURNS TABLE (kind text, place integer, at timestamp, at_known boolean, entry_id text, status text, stage text, amount bigint, problem text)
LANGUAGE plpgsql STABLE AS $$
DECLARE
  list record;
  entry record;
  dated timestamp;
BEGIN
  FOR list IN SELECT 'refund' AS of_kind, refunds AS entries UNION ALL SELECT 'dispute', disputes LOOP
    CONTINUE WHEN coalesce(json_typeof(list.entries), 'null') = 'null';
    kind := list.of_kind;
    IF json_typeof(list.entries) <> 'array' THEN
      place := 1; at := created_at; at_known := false;
      entry_id := NULL; status := NULL; stage := NULL; amount := NULL; problem := 'not_a_list';
      RETURN NEXT;
      CONTINUE;
    END IF;
    IF json_array_length(list.entries) > 1000 THEN
      place := 1; at := created_at; at_known := false;
      entry_id := NULL; status := NULL; stage := NULL; amount := NULL; problem := 'too_many';
      RETURN NEXT;
      CONTINUE;
    END IF;
    FOR entry IN SELECT e.value AS value, e.ordinality::integer AS ordinality FROM json_array_elements(list.entries) WITH ORDINALITY AS e LOOP
      place := entry.ordinality;
      entry_id := NULL; status := NULL; stage := NULL; amount := NULL; problem := NULL;
      IF json_typeof(entry.value) <> 'object' THEN
        at := created_at; at_known := false; problem := 'not_an_object';
        RETURN NEXT;
        CONTINUE;
      END IF;
      dated := public.json_instant(public.json_member_text(entry.value, 'created_at'));
      at := coalesce(dated, created_at);
      at_known := dated IS NOT NULL;
      IF kind = 'refund' THEN
        entry_id := left(public.json_member_text(entry.value, 'refund_id'), 255);
        status := left(public.json_member_text(entry.value, 'status'), 100);
        -- An object with a text that PostgreSQL cannot turn into one has no status either, and refund_entry_amount would fail on it.
        IF status IS NOT NULL THEN amount := public.refund_entry_amount(entry.value, total_amount, payment_currency); END IF;
        problem := CASE
          WHEN coalesce(status, '') NOT IN ('succeeded', 'failed', 'pending', 'review') THEN 'status'
          WHEN upper(public.json_member_text(entry.value, 'currency')) <> upper(payment_currency) THEN 'currency'
          WHEN amount IS NULL AND status = 'succeeded' THEN 'amount'
          WHEN dated IS NULL THEN 'date'
        END;
      ELSE
        entry_id := left(public.json_member_text(entry.value, 'dispute_id'), 255);
        status := left(public.json_member_text(entry.value, 'dispute_status'), 100);
        stage := left(public.json_member_text(entry.value, 'dispute_stage'), 100);
        IF public.json_member_text(entry.value, 'amount') ~ '^[0-9]{1,12}$' THEN
          amount := public.json_member_text(entry.value, 'amount')::bigint;
        END IF;
        problem := CASE
          WHEN status IS NULL THEN 'status'
          WHEN upper(public.json_member_text(entry.value, 'currency')) <> upper(payment_currency) THEN 'currency'
          WHEN amount IS NULL THEN 'amount'
          WHEN dated IS NULL THEN 'date'
        END;
      END IF;
      IF problem IN ('status', 'currency') THEN amount := NULL; END IF;
      RETURN NEXT;
    END LOOP;
  END LOOP;
END
$$;
--> statement-breakpoint
-- The one product of a cart, "several" where there are more (or more lines than are looked into); null where it names none that reads as an id. Whatever else webhook JSON may
-- hold there is no product.
CREATE FUNCTION public.payment_cart_product(cart json) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  IF cart IS NULL OR json_typeof(cart) <> 'array' THEN RETURN NULL; END IF;
  IF json_array_length(cart) > 1000 THEN RETURN 'several'; END IF;
  RETURN (
    SELECT CASE WHEN count(DISTINCT product) > 1 THEN 'several' ELSE min(product) END
    FROM (
      SELECT CASE WHEN length(named) <= 128 AND named ~ '^[A-Za-z0-9_.:-]+$' THEN named END AS product
      FROM (SELECT public.json_member_text(item, 'product_id') AS named FROM json_array_elements(cart) AS item) AS item
    ) AS line
  );
END
$$;
