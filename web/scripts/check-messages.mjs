// Every message key exists in both languages, every key is used, every used key exists, no sentence stands in code.
import { readFileSync, readdirSync } from "node:fs";

const root = new URL("../src/", import.meta.url);
const flatten = (value, prefix = "") =>
  typeof value === "string" ? [prefix] : Object.entries(value).flatMap(([key, inner]) => flatten(inner, prefix ? `${prefix}.${key}` : key));
const load = (name) => JSON.parse(readFileSync(new URL(`messages/${name}.json`, root), "utf8"));
const zh = new Set(flatten(load("zh")));
const en = new Set(flatten(load("en")));

const files = readdirSync(root, { recursive: true }).filter((name) => /\.(ts|vue)$/.test(name) && !/\.test\.ts$|schema\.ts$/.test(name));
const key = /["'`]((?:[a-z][A-Za-z]*)(?:\.[A-Za-z0-9_-]+)+)["'`]/g;
const exact = new Set(); // whatever looks like a key: a menu's label is looked up elsewhere
const called = new Set(); // what stands in a call of t()
const prefixes = new Set();
const problems = [];
for (const file of files) {
  const text = readFileSync(new URL(file, root), "utf8");
  for (const [, name] of text.matchAll(key)) exact.add(name);
  for (const [, inside] of text.matchAll(/\bt\(([^()]*)/g)) for (const [, name] of inside.matchAll(key)) called.add(name);
  // built keys: t(`light.${colour}`) uses everything under "light."
  for (const [, prefix] of text.matchAll(/`((?:[a-z][A-Za-z]*\.)+)\$\{/g)) prefixes.add(prefix);
  // the names of units in ui/units.ts are ids of the plan
  const code = text
    .replace(/^\s*(\/\/|\*|\/\*).*$/gm, "")
    .replace(/<!--[\s\S]*?-->/g, "")
    .replace(/\/\/ .*$/gm, "");
  const chinese = file !== "ui/units.ts" && code.match(/[\u4e00-\u9fff]+/);
  if (chinese) problems.push(`${file}: "${chinese[0]}" stands in code; move it to src/messages`);
}
for (const name of zh) if (!en.has(name)) problems.push(`en.json lacks ${name}`);
for (const name of en) if (!zh.has(name)) problems.push(`zh.json lacks ${name}`);
const used = (name) => exact.has(name) || [...prefixes].some((prefix) => name.startsWith(prefix));
for (const name of zh) if (!used(name)) problems.push(`${name} is used nowhere`);
for (const name of called) if (!zh.has(name)) problems.push(`${name} is used but has no message`);

for (const problem of problems) console.error(problem);
if (problems.length) process.exit(1);
console.log(`${zh.size} messages in two languages`);
