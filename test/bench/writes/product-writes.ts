import { randomUUID } from "node:crypto";
import type pg from "pg";

/** What the product writes, as it does: each statement a transaction of its own, on one connection. */
export interface ProductWrite {
  label: string;
  /** How many transactions it is. */
  commits: number;
  /** Does it once. Ids begin with `bench-`, so that they can be taken away again. */
  once(client: pg.ClientBase): Promise<unknown>;
}

/** What rows of these writes belong to. */
export interface Owner {
  user: string;
  chat: string;
  subscription: string;
}

const id = () => `bench-${randomUUID()}`;
const parts = JSON.stringify([
  { type: "step-start" },
  {
    type: "text",
    text: "I found three flights from Berlin to Lisbon on Friday morning. The cheapest leaves at 7:05, has one layover in Madrid and costs 138 euros with a piece of baggage.",
  },
]);

/** The inserts and updates that the benchmark measures. */
export function productWrites({ user, chat, subscription }: Owner): ProductWrite[] {
  const message =
    "insert into message (id, chat_id, role, parts, attachments, created_at, model, input_tokens, output_tokens, total_tokens, completion_time)";
  const payment =
    "insert into payment (id, created_at, status, total_amount, tax, currency, payment_method, subscription_id, user_id, customer, billing)";
  const customer = JSON.stringify({ customer_id: "cus-bench", email: "bench@mail.example", name: "Bench" });
  const billing = JSON.stringify({ city: "Berlin", country: "DE", street: "Street 1", zipcode: "10115" });
  let usage: string | undefined;
  return [
    {
      label: "insert of a message",
      commits: 1,
      once: (client) =>
        client.query(`${message} values ($1, $2, 'assistant', $3, '[]', $4, 'model-a', 812, 131, 943, 2.5)`, [id(), chat, parts, now()]),
    },
    {
      label: "insert of 100 messages in one statement",
      commits: 1,
      once: (client) =>
        client.query(
          `${message} select 'bench-' || gen_random_uuid(), $1, 'assistant', $2::json, '[]', $3::timestamp, 'model-a', 812, 131, 943, 2.5 from generate_series(1, 100)`,
          [chat, parts, now()],
        ),
    },
    {
      label: "count of one more message of a user",
      commits: 1,
      async once(client) {
        if (!usage) {
          usage = id();
          const { rows } = await client.query<{ day: Date }>("select date_trunc('day', $1::timestamp) as day", [now()]);
          await client.query(
            "insert into message_usage (id, user_id, message_count, date, reset_at) values ($1, $2, 0, $3, $3::timestamp + interval '1 day')",
            [...[usage, user], rows[0]!.day],
          );
        }
        await client.query("update message_usage set message_count = message_count + 1, updated_at = $2 where id = $1", [usage, now()]);
      },
    },
    {
      label: "a tool call: queued, running, succeeded",
      commits: 3,
      async once(client) {
        const call = randomUUID();
        await client.query(
          "insert into tool_calls (id, chat_id, tool_name, status, request, dedupe_key, created_at) values ($1, $2, 'searchFlights', 'queued', $3, $4, $5)",
          [call, chat, JSON.stringify({ origin: "BER", destination: "LIS" }), `bench-${call}`, now()],
        );
        await client.query("update tool_calls set status = 'running', started_at = $2 where id = $1", [call, now()]);
        await client.query("update tool_calls set status = 'succeeded', finished_at = $2, response = $3 where id = $1", [
          call,
          now(),
          JSON.stringify({ offers: 12 }),
        ]);
      },
    },
    {
      label: "a payment: processing, succeeded",
      commits: 2,
      async once(client) {
        const paid = id();
        await client.query(`${payment} values ($1, $2, 'processing', 2000, 319, 'EUR', 'card', $3, $4, $5, $6)`, [
          paid,
          now(),
          subscription,
          user,
          customer,
          billing,
        ]);
        await client.query("update payment set status = 'succeeded', updated_at = $2 where id = $1", [paid, now()]);
      },
    },
  ];
}

const now = () => new Date().toISOString().replace("T", " ").replace("Z", "");

/** Takes away what was written, with the triggers on, so that what they keep is right again. */
export async function takeAway(client: pg.ClientBase): Promise<void> {
  await client.query("delete from message where id >= 'bench-' and id < 'bench.'");
  await client.query("delete from message_usage where id >= 'bench-' and id < 'bench.'");
  await client.query("delete from tool_calls where dedupe_key >= 'bench-' and dedupe_key < 'bench.'");
  await client.query("delete from payment where id >= 'bench-' and id < 'bench.'");
}
