import { parseWithZod } from "@conform-to/zod/v4";
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { Form, useActionData, useNavigation, useSearchParams } from "@remix-run/react";
import { z } from "zod";
import { Mark } from "~/components/shell/mark";
import { Button } from "~/components/ui/button";
import { ErrorSummary } from "~/components/ui/error-summary";
import { Field } from "~/components/ui/field";
import { Input } from "~/components/ui/input";
import { readForm } from "~/http/form.server";
import { clientIpOf, requireSameOrigin, staffOrUndefined } from "~/http/guard.server";
import { ownPath } from "~/http/own-path";
import { signIn } from "~lib/auth/auth.server.ts";

export const meta: MetaFunction = () => [{ title: "Sign in · Purser" }];

const SignIn = z.object({
  email: z.string({ error: "Type your e-mail." }).trim().pipe(z.email("That is no e-mail address.")),
  password: z.string({ error: "Type your password." }).max(256, "That is longer than any password here."),
});

/** Where the sign-in leads: a path of this dashboard, never another site. */
function safeNext(request: Request): string {
  return ownPath(new URL(request.url).searchParams.get("next") ?? "/");
}

export async function loader({ request, context }: LoaderFunctionArgs) {
  if (await staffOrUndefined({ request, context })) throw redirect(safeNext(request));
  return null;
}

export async function action({ request, context }: ActionFunctionArgs) {
  requireSameOrigin({ request, context });
  const submission = parseWithZod(await readForm(request), { schema: SignIn });
  if (submission.status !== "success") {
    return data({ email: String(submission.payload.email ?? ""), errors: submission.error ?? {}, message: undefined }, { status: 400 });
  }
  const { email, password } = submission.value;
  const result = await signIn({ email, password }, { ip: clientIpOf(context), userAgent: request.headers.get("User-Agent") });
  if (result.ok) {
    const headers = new Headers();
    for (const cookie of result.cookies) headers.append("Set-Cookie", cookie);
    throw redirect(safeNext(request), { headers });
  }
  const refusal = {
    credentials: { status: 401, message: "E-mail or password is wrong." },
    banned: { status: 403, message: "This account is banned." },
    "too-many": {
      status: 429,
      message: `Too many attempts. Try again in ${result.why === "too-many" ? Math.max(1, Math.ceil(result.retryAfter)) : 60} seconds.`,
    },
  }[result.why];
  return data({ email, errors: {} as Record<string, string[] | null>, message: refusal.message }, { status: refusal.status });
}

export default function SignInPage() {
  const reply = useActionData<typeof action>();
  const [params] = useSearchParams();
  const busy = useNavigation().state !== "idle";
  const errors = Object.entries(reply?.errors ?? {}).flatMap(([field, messages]) =>
    (messages ?? []).map((message) => ({ fieldId: `sign-in-${field}`, message })),
  );
  if (reply?.message) errors.push({ fieldId: "sign-in-email", message: reply.message });
  const next = params.get("next");
  return (
    <main id="main" className="mx-auto flex min-h-dvh w-full max-w-sm flex-col justify-center gap-6 px-6 py-12">
      <div className="flex items-center gap-2.5">
        <Mark className="size-7" />
        <h1 className="text-xl font-semibold">Sign in to Purser</h1>
      </div>
      <Form
        method="post"
        action={next ? `/sign-in?next=${encodeURIComponent(next)}` : "/sign-in"}
        noValidate
        className="flex flex-col gap-4"
      >
        <ErrorSummary errors={errors} title="You are not signed in:" />
        <Field id="sign-in-email" label="E-mail" errors={reply?.errors?.email ?? undefined}>
          {(control) => (
            <Input {...control} name="email" type="email" autoComplete="username" required defaultValue={reply?.email} className="h-9" />
          )}
        </Field>
        <Field id="sign-in-password" label="Password" errors={reply?.errors?.password ?? undefined}>
          {(control) => <Input {...control} name="password" type="password" autoComplete="current-password" required className="h-9" />}
        </Field>
        <Button type="submit" variant="primary" className="h-9" aria-disabled={busy}>
          {busy ? "Signing in…" : "Sign in"}
        </Button>
      </Form>
      <p className="text-xs text-muted">Accounts are made by an admin. Forgotten your password? Ask one.</p>
    </main>
  );
}
