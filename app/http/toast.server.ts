import { createCookie, redirect } from "@remix-run/node";
import { z } from "zod";
import { env } from "~lib/env.server.ts";

const Toast = z.object({ title: z.string().max(300), tone: z.enum(["success", "error"]) });

/** One sentence about what has just been done, shown on the next page. */
export type Toast = z.infer<typeof Toast>;

function toastCookie() {
  return createCookie("purser_toast", {
    path: "/",
    maxAge: 60,
    sameSite: "lax",
    httpOnly: true,
    secure: env().appUrl?.startsWith("https:") ?? false,
  });
}

/** A redirect after a change, with a sentence for the page it leads to. Longer sentences are cut at 300 characters. */
export async function redirectWithToast(url: string, toast: Toast, init: ResponseInit = {}): Promise<Response> {
  const headers = new Headers(init.headers);
  headers.append("Set-Cookie", await toastCookie().serialize({ ...toast, title: toast.title.slice(0, 300) }));
  return redirect(url, { ...init, headers });
}

/** The sentence that waits for this request, if any, and the headers that make sure it is shown once. */
export async function takeToast(request: Request): Promise<{ toast: Toast | null; headers: Headers }> {
  const headers = new Headers();
  const cookie = request.headers.get("Cookie");
  if (!cookie?.includes("purser_toast=")) return { toast: null, headers };
  headers.append("Set-Cookie", await toastCookie().serialize("", { maxAge: 0 }));
  try {
    const parsed = Toast.safeParse(await toastCookie().parse(cookie));
    return { toast: parsed.success ? parsed.data : null, headers };
  } catch {
    return { toast: null, headers };
  }
}
