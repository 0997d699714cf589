// Signing in as programs do: with a ready account of the demo.

/** What the requests of someone who is signed in carry. */
export async function signIn(url, login) {
  const ready = (await (await fetch(`${url}/api/v1/session`)).json()).demo_accounts;
  const { password } = ready.find((account) => account.login === login);
  const headers = { "content-type": "application/json" };
  const answer = await fetch(`${url}/api/v1/session`, { method: "POST", headers, body: JSON.stringify({ login, password }) });
  const cookie = answer.headers.get("set-cookie")?.split(";")[0];
  if (!answer.ok || !cookie) throw new Error(`${login} could not sign in (${answer.status})`);
  return { cookie, "x-lanbai-token": (await answer.json()).token };
}

/** Has a browser's page be of someone who is signed in. */
export async function bring(page, url, login) {
  const [name, value] = (await signIn(url, login)).cookie.split("=");
  await page.context().addCookies([{ name, value, url, httpOnly: true, sameSite: "Strict" }]);
}
