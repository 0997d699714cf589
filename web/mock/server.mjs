// Serves /api/v1 for developing the pages without the server, and dist/ beside it. PORT (8080) and LANBAI_COUNTIES (a GeoJSON file) may be set.
import { createReadStream, existsSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { respond } from "./answers.mjs";

const dist = fileURLToPath(new URL("../dist", import.meta.url));
const types = { ".html": "text/html", ".js": "text/javascript", ".mjs": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".json": "application/json" };
const policy = "default-src 'self'; img-src 'self' data: blob:; style-src 'self'; script-src 'self'; worker-src 'self'; connect-src 'self'";
const listeners = new Set();
let number = 3;
const imported = new Set();

function send(response, status, body, type = "application/json") {
  response.writeHead(status, { "content-type": type });
  response.end(JSON.stringify(body));
}

function problem(response, status, title, code) {
  send(response, status, { type: "about:blank", title, status, detail: null, code }, "application/problem+json");
}

function announce(event, data) {
  for (const listener of listeners) listener.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
}

async function importFile(request, response, query) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = Buffer.concat(chunks).toString("utf8");
  const file = /filename="([^"]*)"/.exec(body)?.[1] ?? "upload";
  const content = body.split("\r\n\r\n").slice(1).join("\r\n\r\n").split("\r\n--")[0];
  const rows = content.split(/\r?\n/).filter(Boolean).map((line) => line.split(","));
  const dry = query.get("dry_run") === "true";
  const known = imported.has(content);
  const findings = rows.slice(1).flatMap((row, index) => row[3] && Number.isNaN(Number(row[3])) ? [{ code: "INTAKE-003", severity: "error", message: { zh: `“${row[3]}”不是数字。`, en: `“${row[3]}” is not a number.` }, hint: { zh: "填写数字，或留空表示缺失。", en: "Enter a number, or leave it empty for missing." }, place: { file, line: index + 2, column: rows[0][3], territory: null, measure: null, period: null } }] : []);
  const accepted = !dry && findings.length === 0;
  if (accepted && !known) {
    imported.add(content);
    announce("publication", { number: ++number });
  }
  const count = Math.max(0, rows.length - 1);
  send(response, 200, { file, rows: count, added: known || findings.length ? 0 : count, unchanged: known ? count : 0, dry_run: dry, publication: accepted && !known ? number : null, preview: { columns: rows[0] ?? [], rows: rows.slice(1, 6) }, findings });
}

function serveFile(path, response) {
  const wanted = join(dist, path);
  const file = existsSync(wanted) && statSync(wanted).isFile() ? wanted : join(dist, "index.html");
  if (!existsSync(file)) return problem(response, 404, "no build in dist", "not-found");
  response.writeHead(200, { "content-type": types[extname(file)] ?? "application/octet-stream", "content-security-policy": policy });
  createReadStream(file).pipe(response);
}

createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url, "http://mock");
  if (!pathname.startsWith("/api/v1/")) return serveFile(pathname, response);
  const path = pathname.slice("/api/v1".length);
  if (path === "/events") {
    response.writeHead(200, { "content-type": "text/event-stream" });
    listeners.add(response);
    return request.on("close", () => listeners.delete(response));
  }
  if (path === "/imports" && request.method === "POST") return importFile(request, response, searchParams);
  const body = respond(path, searchParams);
  return body ? send(response, 200, body) : problem(response, 404, "not found", "not-found");
}).listen(Number(process.env.PORT ?? 8080), "127.0.0.1", () => console.log("mock of /api/v1 is listening"));
