import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { SnippetText } from "../../../app/components/snippet-text.tsx";
import { loader } from "../../../app/routes/_staff.chats.search/route.tsx";
import { describe, expect, test } from "../../helpers/database-test.ts";
import { signedIn } from "../../helpers/request.ts";
import { ask } from "../../routes/route-modules.ts";
import { makeTalk, searchesOf } from "./search.ts";

describe("the page of the search in messages", () => {
  test("answers support with nothing of what a private chat says, for a page and for its data", async ({ db }) => {
    const { chat, ids } = await makeTalk(db, ["My quokkaroute is hidden-marigold"], {
      visibility: "private",
      title: "Call ada@example.com",
    });
    const { ids: open } = await makeTalk(db, ["A quokkaroute for all"]);
    const support = await signedIn(db, "support");
    for (const path of ["/chats/search?q=quokkaroute", "/chats/search.data?q=quokkaroute&_routes=routes%2F_staff.chats.search"]) {
      const answer = await ask(loader, support.get(path), {});
      const text = await answer.text();
      expect(answer.status).toBe(200);
      expect(text).toContain(chat.id);
      expect(text).toContain(open[0]);
      expect(text).toContain(ids[0]);
      expect(text).not.toMatch(/marigold|ada@example/);
    }
    expect(await searchesOf(db, support.user)).toHaveLength(2);
  });

  test("is for those who may read chats", async ({ db }) => {
    expect((await ask(loader, (await signedIn(db, "finance")).get("/chats/search?q=a"), {})).status).toBe(403);
  });

  test("draws a snippet as text", () => {
    const snippet = [
      { text: "<img src=x onerror=alert(1)> ", match: false },
      { text: "<b>fare</b>", match: true },
    ];
    const html = renderToStaticMarkup(createElement(SnippetText, { snippet }));
    expect(html).toBe(
      '&lt;img src=x onerror=alert(1)&gt; <mark class="rounded-xs bg-amber-soft px-px font-medium text-ink">&lt;b&gt;fare&lt;/b&gt;</mark>',
    );
  });
});
