import { expect, test } from "vitest";
import { plainSource } from "../../lib/database/plain-source.ts";

test.each([
  ["SELECT a -- b 'c\nFROM d", "select a  \nfrom d"],
  ["a /* it's */ b", "a   b"],
  ["raise notice 'it''s -- no comment'; B", "raise notice ''; b"],
  [String.raw`x := E'it\'s' || e; C`, "x := '' || e; c"],
  ["x := $q$it's$q$ || $1; $$ /* $$", "x := '' || $1; ''"],
  [`"From" . "it's" A`, `"From" . "it's" a`],
  ["EXECUTE 'Select ''A'' from B'", "execute  select '' from b "],
  ["execute format($q$select %I$q$, 'B')", "execute format( select %i , '')"],
])("%s", (source, plain) => expect(plainSource(source)).toBe(plain));
