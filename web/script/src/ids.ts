/** What is a message or a visitor called? Random ids that nobody else has. */

/** Return a UUID of version 4; pages without TLS have no `randomUUID`, old browsers no `crypto`. */
export function newId(): string {
  const bytes = new Uint8Array(16)
  try {
    crypto.getRandomValues(bytes)
  } catch {
    bytes.forEach((_, i) => {
      bytes[i] = Math.random() * 256
    })
  }
  const marked = (byte: number, i: number) =>
    i === 6 ? (byte & 15) | 64 : i === 8 ? (byte & 63) | 128 : byte
  return Array.from(bytes, (byte, i) => (marked(byte, i) + 256).toString(16).slice(1))
    .join("")
    .replace(/(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-")
}
