// A real mail server on this machine (smtp-server) that keeps what it takes, and refuses where a test says so.
import PostalMime from "postal-mime";
import { SMTPServer } from "smtp-server";

/** Stands until it is stopped; `port` where it stood before. */
export async function receive({ port = 0, account, certificate } = {}) {
  const mails = [];
  const found = { mails, refusing: false, refused: 0, entered: [] };
  const allow = (answer, code) => answer(code ? Object.assign(new Error("not here"), { responseCode: code }) : null);
  const server = new SMTPServer({
    ...(certificate ? { secure: true, ...certificate } : { disabledCommands: account ? ["STARTTLS"] : ["STARTTLS", "AUTH"], hideSTARTTLS: true, allowInsecureAuth: true }),
    authOptional: !account,
    onAuth({ method, username, password }, _, answer) {
      const knows = username === account.user && password === account.password;
      found.entered.push({ method, knows });
      return knows ? answer(null, { user: username }) : answer(Object.assign(new Error("not you"), { responseCode: 535 }));
    },
    onRcptTo(_, __, answer) {
      if (found.refusing) found.refused += 1;
      allow(answer, found.refusing && 550);
    },
    onData(stream, { envelope }, answer) {
      const chunks = [];
      stream.on("data", (chunk) => chunks.push(chunk));
      stream.on("end", async () => {
        const raw = Buffer.concat(chunks);
        mails.push({ sender: envelope.mailFrom.address, recipients: envelope.rcptTo.map(({ address }) => address), raw: raw.toString("latin1"), ...(await PostalMime.parse(raw)) });
        answer();
      });
    },
  });
  // clients that break off are no matter of the test
  server.on("error", () => {});
  await new Promise((ready) => server.listen(port, "127.0.0.1", ready));
  return Object.assign(found, {
    port: server.server.address().port,
    stop: () => new Promise((done) => server.close(done)),
  });
}
