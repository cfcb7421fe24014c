import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { createRequestHandler, type ServerBuild } from "@remix-run/node";
import compression from "compression";
import express from "express";
import { webHandler } from "../../../lib/server/web-handler.ts";
import { BARE_BUILD } from "./build-folder.ts";

// A process of its own, as the dashboard's server is, on the same way from Node to Remix; says its port to whoever started it.
const build = (await import(pathToFileURL(join(BARE_BUILD, "server", "index.js")).href)) as ServerBuild;
const answer = createRequestHandler(build, "production");
const page = webHandler(
  (request) => answer(request),
  (error) => console.error(error),
);
const app = express();
app.disable("x-powered-by");
app.use(compression());
app.use((request, response, next) => void page(request, response).catch(next));
const server = app.listen(0, "127.0.0.1", () => process.send!((server.address() as AddressInfo).port));
process.once("disconnect", () => process.exit(0));
