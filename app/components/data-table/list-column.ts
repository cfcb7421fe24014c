import type { ReactNode } from "react";

/** A column as an area declares it; its `id` is one of the list spec's columns, which also gives the label. */
export interface ListColumn<Row> {
  id: string;
  cell: (row: Row) => ReactNode;
  /** Numbers stand right. */
  align?: "right";
  /** The sort of the spec that a click on the header asks for. */
  sort?: string;
  /** Stays on a phone, where there is room for two or three. */
  phone?: true;
  /** Classes for the cell, such as a maximum width. */
  className?: string;
}
