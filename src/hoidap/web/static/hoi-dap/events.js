// Asks the API and reads the answer as it arrives (server-sent events over fetch).

const PLAIN = { credentials: "omit" }; // the API knows no cookies

/** What the reader must be told; ``code`` names a text under "problem". */
export class Problem extends Error {
  constructor(code, { detail = "", seconds = 0 } = {}) {
    super(detail || code);
    Object.assign(this, { code, detail, seconds });
  }
}

/** The connection ended before the answer did. */
export class Disconnected extends Error {}

const BUSY_SECONDS = 10; // when a server that is too busy does not say for how long

function problemOf(status, body, headers) {
  const detail = body.detail ?? "";
  if (status === 429) {
    const seconds = Number.parseInt(headers?.get("Retry-After"), 10);
    return new Problem("busy", { seconds: seconds > 0 ? seconds : BUSY_SECONDS });
  }
  if (status === 413) return new Problem("too_long");
  if (status === 422) return new Problem(body.code === "question" ? "too_long" : "general", { detail });
  // A proxy answers for a server that is just restarting.
  if (status > 501 && !body.code) return new Disconnected();
  return new Problem("general", { detail });
}

async function* linesOf(stream) {
  const reader = stream.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    const lines = (rest + value).split("\n");
    rest = lines.pop();
    yield* lines;
  }
}

async function send(address, body, signal) {
  try {
    return await fetch(address, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
      signal,
      ...PLAIN,
    });
  } catch {
    signal?.throwIfAborted();
    throw new Disconnected();
  }
}

/** The events of an answer as [name, data]; ends after "done". Throws Problem or Disconnected. */
export async function* ask(base, body, signal) {
  const response = await send(new URL("v1/ask/stream", base), body, signal);
  if (!response.ok) {
    throw problemOf(response.status, await response.json().catch(() => ({})), response.headers);
  }
  let name = "";
  let isDone = false;
  try {
    for await (const line of linesOf(response.body)) {
      if (line.startsWith("event: ")) name = line.slice(7);
      else if (line.startsWith("data: ")) {
        const data = JSON.parse(line.slice(6));
        if (name === "error") throw problemOf(data.status, data);
        isDone ||= name === "done";
        yield [name, data];
      }
    }
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof Problem) throw error;
  }
  if (!isDone) throw new Disconnected();
}

/** Send a vote. Throws Problem or Disconnected. */
export async function sendVote(base, vote) {
  const response = await send(new URL("v1/feedback", base), vote);
  if (!response.ok) throw problemOf(response.status, {}, response.headers);
}

const PAUSES = [400, 800, 1600, 3000]; // milliseconds between tries; the last one repeats
const PATIENCE = 90_000; // a restart with a large model takes less

function pause(milliseconds, signal) {
  return new Promise((resolve, reject) => {
    setTimeout(resolve, milliseconds);
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}

/** Resolves when the server answers again; throws Problem when it does not for too long. */
export async function serverIsBack(base, signal) {
  let until = Date.now() + PATIENCE;
  for (let tries = 0; Date.now() < until; tries += 1) {
    await pause(PAUSES[tries] ?? PAUSES.at(-1), signal);
    if (!navigator.onLine) until = Date.now() + PATIENCE; // nothing to ask without a network
    try {
      if ((await fetch(new URL("healthz", base), { ...PLAIN, cache: "no-store", signal })).ok) return;
    } catch {
      signal.throwIfAborted();
    }
  }
  throw new Problem("unreachable");
}
