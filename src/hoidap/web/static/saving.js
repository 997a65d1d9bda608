// Saves what the API sends as a file, under the name that the server says.

/** Save a fetched response. */
export async function save(response) {
  const named = response.headers.get("Content-Disposition") ?? "";
  const [, encoded] = /filename\*=UTF-8''([^;]+)/.exec(named) ?? [];
  const [, plain] = /filename="([^"]+)"/.exec(named) ?? [];
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await response.blob());
  link.download = encoded ? decodeURIComponent(encoded) : plain ?? "hoidap";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
