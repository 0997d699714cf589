// The demo's workspace, made once a run and copied for every test that writes.
import { cp } from "node:fs/promises";
import { join } from "node:path";
import { run } from "./binary.js";
import { folder } from "./folder.js";

/** How many files a fresh demonstration has published: a publication each. */
export const publications = 24;

let made;

/** The demo's workspace; only for reading. */
export function demo() {
  made ??= (async () => {
    const place = join(folder, "demo");
    const { code, stderr } = await run(["demo", "--dir", place, "--no-serve"]);
    if (code !== 0) throw new Error(`the demo could not be made (exit ${code}):\n${stderr}`);
    return place;
  })();
  return made;
}

let copies = 0;

/** A copy of it that a test may change. */
export async function ownDemo() {
  copies += 1;
  const place = join(folder, `demo-${copies}`);
  await cp(await demo(), place, { recursive: true });
  return place;
}
