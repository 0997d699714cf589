// A real identity provider on this machine (oidc-provider), of another site than ours as browsers see it.
import { createServer } from "node:http";
import { exportJWK, generateKeyPair, SignJWT, decodeJwt } from "jose";
import Provider from "oidc-provider";

const listening = (server) => new Promise((ready) => server.listen(0, "127.0.0.1", () => ready(server.address().port)));

/** A port that nobody listens on. */
export async function freePort() {
  const server = createServer();
  const port = await listening(server);
  await new Promise((done) => server.close(done));
  return port;
}

/** Everybody may sign in there, under any name and with any password. `change` puts its own claims into tokens. */
export async function provide({ client, secret, back }) {
  const server = createServer();
  const issuer = `http://localhost:${await listening(server)}`;
  const { privateKey } = await generateKeyPair("RS256", { extractable: true });
  const key = { ...(await exportJWK(privateKey)), kid: "one", alg: "RS256", use: "sig" };
  const found = {};
  const provider = new Provider(issuer, {
    clients: [{ client_id: client, client_secret: secret, redirect_uris: [back], response_types: ["code"], grant_types: ["authorization_code"] }],
    jwks: { keys: [key] },
    cookies: { keys: ["only for this test"] },
    claims: { openid: ["sub"], profile: ["preferred_username"], email: ["email", "email_verified"] },
    pkce: { required: () => true },
    findAccount: (_, name) => ({ accountId: name, claims: () => ({ sub: `person-${name}`, preferred_username: name }) }),
    // nobody is asked for consent
    loadExistingGrant: async ({ oidc }) => {
      const grant = new provider.Grant({ clientId: oidc.client.clientId, accountId: oidc.session.accountId });
      grant.addOIDCScope("openid profile email");
      await grant.save();
      return grant;
    },
  });
  provider.use(async (context, next) => {
    await next();
    const token = context.path === "/token" && context.body?.id_token;
    if (!token || !found.change) return;
    const claims = { ...decodeJwt(token), ...found.change };
    context.body.id_token = await new SignJWT(claims).setProtectedHeader({ alg: "RS256", kid: "one" }).sign(privateKey);
  });
  server.on("request", provider.callback());
  return Object.assign(found, {
    issuer,
    stop: () => {
      server.closeAllConnections();
      return new Promise((done) => server.close(done));
    },
  });
}

/** Goes where a browser would, signs in under a name, and tells what the provider hands back in the address. */
export async function walk(address, name, back) {
  const jar = new Map();
  let next = new URL(address);
  let form;
  for (let steps = 0; steps < 12; steps += 1) {
    const cookie = [...jar].map((pair) => pair.join("=")).join("; ");
    const told = await fetch(next, { method: form ? "POST" : "GET", body: form, headers: { cookie }, redirect: "manual" });
    for (const line of told.headers.getSetCookie()) {
      const [key, value] = line.split(";")[0].split("=");
      jar.set(key, value);
    }
    form = undefined;
    const location = told.headers.get("location");
    if (location) {
      next = new URL(location, next);
      if (next.href.startsWith(back)) return Object.fromEntries(next.searchParams);
    } else {
      if (!told.ok) throw new Error(`${next}: ${told.status} ${await told.text()}`);
      form = new URLSearchParams({ prompt: "login", login: name, password: "any" });
    }
  }
  throw new Error(`the provider sends on and on: ${next}`);
}
