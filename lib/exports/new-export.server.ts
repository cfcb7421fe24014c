import { randomUUID } from "node:crypto";
import { env } from "../env.server.ts";
import type { AskedList } from "./exported-list.server.ts";

/** What the page of a new export says of it in words before anything is taken; its figures come beside. */
export function newExport({ list, scope, params, href, words, order, columns, sums }: AskedList) {
  return {
    /** The id that the run will have. */
    id: randomUUID(),
    list: list.name,
    title: list.title,
    noun: list.noun,
    scope,
    params: params.toString(),
    href,
    words,
    order,
    columns,
    sums,
    zone: env().reportingTimeZone,
  };
}

export type NewExport = ReturnType<typeof newExport>;
