// Reads from the API, with a token where one is needed.
//
// A portal's readers have tokens and this server's pages do not. A source viewer that the widget
// opened asks the page it was opened from; the token stays in this tab.

const STORED = "hoi-dap:token";
const PATIENCE = 3000; // milliseconds for the opener to answer

/** The server's root, wherever it is mounted. */
export const BASE = new URL("../", import.meta.url);

/** Origins whose pages may give a token: this server's own, and the portals that embed it. */
async function trustedOrigins() {
  const response = await fetch(new URL("static/portals.json", BASE));
  const portals = response.ok ? await response.json() : [];
  return new Set([location.origin, ...portals.map((each) => new URL(each).origin)]);
}

async function tokenOfOpener() {
  if (!window.opener) return null;
  const trusted = await trustedOrigins();
  return new Promise((resolve) => {
    const answered = ({ source, origin, data }) => {
      const token = data?.["hoi-dap:token"];
      // Any page can open this one; who reads here is said by the portal alone.
      if (source === window.opener && trusted.has(origin) && token) resolve(String(token));
    };
    addEventListener("message", answered);
    setTimeout(() => { removeEventListener("message", answered); resolve(null); }, PATIENCE);
    // Anybody may hear the question: it holds nothing.
    window.opener.postMessage("hoi-dap:token?", "*");
  });
}

/** Use a key or token for all further requests of this tab. */
export function remember(token) {
  sessionStorage.setItem(STORED, token);
}

/** The response to a request; ``options`` are fetch's. */
export async function call(path, options = {}) {
  const ask = (token) => fetch(new URL(path, BASE),
    { ...options, headers: { ...options.headers, ...(token && { Authorization: `Bearer ${token}` }) } });
  const response = await ask(sessionStorage.getItem(STORED));
  if (response.status !== 401) return response;
  const token = await tokenOfOpener();
  if (!token) return response;
  remember(token);
  return ask(token);
}

/** The JSON answer to a GET and its status; ``options`` are fetch's. */
export async function read(path, options = {}) {
  const response = await call(path, options);
  return { isOk: response.ok, status: response.status, found: await response.json() };
}
