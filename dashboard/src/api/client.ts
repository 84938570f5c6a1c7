/** One door to central: JSON in and out, problem+json errors with their request id, the stream cursor. */

export class ApiError extends Error {
  readonly status: number;
  readonly requestId: string | null;

  /** `status` 0 means that no answer came at all. */
  constructor(status: number, message: string, requestId: string | null) {
    super(message);
    this.name = "ApiError";
    this.status = status;
    this.requestId = requestId;
  }
}

export interface Answer<T> {
  data: T;
  /** Number of the last stream event that this answer already contains; null where it names none. */
  cursor: number | null;
}

export const API = "/api/v1";

export function problemText(status: number, body: unknown): { message: string; requestId: string | null } {
  if (typeof body === "object" && body !== null) {
    const problem = body as Record<string, unknown>;
    const message = [problem["title"], problem["detail"]].filter((part) => typeof part === "string" && part !== "").join(": ");
    const requestId = typeof problem["request_id"] === "string" ? problem["request_id"] : null;
    if (message !== "") return { message, requestId };
    return { message: `the server answered ${status}`, requestId };
  }
  return { message: `the server answered ${status}`, requestId: null };
}

export interface Asked {
  method?: string;
  /** As JSON, but for a file, which goes as it is. */
  body?: unknown;
  signal?: AbortSignal;
  /** The server carries out what has one key once, however often it is sent. */
  key?: string;
}

function encoded(body: unknown): { headers: Record<string, string>; body?: BodyInit } {
  if (body === undefined) return { headers: {} };
  if (body instanceof Blob) return { headers: { "Content-Type": body.type }, body };
  return { headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
}

/**
 * Ask central.
 *
 * @param path below `/api/v1`, with its leading slash.
 * @throws ApiError with the status, or 0 where no answer came.
 */
export async function request<T>(path: string, options: Asked = {}): Promise<Answer<T>> {
  const { headers, ...content } = encoded(options.body);
  let response: Response;
  try {
    response = await fetch(API + path, {
      method: options.method ?? "GET",
      credentials: "same-origin",
      headers: {
        Accept: "application/json",
        "X-Requested-With": "sntry",
        ...(options.key === undefined ? {} : { "Idempotency-Key": options.key }),
        ...headers,
      },
      ...content,
      ...(options.signal ? { signal: options.signal } : {}),
    });
  } catch (error) {
    if (options.signal?.aborted) throw error;
    throw new ApiError(0, "the server cannot be reached", null);
  }
  const text = await response.text();
  let body: unknown = null;
  try {
    body = text === "" ? null : JSON.parse(text);
  } catch {
    if (response.ok) throw new ApiError(response.status, "the server's answer is not JSON", response.headers.get("x-request-id"));
  }
  if (!response.ok) {
    const problem = problemText(response.status, body);
    throw new ApiError(response.status, problem.message, problem.requestId ?? response.headers.get("x-request-id"));
  }
  const cursor = Number(response.headers.get("x-stream-cursor") ?? Number.NaN);
  return { data: body as T, cursor: Number.isFinite(cursor) ? cursor : null };
}

export async function get<T>(path: string, signal?: AbortSignal): Promise<T> {
  return (await request<T>(path, signal ? { signal } : {})).data;
}

export async function send<T>(method: "POST" | "PUT" | "PATCH" | "DELETE", path: string, body?: unknown): Promise<T> {
  return (await request<T>(path, body === undefined ? { method } : { method, body })).data;
}

/** Every page of a list; the cursor is the first page's, so that nothing later is missed. */
export async function allPages<T>(path: string, signal?: AbortSignal): Promise<{ items: T[]; cursor: number | null }> {
  const items: T[] = [];
  let cursor: number | null = null;
  let next: string | null = "";
  for (let page = 0; next !== null && page < 200; page += 1) {
    const joined: string = path + (path.includes("?") ? "&" : "?") + "limit=200" + (next === "" ? "" : `&cursor=${encodeURIComponent(next)}`);
    const answer: Answer<{ items: T[]; next_cursor: string | null }> = await request(joined, signal ? { signal } : {});
    if (page === 0) cursor = answer.cursor;
    items.push(...answer.data.items);
    next = answer.data.next_cursor;
  }
  return { items, cursor };
}
