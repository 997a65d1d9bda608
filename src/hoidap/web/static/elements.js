// Builds page elements. Text is always set as text, never as markup.

/** An element with properties and children; strings become text nodes. */
export function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

/** A date as Vietnamese papers write it: 15/5/2016. */
export function vietnameseDate(iso) {
  const [year, month, day] = iso.split("-").map(Number);
  return `${day}/${month}/${year}`;
}

/** A string cut by code points, as the API counts them. */
export function codePoints(text) {
  const points = Array.from(text);
  return { slice: (start, end) => points.slice(start, end).join(""), length: points.length };
}

/** The JSON answer of an API call; a problem is thrown with its Vietnamese detail. */
export async function api(path, body) {
  const request = body === undefined ? {} : {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  };
  let response;
  try {
    response = await fetch(path, request);
  } catch {
    throw new Error("Không kết nối được máy chủ. Mời kiểm tra mạng nội bộ rồi gửi lại.");
  }
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) {
    throw new Error(answer.detail ?? "Hệ thống gặp lỗi ngoài dự kiến. Mời thử lại sau ít phút.");
  }
  return answer;
}
