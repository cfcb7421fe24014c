import { findingLine, largestTables, sizeLine, summaryOf, verdictTitles } from "../database/doctor-words.ts";
import { examine } from "../database/examine.server.ts";
import { type Verdict, verdicts, worst } from "../database/finding.ts";
import { command } from "./command.ts";
import { withDatabase } from "./open.ts";
import { databaseVariables } from "./variables.ts";

const MOST_SIZES = 12;

const statusOf: Readonly<Record<Verdict, 0 | 3 | 4 | 5>> = { works: 0, limited: 3, missing: 4, stops: 5 };

await command({
  name: "db:doctor",
  about:
    "Compares the database that the environment names with what Purser needs: tables, columns, keys, indexes, triggers, extensions, the values " +
    "and JSON in its rows, what its role may do, time zones, sizes. It only reads, and says of each difference whether Purser works with it.",
  options: {
    quick: { type: "boolean", about: "reads no rows: values, JSON and empty columns are not counted" },
    json: { type: "boolean", about: "prints the findings as JSON" },
  },
  variables: databaseVariables,
  statuses: {
    3: "Purser works, but not everything does",
    4: "db:adopt has something to add before it works",
    5: "Purser does not work with this database",
  },
  run: ({ env, options }) =>
    withDatabase(env, async (database) => {
      const url = database.driver === "pg" ? env.databaseUrl : undefined;
      const { findings, live } = await examine(database.db, { rows: !options.quick, url });
      const sizes = largestTables(live, MOST_SIZES);
      if (options.json) {
        console.log(JSON.stringify({ verdict: worst(findings), findings, sizes }, undefined, 2));
        return statusOf[worst(findings)];
      }
      for (const verdict of verdicts.toReversed()) {
        const lines = findings.filter((finding) => finding.verdict === verdict);
        if (lines.length > 0)
          console.log([`${verdictTitles[verdict]} (${lines.length}):`, ...lines.map((line) => `  ${findingLine(line)}`), ""].join("\n"));
      }
      console.log(["Sizes:", ...sizes.map((size) => `  ${sizeLine(size)}`), ""].join("\n"));
      console.log(`${database.address}: ${summaryOf(findings)}`);
      return statusOf[worst(findings)];
    }),
});
