-- The columns of `payment` that Purser adds become ordinary ones that a trigger keeps. A generated column can be given to a live table only by
-- writing all of it anew while everybody waits, and only where its JSON is `json`. Their values stay; no row is touched.
ALTER TABLE "payment" ALTER COLUMN "refunded_amount" DROP EXPRESSION,
	ALTER COLUMN "unreadable_entries" DROP EXPRESSION,
	ALTER COLUMN "dispute_status" DROP EXPRESSION,
	ALTER COLUMN "customer_id" DROP EXPRESSION,
	ALTER COLUMN "customer_email" DROP EXPRESSION,
	ALTER COLUMN "customer_name" DROP EXPRESSION,
	ALTER COLUMN "cart_product" DROP EXPRESSION,
	ALTER COLUMN "billing_country" DROP EXPRESSION;
--> statement-breakpoint
ALTER TABLE "payment" ALTER COLUMN "refunded_amount" SET DEFAULT 0, ALTER COLUMN "unreadable_entries" SET DEFAULT 0;
--> statement-breakpoint
-- Names are qualified because a restore runs with an empty search_path. A product may keep its JSON as jsonb: hence the casts, which cost
-- nothing where it is json. What goes wrong here must not make the product's own write fail: it counts as an entry that cannot be read.
CREATE FUNCTION public.keep_payment_columns() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  NEW.refunded_amount := public.payment_refunded_amount(NEW.refunds::json, NEW.total_amount, NEW.currency);
  NEW.unreadable_entries := public.payment_unreadable_entries(NEW.refunds::json, NEW.disputes::json, NEW.total_amount, NEW.currency);
  NEW.dispute_status := public.payment_dispute_status(NEW.disputes::json);
  NEW.customer_id := left(public.json_member_text(NEW.customer::json, 'customer_id'), 255);
  NEW.customer_email := public.json_member_text(NEW.customer::json, 'email');
  NEW.customer_name := public.json_member_text(NEW.customer::json, 'name');
  NEW.cart_product := public.payment_cart_product(NEW.product_cart::json);
  NEW.billing_country := upper(substring(public.json_member_text(NEW.billing::json, 'country') from '^[A-Za-z]{2}$'));
  RETURN NEW;
EXCEPTION WHEN others THEN
  RAISE WARNING 'the columns of payment % were not kept: %', NEW.id, SQLERRM;
  NEW.refunded_amount := 0;
  NEW.unreadable_entries := 1;
  NEW.dispute_status := NULL;
  NEW.customer_id := NULL;
  NEW.customer_email := NULL;
  NEW.customer_name := NULL;
  NEW.cart_product := NULL;
  NEW.billing_country := NULL;
  RETURN NEW;
END
$$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION public.keep_payment_columns() FROM PUBLIC;
--> statement-breakpoint
-- Triggers of one kind fire in the order of their names: this one sees what the product's own have made of the row.
CREATE TRIGGER zz_payment_columns_are_kept BEFORE INSERT OR UPDATE ON public.payment
FOR EACH ROW EXECUTE FUNCTION public.keep_payment_columns();
--> statement-breakpoint
-- Every row has its values already where these migrations made the columns.
INSERT INTO public.backfill (name, finished_at) VALUES ('payment', now() AT TIME ZONE 'UTC');
--> statement-breakpoint
CREATE OR REPLACE FUNCTION public.keep_message_text() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
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
CREATE OR REPLACE FUNCTION public.keep_payment_entries() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
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
