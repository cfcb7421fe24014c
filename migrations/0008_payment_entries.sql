-- What runs inside the product's own writes must never make them fail. SECURITY DEFINER: the product's own database role need not know this table.
CREATE FUNCTION public.keep_payment_entries() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN DELETE FROM public.payment_entry WHERE payment_id = NEW.id; END IF;
  INSERT INTO public.payment_entry (payment_id, kind, place, at, at_known, entry_id, status, stage, amount, currency, problem)
  SELECT NEW.id, e.kind, e.place, e.at, e.at_known, e.entry_id, e.status, e.stage, e.amount, NEW.currency, e.problem
  FROM public.payment_entries(NEW.refunds, NEW.disputes, NEW.total_amount, NEW.currency, NEW.created_at) AS e;
  RETURN NULL;
EXCEPTION WHEN others THEN
  RAISE WARNING 'payment_entry was not kept for payment %: %', NEW.id, SQLERRM;
  RETURN NULL;
END
$$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION public.keep_payment_entries() FROM PUBLIC;
--> statement-breakpoint
CREATE TRIGGER payment_entry_is_kept AFTER INSERT OR UPDATE OF refunds, disputes, total_amount, currency, created_at ON public.payment
FOR EACH ROW EXECUTE FUNCTION public.keep_payment_entries();
--> statement-breakpoint
-- Rows from before this migration are filled in batches after it, as in 0005.
INSERT INTO public.backfill (name, finished_at)
SELECT 'payment_entry', CASE WHEN NOT EXISTS (SELECT 1 FROM public.payment) THEN now() AT TIME ZONE 'UTC' END;
