// Speaks with the API; an answer is read as it arrives (server-sent events over fetch).

const BUSY_SECONDS = 10; // when a busy server does not say for how long
const PAUSES = [400, 800, 1600, 3000]; // milliseconds between tries; the last repeats
const PATIENCE = 90_000; // a restart with a large model takes less

/** What the reader must be told; ``code`` names a text under "problem". */
export class Problem extends Error {
  constructor(code, detail = "", seconds = 0) {
    super(code);
    Object.assign(this, { code, detail, seconds });
  }
}

export class Disconnected extends Error {}

function problemOf(status, { code, detail }, retryAfter) {
  if (status === 429) return new Problem("busy", "", Number.parseInt(retryAfter, 10) || BUSY_SECONDS);
  // A proxy answers for a server that is just restarting.
  if (status > 501 && !code) return new Disconnected();
  const isLong = status === 413 || (status === 422 && code === "question");
  return new Problem(isLong ? "too_long" : "general", detail);
}

async function* linesOf(stream) {
  const reader = stream.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const lines = (rest + value).split("\n");
    rest = lines.pop();
    yield* lines;
  }
}

function pause(milliseconds, signal) {
  return new Promise((resolve, reject) => {
    setTimeout(resolve, milliseconds);
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}

/** The API at ``base``; ``reader.token`` gives a credential, if any. */
export class Api {
  constructor(base, reader) {
    Object.assign(this, { base, reader });
  }

  async send(path, options, signal) {
    let response;
    try {
      const token = await this.reader.token?.();
      const headers = { "Content-Type": "application/json", ...(token && { Authorization: `Bearer ${token}` }) };
      response = await fetch(new URL(path, this.base), { credentials: "omit", cache: "no-store", headers, signal, ...options });
    } catch {
      signal?.throwIfAborted();
      throw new Disconnected();
    }
    if (response.ok) return response;
    const problem = await response.json().catch(() => ({}));
    throw problemOf(response.status, problem, response.headers.get("Retry-After"));
  }

  post(path, body, signal) {
    return this.send(path, { method: "POST", body: JSON.stringify(body) }, signal);
  }

  async get(path, signal) {
    return (await this.send(path, {}, signal)).json();
  }

  /** The events of an answer as [name, data]. Throws Problem or Disconnected. */
  async* ask(question, signal) {
    const { body } = await this.post("v1/ask/stream", question, signal);
    let name;
    try {
      for await (const line of linesOf(body)) {
        if (line.startsWith("event: ")) name = line.slice(7);
        if (!line.startsWith("data: ")) continue;
        const data = JSON.parse(line.slice(6));
        if (name === "error") throw problemOf(data.status, data);
        yield [name, data];
      }
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof Problem) throw error;
    }
    if (name !== "done") throw new Disconnected();
  }

  /** Resolves when the server answers again. Throws Problem when it takes too long. */
  async isBack(signal) {
    let until = Date.now() + PATIENCE;
    for (let tries = 0; Date.now() < until; tries += 1) {
      await pause(PAUSES[tries] ?? PAUSES.at(-1), signal);
      if (!navigator.onLine) until = Date.now() + PATIENCE; // nobody can answer
      try {
        await this.get("healthz", signal);
        return;
      } catch {
        signal.throwIfAborted();
      }
    }
    throw new Problem("unreachable");
  }
}
