// Notices leave by mail: a real mail server takes them, each once, whatever refuses or is away meanwhile.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { folder } from "../support/folder.js";
import { receive } from "../support/mail.js";
import { serve } from "../support/server.js";
import { asking } from "../support/session.js";
import { ownDemo } from "../support/workspace.js";

const reporterAddress = "reporter@example.org";

async function until(holds, what, seconds = 30) {
  for (let tries = 0; tries < seconds * 10; tries += 1) {
    if (holds()) return;
    await sleep(100);
  }
  assert.fail(`never: ${what}`);
}

const mailPart = ({ port, more = 'security = "none"' }) => `
[mail]
server = "localhost"
port = ${port}
${more}
from = "兰白规划平台 <notices@example.org>"
address = "https://plan.example.org/"
`;

/** A served demo whose notices go to that server; it can be begun anew, which looks for mail at once. */
async function office(settings, variables) {
  const workspace = await ownDemo();
  const own = { workspace };
  own.begin = async () => {
    await own.server?.stop();
    own.server = await serve(workspace, [], { variables });
    return own.server;
  };
  own.server = await serve(workspace);
  await writeFile(join(workspace, "settings.toml"), settings, { flag: "a" });
  const reporter = await asking(own.server.url, "reporter");
  await reporter("PUT", "/session/mail", { address: reporterAddress });
  const owed = (await reporter("GET", "/owed")).items.filter((one) => one.submission === null);
  own.owed = owed.map((one) => ({ form: one.form.id, territory: one.territory.id, period: one.period }));
  /** The office asks for a form: a cause of its own, told once. */
  own.urge = async (n) => {
    const told = await (await asking(own.server.url, "office"))("POST", "/completeness/urge", own.owed[n]);
    assert.equal(told.told, 1);
  };
  return own;
}

const count = (text, words) => text.split(words).length - 1;

describe("mail", () => {
  test("reaches whoever it is for, once, however often the mail server refuses or is away", { timeout: 240_000 }, async (t) => {
    let post = await receive();
    const { port } = post;
    const own = await office(mailPart({ port }));
    t.after(() => own.server.stop());
    t.after(() => post.stop());
    assert.ok(own.owed.length >= 3, `${own.owed.length} forms are owed`);

    post.refusing = true;
    await own.urge(0);
    await own.begin();
    await until(() => own.server.told().includes("a mail was refused"), "the log tells of the refusal");
    assert.match(own.server.told(), /550/);
    assert.equal(count(own.server.told(), "a mail was refused"), post.refused);
    assert.ok(post.refused >= 1);
    assert.equal(post.mails.length, 0);

    post.refusing = false;
    await own.begin();
    const urged = () => post.mails.filter((mail) => mail.text.includes("催报"));
    await until(() => urged().length === 1, "what was refused is sent later");
    const [mail] = urged();
    assert.equal(mail.sender, "notices@example.org");
    assert.deepEqual(mail.recipients, [reporterAddress]);
    assert.deepEqual(mail.from, { address: "notices@example.org", name: "兰白规划平台" });
    assert.deepEqual(mail.to.map(({ address }) => address), [reporterAddress]);
    assert.equal(mail.subject, "兰白规划平台提醒 Lanbai reminder");
    assert.match(mail.text, new RegExp(`催报：请尽快报送.*${own.owed[0].period.slice(0, 4)}年.*「.+」`));
    assert.match(mail.text, /The office asks for .+: \u201c.+\u201d/);
    assert.match(mail.text, /请登录办理：https:\/\/plan\.example\.org\/reporting/);
    assert.ok(/^[\t\r\n -~]*$/.test(mail.raw), "it passes servers that know no more than ASCII");

    await post.stop();
    await own.urge(1);
    await own.begin();
    await until(() => own.server.told().includes("people could not be told"), "the log tells that the server is away");
    post = await receive({ port });
    // the next round, in the same process
    await until(() => urged().length === 1, "what could not be sent is sent later", 90);
    assert.match(urged()[0].text, new RegExp(`${own.owed[1].period.slice(0, 4)}年`));
    assert.equal(count(own.server.told(), "people could not be told"), 1);

    await own.urge(2);
    await own.begin();
    // the oldest goes first: by then a second one of any before would be here
    await until(() => urged().length > 1, "a third one arrives");
    assert.deepEqual(urged().map(({ messageId }) => messageId.endsWith("@example.org>")), [true, true], "nothing was sent a second time");
    assert.equal(new Set([mail, ...urged()].map(({ messageId }) => messageId)).size, 3);
  });

  const pem = (name) => join(folder, `mail-${name}`);
  const openssl = (...words) => spawnSync("openssl", words, { encoding: "utf8" }).status === 0;
  const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
  const authority = ["-CA", pem("ca.pem"), "-CAkey", pem("ca.key")];
  const name = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-addext", "basicConstraints=critical,CA:FALSE"];
  const made =
    openssl("req", "-x509", ...key, "-days", "2", "-subj", "/CN=an authority", "-keyout", pem("ca.key"), "-out", pem("ca.pem")) &&
    openssl("req", "-x509", ...key, "-days", "2", ...name, ...authority, "-keyout", pem("own.key"), "-out", pem("own.pem"));

  test("goes over TLS, to a server that knows the password only", { skip: made ? false : "openssl is not installed", timeout: 120_000 }, async (t) => {
    const certificate = { cert: await readFile(pem("own.pem")), key: await readFile(pem("own.key")) };
    const post = await receive({ account: { user: "notices", password: "a word: # \"of\" it" }, certificate });
    t.after(() => post.stop());
    const part = (password) => mailPart({ port: post.port, more: `security = "tls"\nuser = "notices"\npassword = '${password}'` });
    const own = await office(part("another"), { SSL_CERT_FILE: pem("ca.pem") });
    t.after(() => own.server.stop());
    await own.urge(0);
    await own.begin();
    await until(() => own.server.told().includes("people could not be told"), "a wrong password is told");
    assert.match(own.server.told(), /535/);
    assert.ok(post.entered.length > 0 && post.entered.every(({ knows }) => !knows));
    assert.ok(!own.server.told().includes("another"), "the log knows no password");
    assert.equal(post.mails.length, 0);

    const settings = join(own.workspace, "settings.toml");
    await writeFile(settings, (await readFile(settings, "utf8")).replace("'another'", "'a word: # \"of\" it'"));
    await own.begin();
    await until(() => post.mails.some((mail) => mail.text.includes("催报")), "the mail is sent with the right one");
    assert.ok(post.entered.at(-1).knows);
  });
});
