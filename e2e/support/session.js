// Signing in as programs do.

/** Tries to sign in; what the server answers. */
export function enter(url, login, password) {
  const headers = { "content-type": "application/json" };
  return fetch(`${url}/api/v1/session`, { method: "POST", headers, body: JSON.stringify({ login, password }) });
}

/** The password of a ready account of the demo. */
async function readyPassword(url, login) {
  const ready = (await (await fetch(`${url}/api/v1/session`)).json()).demo_accounts;
  return ready.find((account) => account.login === login).password;
}

/** What the requests of someone who is signed in carry; a ready account of the demo needs no password. */
export async function signIn(url, login, password) {
  const answer = await enter(url, login, password ?? (await readyPassword(url, login)));
  const cookie = answer.headers.get("set-cookie")?.split(";")[0];
  if (!answer.ok || !cookie) throw new Error(`${login} could not sign in (${answer.status})`);
  return { cookie, "x-lanbai-token": (await answer.json()).token };
}

/** The requests of someone who is signed in, each with its status and what it says. */
export async function trying(url, login, password) {
  const headers = { ...(await signIn(url, login, password)), "content-type": "application/json" };
  return async (method, path, sent) => {
    const answer = await fetch(`${url}/api/v1${path}`, { method, headers, body: sent && JSON.stringify(sent) });
    return { status: answer.status, ok: answer.ok, json: answer.status === 204 ? null : await answer.json() };
  };
}

/** The same where each must succeed; what it says. */
export async function asking(url, login, password) {
  const ask = await trying(url, login, password);
  return async (method, path, sent) => {
    const { status, ok, json } = await ask(method, path, sent);
    if (!ok) throw new Error(`${method} ${path}: ${status} ${JSON.stringify(json)}`);
    return json;
  };
}

/** Has a browser's page be of someone who is signed in. */
export async function bring(page, url, login, password) {
  const [name, value] = (await signIn(url, login, password)).cookie.split("=");
  await page.context().addCookies([{ name, value, url, httpOnly: true, sameSite: "Strict" }]);
}
