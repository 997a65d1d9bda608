// Speaks with the API for the trainer: JSON both ways, problems as their Vietnamese sentence.
import { BASE, call } from "../reader.js";
import { save } from "../saving.js";

/** What the trainer must be told; ``status`` says of which kind it is. */
export class Refusal extends Error {
  constructor(status, detail) {
    super(detail);
    this.status = status;
  }
}

/** The response to a request; throws Refusal. ``body`` is sent as JSON. */
export async function request(method, path, body) {
  const sent = body === undefined ? {} : { body: JSON.stringify(body), headers: { "Content-Type": "application/json" } };
  const response = await call(path, { method, cache: "no-store", ...sent });
  if (response.ok) return response;
  const { detail } = await response.json().catch(() => ({}));
  throw new Refusal(response.status, detail ?? response.statusText);
}

export async function fetched(path) {
  return (await request("GET", path)).json();
}

export async function sent(method, path, body) {
  const response = await request(method, path, body);
  return response.status === 204 ? null : response.json();
}

/** Save what an address gives under the name that the server says. */
export async function download(path) {
  await save(await request("GET", path));
}

/** The address of a source in the viewer. */
export function sourceLink(url) {
  return new URL(url.replace(/^\//, ""), BASE).href;
}
